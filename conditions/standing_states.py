"""How an obligation can stand (domain §6): two questions, and the conditions of a query that answer them."""

from datetime import date

from django.db import models
from django.db.models import Q

from conditions.schedule import DUE_SOON


class StandingState(models.TextChoices):
    """Where an obligation stands on a day: the finding, or else what the calendar says (domain §6)."""

    NOT_YET_DUE = "not_yet_due", "Not yet due"
    DUE_SOON = "due_soon", "Due soon"
    PAST_DUE = "past_due", "Past due"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    WAIVED = "waived", "Waived"


SETTLED = (StandingState.MET, StandingState.NOT_MET, StandingState.WAIVED)
WITH_OFFICE = "with_office"
LATE_OR_NOT_MET = "past_due_or_not_met"
# What a list of conditions can be narrowed to; what is with the office may be past due too.
STANDING_CHOICES = (
    (LATE_OR_NOT_MET, "Past due or not met"),
    *StandingState.choices,
    (WITH_OFFICE, "With the office"),
)


class Turn(models.TextChoices):
    """Whose turn it is (domain §6)."""

    PARTNERSHIP = "partnership", "The partnership’s"
    OFFICE = "office", "The office’s"
    NOBODY = "nobody", "Nobody’s"


def standing_filter(wanted: str, today: date) -> Q:
    """Obligations that stand so on a day: a `StandingState`, LATE_OR_NOT_MET or WITH_OFFICE."""
    soon = today + DUE_SOON
    by_date = {
        StandingState.PAST_DUE: Q(due_on__lt=today),
        StandingState.DUE_SOON: Q(due_on__range=(today, soon)),
        StandingState.NOT_YET_DUE: Q(due_on__gt=soon),
    }
    if wanted == WITH_OFFICE:
        return Q(turn=Turn.OFFICE)
    if wanted == LATE_OR_NOT_MET:
        return by_date[StandingState.PAST_DUE] & Q(settled="") | Q(settled=StandingState.NOT_MET.value)
    state = StandingState(wanted)
    return by_date[state] & Q(settled="") if state in by_date else Q(settled=state.value)
