"""What is past due on a day: how many obligations, and the conditions that are so longest."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q, Value

from conditions.models import Obligation, ObligationQuerySet, StandingTotal
from conditions.standing import on_day
from conditions.standing_states import StandingState, Turn
from conditions.tallies import Tile, late_tile, sums_of_match, tally
from conditions.terms import public_name
from grants.years import london_today

READ_AT_FIRST = 200  # obligations
MOST_COUNTED = 1_000  # conditions


class LateCondition(NamedTuple):
    """A condition of which something is past due: since when, how much of it is with the office and since when, when
    something was last sent for it, how much match is missing, which partnerships are to send something, and of which
    it is with the office, as far as these are public."""

    reference: str
    number: int
    title: str
    due_on: date
    past_due: Tile
    last_sent_on: date | None
    gap: Decimal
    partnerships: list[str]
    with_office: list[str]


class PastDue(NamedTuple):
    """All that is past due on a day: how many obligations, of how many conditions (one more than `MOST_COUNTED` where
    these are more), and those that are so longest."""

    tile: Tile
    condition_count: int
    longest: list[LateCondition]

    @property
    def of_conditions(self) -> str:
        """ "of 1 condition", "of more than 1,000 conditions"."""
        if self.condition_count > MOST_COUNTED:
            return f"of more than {MOST_COUNTED:,} conditions"
        return f"of {self.condition_count:,} condition{'' if self.condition_count == 1 else 's'}"


def past_due(limit: int, *, today: date | None = None) -> PastDue:
    """Without reading all of them for the few that are so longest."""
    day = today or london_today()
    late = Obligation.objects.in_force().standing(StandingState.PAST_DUE, day).order_by()
    conditions = late.values("condition").distinct()[: MOST_COUNTED + 1].count()
    return PastDue(past_due_tile(today=day), conditions, late_conditions(late, limit))


def past_due_tile(*, today: date | None = None) -> Tile:
    """How many obligations are past due, and how many of these are with the office."""
    found = tally(StandingTotal.objects.all(), today=today)
    return next(tile for tile in found if tile.value == StandingState.PAST_DUE)


def late_conditions(late: ObligationQuerySet, limit: int) -> list[LateCondition]:
    """The conditions of which some of these fell due first. Those of the earliest days and references are read, as many
    as it takes, each with all of its own."""
    office = Q(turn=Turn.OFFICE)
    rows = late.values("reference", "terms_data__number", "terms_data__title", "is_taken_down").annotate(
        first=Min("due_on"),
        count=Count("pk"),
        with_office=Count("pk", filter=office),
        since=Min(Obligation.SINCE, filter=office),
        last_sent=Max("last_sent_at"),
        gap=sums_of_match(late)["gap"],
        partnerships=names_of_partnerships(~office),
        with_office_of=names_of_partnerships(office),
    )
    rows = rows.order_by("first", "reference", "terms_data__number")
    read = READ_AT_FIRST
    while last := late.order_by("due_on", "reference").values_list("due_on", "reference")[read - 1 : read]:
        day, reference = last[0]
        early = late.filter(Q(due_on__lt=day) | Q(due_on=day, reference__lte=reference), due_on__lte=day)
        first = Q(first__lt=day) | Q(first=day, reference__lte=reference)
        found = list(rows.filter(first, reference__in=early.values("reference"))[:limit])
        if len(found) == limit:
            return [late_condition(row) for row in found]
        read *= 10
    return [late_condition(row) for row in rows[:limit]]


def late_condition(row: Mapping[str, Any]) -> LateCondition:
    return LateCondition(
        row["reference"],
        row["terms_data__number"],
        public_name(row["terms_data__number"]) if row["is_taken_down"] else row["terms_data__title"],
        row["first"],
        late_tile(row["count"], row["with_office"], row["since"]),
        on_day(row["last_sent"]),
        row["gap"],
        sorted(filter(None, row["partnerships"])),
        sorted(filter(None, row["with_office_of"])),
    )


def names_of_partnerships(wanted: Q) -> ArrayAgg:
    """The names of the public ones among those of such obligations, once each."""
    return ArrayAgg("partnership__name", filter=wanted & Q(is_withheld=False), distinct=True, default=Value([]))
