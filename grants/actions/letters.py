"""Letters: written once, claimed by one sender, sent, and tried again after a failure."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from grants.actions.diary import record, set_fields
from grants.actions.office_data import require_administrator
from grants.letters import email
from grants.models import Letter, Subscription, User
from grants.models.letters import Recipient
from grants.refused import Refused
from grants.years import london_today

# Longer than anything is reminded of, so that no key is used again for the same occasion (docs/retention.md).
KEPT_FOR = timedelta(days=400)
KEPT_FOR_FOLLOWERS = timedelta(days=1)
TOGETHER = 500  # letters
# What a mail server says of one e-mail. All else is about the server, and holds for every other e-mail too.
REFUSED_ONE = SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError


class NoMailServer(Exception):
    """It is dead, hangs, or takes nothing from us."""


def write_letters(letters: Iterable[Letter]) -> None:
    """Save the letters whose key is new, for those who want any; some of them are in memory at a time, and those that
    are written are only looked up. Twice the same, even at once, is saved once."""
    wanted = (letter for letter in letters if letter.person is None or wants(letter.person, letter.kind))
    while some := list(islice(wanted, TOGETHER)):
        written = set(Letter.objects.filter(key__in=[each.key for each in some]).values_list("key", flat=True))
        if new := [each for each in some if each.key not in written]:
            Letter.objects.bulk_create(new, ignore_conflicts=True)


def wants(person: User, kind: str) -> bool:
    """What happens to accounts and roles everybody is told whom it concerns."""
    if kind == Letter.Kind.ACCOUNT:
        return person.is_active
    return person.gets_letters and person.is_active and kind not in person.declined_letters


def write_waiting(letters: Iterable[Letter]) -> None:
    """Save the letters about all that waits for the office now, to be approved or answered; those not sent yet about
    what waits no more are deleted."""
    waiting = list(letters)
    write_letters(waiting)
    settled = Letter.objects.unsent().filter(kind__in=Letter.WAITING).exclude(key__in=[each.key for each in waiting])
    settled.filter(Q(claimed_until=None) | Q(claimed_until__lte=timezone.now())).delete()


def urgent_kinds(recipient: Recipient) -> tuple[str, ...]:
    """What goes at once: what happened to an account; something returned, which needs a change; comments and answers
    where the person has chosen so."""
    chosen = Letter.AT_ONCE_IF_CHOSEN if isinstance(recipient, User) and recipient.comments_at_once else ()
    return Letter.Kind.ACCOUNT, Letter.Kind.RETURNED, *chosen


def send_letters(*, at: datetime | None = None) -> int:
    """Send what waits, to each recipient one e-mail; returns the number of e-mails that went out.

    Several senders at once never claim the same letter. A sender that dies, or fails, leaves its letters to the next
    attempt; only one that dies between the mail server's "accepted" and our note of it makes an e-mail go twice, and
    then under the same Message-ID. Without a mail server nobody's letters are claimed but the first one's, so that the
    others lose no time once it is back, and each try of a server that hangs is waited for once, not for each recipient.
    """
    moment, sent = at or timezone.now(), 0
    with suppress(NoMailServer):
        for recipient in recipients(moment):
            sent += send_to(recipient, at=moment)
    return sent


def recipients(at: datetime) -> list[Recipient]:
    waiting = Letter.objects.ready(at)
    people = User.objects.filter(pk__in=waiting.values("person"))
    return [*people, *Subscription.objects.filter(pk__in=waiting.values("subscription"))]


def send_to(recipient: Recipient, *, at: datetime) -> int:
    letters = claim_letters(recipient, at=at)
    return deliver(letters, recipient, at=at) if letters else 0


@transaction.atomic
def claim_letters(recipient: Recipient, *, at: datetime) -> list[Letter]:
    """The letters of one recipient that may go now, which no other sender takes then; none while one is claiming."""
    if (locked := lock_recipient(recipient)) is None:
        return []
    waiting = list(Letter.objects.to(locked).ready(at))
    if isinstance(locked, User):
        discard_unwanted(waiting, locked)
    if had_daily_email(locked, at):
        waiting = [letter for letter in waiting if letter.kind in urgent_kinds(locked)]
    for letter in waiting:
        letter.claim(at)
    Letter.objects.bulk_update(waiting, ["claimed_until", "attempts"])
    return waiting


def lock_recipient(recipient: Recipient) -> Recipient | None:
    """The row as it is now; None if another sender has locked it, or it is gone."""
    rows = User.objects if isinstance(recipient, User) else Subscription.objects
    free = rows.select_for_update(skip_locked=True, no_key=True)
    locked: Recipient | None = free.filter(pk=recipient.pk).first()
    return locked


def discard_unwanted(waiting: list[Letter], person: User) -> None:
    """Letters that the person may not read any more, or does not want, are never sent."""
    led = set(person.partnerships.values_list("pk", flat=True))
    for letter in list(waiting):
        may_read = letter.partnership_id in led if letter.partnership_id else person.works_in_office
        may_read = may_read or letter.kind == Letter.Kind.ACCOUNT
        if not (may_read and wants(person, letter.kind)):
            waiting.remove(letter)
            letter.delete()


def had_daily_email(recipient: Recipient, at: datetime) -> bool:
    """Today's e-mail has gone, or is being sent."""
    sent_today = Q(sent_at__date=london_today(at))
    is_claimed = Q(sent_at=None, claimed_until__gt=at)
    return (
        Letter.objects.to(recipient).for_daily_email(urgent_kinds(recipient)).filter(sent_today | is_claimed).exists()
    )


def deliver(letters: list[Letter], recipient: Recipient, *, at: datetime) -> int:
    """Send one e-mail; returns 1 if the mail server took it, and 0 if it did not. NoMailServer where none answers."""
    these = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    try:
        email(letters, recipient).send()
    except (SMTPException, OSError) as failure:
        these.update(last_error=f"{type(failure).__name__}: {failure}")
        if not isinstance(failure, REFUSED_ONE):
            raise NoMailServer from failure
        return 0
    these.update(sent_at=at, last_error="")
    return 1


def delete_old_letters(*, at: datetime | None = None) -> None:
    """Delete the letters that were sent long ago, and those to people who follow a list on the day after."""
    moment = at or timezone.now()
    old = Q(sent_at__lt=moment - KEPT_FOR)
    Letter.objects.filter(old | Q(person=None, sent_at__lt=moment - KEPT_FOR_FOLLOWERS)).delete()


@transaction.atomic
def try_again(letter: Letter, *, by: User, at: datetime | None = None) -> Letter:
    """Try a letter again that was given up. Refused for one that is sent, or still being tried."""
    require_administrator(by)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not Letter.objects.given_up(at or timezone.now()).filter(pk=letter.pk).exists():
        raise Refused("This letter is sent or is still being tried.")
    letter.attempts, letter.claimed_until = 0, None
    letter.save()
    record("tried a letter again", letter, by=by, at=at)
    return letter


@transaction.atomic
def choose_letters(
    person: User,
    *,
    wants: bool,
    declined: Iterable[str] | None = None,
    comments_at_once: bool | None = None,
    at: datetime | None = None,
) -> User:
    """A person wants letters from now on, or none; with `declined`, all but letters of these kinds. What is not
    yet sent and no longer wanted is thrown away."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    chosen = {
        "gets_letters": wants,
        "declined_letters": person.declined_letters if declined is None else sorted(declined),
        "comments_at_once": person.comments_at_once if comments_at_once is None else comments_at_once,
    }
    if changes := set_fields(person, chosen):
        record("chose letters", person, by=person, at=at, changes=changes)
    waiting = Letter.objects.filter(person=person).unsent()
    stopped = waiting.filter(kind__in=person.declined_letters) if wants else waiting
    stopped.exclude(kind=Letter.Kind.ACCOUNT).delete()
    return person
