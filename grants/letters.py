"""What a letter looks like as an e-mail: plain text, with links to this site and a way to stop the letters."""

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from grants.models import Letter, User

WIDEST_SUBJECT = 150


def address(name: str, *args: object) -> str:
    """The full address of a page of this site."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=args)


def email(letters: Sequence[Letter]) -> EmailMessage:
    """All that waits for one person, in one e-mail."""
    person = letters[0].person
    return EmailMessage(
        subject=f"{settings.OFFICE.short_label}: {subject(letters)}",
        body=body(letters, person),
        to=[person.email],
        headers={"Message-ID": message_id(letters), "Auto-Submitted": "auto-generated"},
    )


def subject(letters: Sequence[Letter]) -> str:
    if len(letters) == 1:
        return " ".join(letters[0].subject.split())[:WIDEST_SUBJECT]
    return f"{len(letters)} things about conditions of grants"


def body(letters: Sequence[Letter], person: User) -> str:
    kinds = [kind for kind in Letter.Kind if any(letter.kind == kind for letter in letters)]
    groups = (group(str(kind.label), [letter.body for letter in letters if letter.kind == kind]) for kind in kinds)
    return "\n\n".join((f"Dear {person.name},", *groups, closing(person)))


def group(heading: str, bodies: Sequence[str]) -> str:
    return "\n\n".join((heading.upper(), *bodies))


def closing(person: User) -> str:
    choice = address("letter_choice", token_of(person))
    stop = f"To stop these letters, or to have them again:\n{choice}"
    return f"{settings.OFFICE.name}\n{settings.OFFICE.contact_email}\n\n{stop}"


def message_id(letters: Sequence[Letter]) -> str:
    """The same for every attempt, so that mail servers which compare ids deliver a repeated e-mail once."""
    oldest = min(letters, key=lambda letter: letter.pk)
    return f"<{sha256(oldest.key.encode()).hexdigest()[:32]}@{urlsplit(settings.SITE_ADDRESS).hostname}>"


def token_of(person: User) -> str:
    return Signer(salt="letters").sign_object(person.pk)


def person_of(token: str) -> User | None:
    """The person of a token; None if it is not valid."""
    try:
        return User.objects.filter(pk=Signer(salt="letters").unsign_object(token)).first()
    except BadSignature:
        return None
