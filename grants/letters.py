"""What a letter looks like as an e-mail: plain text, with links to this site and a way to stop the letters."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from grants.models import Letter, Subscription, User
from grants.models.letters import Recipient

MAX_SUBJECT = 150
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def address(name: str, *args: object) -> str:
    """The full address of a page of this site."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=args)


def email(letters: Sequence[Letter], recipient: Recipient) -> EmailMessage:
    """All that waits for one recipient, in one e-mail."""
    headers = {"Message-ID": message_id(letters), **AUTOMATIC}
    if isinstance(recipient, Subscription):  # mail programs can stop it in one click (RFC 8058)
        stop = f"<{stop_address(recipient)}>"
        headers |= {"List-Unsubscribe": stop, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(
        subject=f"{settings.OFFICE.short_label}: {subject(letters)}",
        body="\n\n".join(paragraphs(letters, recipient)),
        to=[recipient.email],
        headers=headers,
    )


def subject(letters: Sequence[Letter]) -> str:
    if len(letters) == 1:
        return " ".join(letters[0].subject.split())[:MAX_SUBJECT]
    if {letter.kind for letter in letters} == {Letter.Kind.UPDATE}:
        return Letter.Kind.UPDATE.label
    return f"{len(letters)} things about conditions of grants"


def paragraphs(letters: Sequence[Letter], recipient: Recipient) -> Iterator[str]:
    if isinstance(recipient, User):
        yield f"Dear {recipient.name},"
    for kind in Letter.Kind:
        if bodies := [letter.body for letter in letters if letter.kind == kind]:
            yield from (kind.label.upper(), *bodies)
    yield signature()
    if isinstance(recipient, User):
        yield f"To stop these letters, or to have them again:\n{address('letter_choice', token_of(recipient))}"
    else:
        yield f"The list that you follow:\n{list_address(recipient)}"
        yield f"To stop these e-mails:\n{stop_address(recipient)}"


def signature() -> str:
    return f"{settings.OFFICE.name}\n{settings.OFFICE.contact_email}"


def confirmation(subscription: Subscription) -> EmailMessage:
    """The e-mail that asks somebody who wants to follow a list whether the address is theirs."""
    body = f"""Somebody (we hope you) asked for e-mails about new decisions on this list:
{list_address(subscription)}

To confirm it, open this page and press the button:
{address("public:follow_confirm", subscription.token)}

If it was not you, do nothing. We will not e-mail you again, and we will delete your address within a week.

{signature()}
"""
    subject = f"{settings.OFFICE.short_label}: confirm that you want to follow decisions"
    return EmailMessage(subject, body, to=[subscription.email], headers=AUTOMATIC)


def list_address(subscription: Subscription) -> str:
    return address("public:decision_list") + (f"?{subscription.query}" if subscription.query else "")


def stop_address(subscription: Subscription) -> str:
    return address("public:follow_stop", subscription.token)


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
