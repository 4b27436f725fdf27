"""What a letter looks like as an e-mail: plain text and HTML that say the same, with links to this site and a
way to stop the letters."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse

from grants.models import Letter, Subscription, User
from grants.models.letters import Recipient
from grants.models.sample import is_sample

MAX_SUBJECT = 150
ABOUT_DECISIONS = (*Letter.TO_OFFICE[1:5], Letter.Kind.COMMENT)
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
    title, parts = f"{settings.OFFICE.short_label}: {subject(letters)}", parts_of(letters)
    opening, closing = [*greeting(recipient), *sample_words()], list(endings(recipient))
    headed = (text for heading, bodies in parts for text in (heading.upper(), *bodies))
    message = EmailMultiAlternatives(
        subject=title, body="\n\n".join([*opening, *headed, *closing]), to=[recipient.email], headers=headers
    )
    context = {"title": title, "opening": opening, "parts": parts, "closing": closing}
    message.attach_alternative(render_to_string("letters/email.html", context), "text/html")
    return message


def subject(letters: Sequence[Letter]) -> str:
    if len(letters) == 1:
        return " ".join(letters[0].subject.split())[:MAX_SUBJECT].rstrip(".")
    if {letter.kind for letter in letters} == {Letter.Kind.UPDATE}:
        return Letter.Kind.UPDATE.label
    about = "decisions and conditions" if any(letter.kind in ABOUT_DECISIONS for letter in letters) else "conditions"
    return f"{len(letters)} things about {about} of grants"


def greeting(recipient: Recipient) -> list[str]:
    return [f"Dear {recipient.name},"] if isinstance(recipient, User) else []


def sample_words() -> Iterator[str]:
    """What is said before all else where the data is a sample."""
    if words := render_to_string("includes/sample_words.html", {"sample": is_sample()}).strip():
        yield f"Sample data: {words}"


def parts_of(letters: Sequence[Letter]) -> list[tuple[str, list[str]]]:
    """The texts of each kind, under its heading."""
    kinds = [(kind, [letter.body for letter in letters if letter.kind == kind]) for kind in Letter.Kind]
    return [(kind.label, bodies) for kind, bodies in kinds if bodies]


def endings(recipient: Recipient) -> Iterator[str]:
    """Who writes, and how to stop it."""
    yield signature()
    if isinstance(recipient, User):
        yield f"To choose which letters you get, or to stop them:\n{address('letter_choice', token_of(recipient))}"
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
