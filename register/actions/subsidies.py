"""Recording that a subsidy has been entered in the national database."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import open_for_editing
from grants.actions.diary import record
from grants.formatting import day, pounds
from grants.models import Decision, User
from grants.refused import Refused
from grants.years import london_today
from register.models import Listing, SubsidyEntry
from register.subsidies import THRESHOLD


@transaction.atomic
def record_subsidy_entry(
    decision: Decision,
    *,
    by: User,
    number: str = "",
    entered_on: date | None = None,
    none_because: str = "",
    at: datetime | None = None,
) -> SubsidyEntry:
    """Record the entry of a published subsidy, or why it needs none, in the place of what was recorded before. Nothing
    of the decision changes.

    Refused: of what has no date for an entry; both an entry and a reason for none, or neither; a day to come, or before
    the decision; no entry above £100,000.
    """
    decision = open_for_editing(decision, by=by)
    listing = Listing.objects.filter(decision=decision, subsidy_due_on__isnull=False).first()
    if listing is None:
        raise Refused("This decision has published no subsidy that has to be entered.")
    if (entered_on is None) == (not none_because.strip()):
        raise Refused("Give the date of the entry, or else say why it needs none.")
    if entered_on:
        refuse_day(listing, entered_on, at=at)
    elif number:
        raise Refused("An entry with a number has a date too.")
    elif listing.total > THRESHOLD:
        raise Refused(f"It comes to {pounds(listing.total)}: every subsidy above {pounds(THRESHOLD)} is entered.")
    before = SubsidyEntry.objects.filter(decision=decision).first()
    values = {"number": number.strip(), "entered_on": entered_on, "none_because": none_because.strip()}
    said = values | {"recorded_by": by, "recorded_at": at or timezone.now()}
    entry, _ = SubsidyEntry.objects.update_or_create(decision=decision, defaults=said)
    changes = {"Subsidy database": [str(before or ""), str(entry)]}
    record("recorded a subsidy entry", decision, by=by, at=at, changes=changes)
    return entry


def refuse_day(listing: Listing, entered_on: date, *, at: datetime | None) -> None:
    if entered_on > london_today(at):
        raise Refused("The date of the entry is today or earlier.")
    if entered_on < listing.decided_on:
        raise Refused(f"It was decided on {day(listing.decided_on)}: the entry is not before that.")
