"""Letters: written once, claimed by one sender, sent, and tried again after a failure."""

from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from grants.actions.diary import record
from grants.actions.office_data import require_administrator
from grants.letters import email
from grants.models import Letter, User
from grants.refused import Refused
from grants.years import london_today


def write_letters(letters: Iterable[Letter]) -> None:
    """Keep the letters whose key is new, for those who want any. Twice the same, even at once, is kept once."""
    wanted = [letter for letter in letters if letter.person.gets_letters and letter.person.is_active]
    Letter.objects.bulk_create(wanted, ignore_conflicts=True)


def send_letters(*, at: datetime | None = None) -> int:
    """Send what waits, to each person one e-mail; gives the number of e-mails that went out.

    Several senders at once never have the same letter in hand. A sender that dies, or fails, leaves its letters to the
    next attempt; only one that dies between the mail server's "accepted" and our note of it makes an e-mail go twice,
    and then under the same Message-ID.
    """
    waiting = Letter.objects.ready(at or timezone.now()).order_by("person")
    people = list(waiting.values_list("person", flat=True).distinct())
    return sum(send_to(person, at=at or timezone.now()) for person in people)


def send_to(person_id: int, *, at: datetime) -> int:
    letters = claim_letters(person_id, at=at)
    return deliver(letters, at=at) if letters else 0


@transaction.atomic
def claim_letters(person_id: int, *, at: datetime) -> list[Letter]:
    """The letters of one person that may go now, held so that no other sender takes them; none while one does."""
    free = User.objects.select_for_update(skip_locked=True, no_key=True)
    person = free.filter(pk=person_id).first()
    if person is None:
        return []
    waiting = list(Letter.objects.ready(at).filter(person=person).select_related("person"))
    discard_unwanted(waiting, person)
    if had_daily_email(person, at):
        waiting = [letter for letter in waiting if letter.is_urgent]
    for letter in waiting:
        letter.hold(at)
    Letter.objects.bulk_update(waiting, ["held_until", "attempts"])
    return waiting


def discard_unwanted(waiting: list[Letter], person: User) -> None:
    """Letters that the person may not read any more, or does not want, are never sent."""
    led = set(person.partnerships.values_list("pk", flat=True))
    for letter in list(waiting):
        may_read = letter.partnership_id in led if letter.partnership_id else person.works_in_office
        if not (may_read and person.is_active and person.gets_letters):
            waiting.remove(letter)
            letter.delete()


def had_daily_email(person: User, at: datetime) -> bool:
    """Today's digest has gone, or is on its way."""
    digests = Letter.objects.filter(person=person).for_daily_email()
    sent_today = Q(sent_at__date=london_today(at))
    on_its_way = Q(sent_at=None, held_until__gt=at)
    return digests.filter(sent_today | on_its_way).exists()


def deliver(letters: list[Letter], *, at: datetime) -> int:
    """Send one e-mail; gives 1 where the mail server took it, and 0 where it did not."""
    these = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    try:
        email(letters).send()
    except (SMTPException, OSError) as failure:
        these.update(last_error=f"{type(failure).__name__}: {failure}")
        return 0
    these.update(sent_at=at, last_error="")
    return 1


@transaction.atomic
def try_again(letter: Letter, *, by: User, at: datetime | None = None) -> Letter:
    """Try a letter again that was given up. Refused for one that is sent, or still being tried."""
    require_administrator(by)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not Letter.objects.given_up(at or timezone.now()).filter(pk=letter.pk).exists():
        raise Refused("This letter is sent or is still being tried.")
    letter.attempts, letter.held_until = 0, None
    letter.save()
    record("tried a letter again", letter, by=by, at=at)
    return letter


@transaction.atomic
def choose_letters(person: User, *, wants: bool, at: datetime | None = None) -> User:
    """A person wants letters from now on, or none. Those not yet sent to somebody who wants none are thrown away."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.gets_letters != wants:
        person.gets_letters = wants
        person.save()
        record("chose letters", person, by=person, at=at, changes={"Letters": ["", "yes" if wants else "none"]})
    if not wants:
        Letter.objects.filter(person=person).unsent().delete()
    return person
