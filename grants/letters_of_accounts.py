"""Which letters accounts call for: to the person whose password was changed, and to all administrators where somebody
was given much or can be reached at another address."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet

from grants.formatting import moment
from grants.letters import AUTOMATIC, MAX_SUBJECT, address, signature
from grants.models import Event, Letter, Membership, Role, User
from grants.models.people import ADDRESS

OF_THE_DOOR = {
    "changed a password": "Your password was changed",
    "turned a second factor on": "Your second factor is on",
    "turned a second factor off": "Your second factor is off",
    "added a passkey": "A passkey was added to your account",
    "removed a passkey": "A passkey was removed from your account",
    "linked a Microsoft account": "A Microsoft account signs you in",
    "removed the link to a Microsoft account": "Your Microsoft account no longer signs you in",
}
LETTER_WINDOW = timedelta(days=7)
NOT_YOU = f"If this was not you, write to {settings.OFFICE.contact_email} at once."


def letters(at: datetime) -> Iterator[Letter]:
    """All letters about what has happened within a week."""
    happened = Event.objects.filter(at__gte=at - LETTER_WINDOW).select_related("by")
    yield from changed_doors(happened.filter(verb__in=OF_THE_DOOR, thing_type__model="user"))
    told = [
        *given_roles(happened.filter(thing_type__model="membership")),
        *changed_addresses(happened.filter(thing_type__model="user", labels__contains=[ADDRESS])),
    ]
    if told:
        for administrator in User.objects.with_role(Role.ADMINISTRATOR):
            yield from (letter(event, administrator, subject, words) for event, subject, words in told)


def changed_doors(events: QuerySet[Event]) -> Iterator[Letter]:
    """To the person whose account it is."""
    for event in events.prefetch_related("thing"):
        words = f"This was on {moment(event.at)}. {NOT_YOU}"
        yield letter(event, event.thing, OF_THE_DOOR[event.verb], words)  # type: ignore[arg-type]


def given_roles(events: QuerySet[Event]) -> Iterator[tuple[Event, str, str]]:
    """With a link to where it can be ended."""
    roles = Membership.objects.filter(role__in=Membership.TAKES_TWO).select_related("person")
    found = roles.in_bulk(list(events.values_list("thing_id", flat=True)))
    for event in events:
        if membership := found.get(event.thing_id):
            words = f"{event.by or 'The command line'} {event.verb} on {moment(event.at)}: {membership}."
            yield event, f"{membership}", f"{words}\n{address('admin:grants_membership_changelist')}"


def changed_addresses(events: QuerySet[Event]) -> Iterator[tuple[Event, str, str]]:
    for event in events.prefetch_related("thing"):
        old, new = event.changes[ADDRESS]
        words = f"{event.by or 'The command line'} changed it on {moment(event.at)}, from {old} to {new}."
        yield event, f"{event.thing} signs in with another address", words


def letter(event: Event, person: User, subject: str, words: str) -> Letter:
    key = f"{Letter.Kind.ACCOUNT}:{event.pk}:{person.pk}"
    subject = subject[:MAX_SUBJECT]
    return Letter(key=key, person=person, kind=Letter.Kind.ACCOUNT, subject=subject, body=f"{subject.upper()}\n{words}")


def to_old_address(person: User, old: str, *, by: User | None) -> EmailMessage:
    """To an address that an account had until now."""
    body = f"""Dear {person.name},

{by or "The office"} has changed the address of your account from {old} to {person.email}. You sign in with
the new one from now on.

{NOT_YOU}

{signature()}
"""
    subject = f"{settings.OFFICE.short_label}: your account has another address"
    return EmailMessage(subject, body, to=[old], headers=AUTOMATIC)


def new_password(person: User, path: str) -> EmailMessage:
    """With the link to choose a new password."""
    body = f"""Dear {person.name},

Somebody (we hope you) asked for a new password for your account. Choose it here; the link works once, for 3 days:
{settings.SITE_ADDRESS.rstrip("/")}{path}

If it was not you, do nothing: your password stays as it is.

{signature()}
"""
    subject = f"{settings.OFFICE.short_label}: choose a new password"
    return EmailMessage(subject, body, to=[person.email], headers=AUTOMATIC)
