"""How many obligations stand where, and their match together: counted by the database, for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Aggregate, Count, DecimalField, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest, Least

from conditions.match import NOT_MET, WAIVED, MatchTotal
from conditions.models import Obligation, ObligationQuerySet
from conditions.standing import Standing, on_day
from conditions.standing_states import STANDING_CHOICES, WITH_OFFICE, StandingState, Turn, standing_filter
from conditions.terms import public_name
from grants.formatting import day as in_words
from grants.models.money import ZERO
from grants.years import london_today

READ_AT_FIRST = 200  # obligations, of which all of their days are read


class Tile(NamedTuple):
    """How many obligations stand in one state; of what is past due, how many are with the office and since when."""

    value: str
    label: str
    number: int
    with_office: int = 0
    since: date | None = None

    @property
    def of_them_with_office(self) -> str:
        """ ", 2 of them with the office since 3 April 2024 or later"; empty where none is."""
        if not self.with_office:
            return ""
        since = f" since {in_words(self.since)}{' or later' if self.with_office > 1 else ''}" if self.since else ""
        return f", {self.with_office} of {'it' if self.number == 1 else 'them'} with the office{since}"


def tally(obligations: ObligationQuerySet, *, today: date | None = None) -> list[Tile]:
    """A tile for each state; those with nothing in them too."""
    return tiles_of(obligations.order_by().aggregate(**counts_of_tiles(today or london_today())))


def counts_of_tiles(day: date) -> dict[str, Aggregate]:
    """Of obligations, each once: what `tiles_of` reads."""
    states = {state.value: standing_filter(state, day) for state in StandingState}
    late_with_office = states[StandingState.PAST_DUE.value] & standing_filter(WITH_OFFICE, day)
    return {name: Count("pk", filter=wanted) for name, wanted in states.items()} | {
        "with_office": Count("pk", filter=late_with_office),
        "since": Min("turn_since", filter=late_with_office),
    }


def tiles_of(found: Mapping[str, Any]) -> list[Tile]:
    return [
        late_tile(found[state.value], found["with_office"], found["since"])
        if state == StandingState.PAST_DUE
        else Tile(state.value, str(state.label), found[state.value])
        for state in StandingState
    ]


def tally_of(standings: Iterable[Standing]) -> list[Tile]:
    """The same of standings that have been read already; the states in which there are any."""
    by_state: dict[StandingState, list[Standing]] = defaultdict(list)
    for each in standings:
        by_state[each.state].append(each)
    return [tile_of(state, by_state[state]) for state in StandingState if by_state[state]]


def tile_of(state: StandingState, standings: Sequence[Standing]) -> Tile:
    since = [each.turn_since for each in standings if each.is_past_due and each.is_with_office]
    known = [day for day in since if day]
    return Tile(state.value, str(state.label), len(standings), len(since), min(known) if known else None)


def counts(obligations: ObligationQuerySet, *, today: date | None = None) -> dict[str, int]:
    """How many stand in each state."""
    return {tile.value: tile.number for tile in tally(obligations, today=today)}


class Summary(NamedTuple):
    """Several obligations together: how many, those past due, and their match in pounds."""

    asked: int
    past_due: Tile
    match: MatchTotal
    pledged: Decimal
    confirmed: Decimal


def match_total(obligations: ObligationQuerySet) -> MatchTotal:
    """Their match together: no surplus hides a gap, and the grant of an award counts once (domain §7)."""
    return summary(obligations).match


class CashAndInKind(NamedTuple):
    """What is evidenced, in pounds: money, and the value of staff time, goods and premises."""

    cash: Decimal
    in_kind: Decimal


class Figures(NamedTuple):
    """Several obligations: how many, a tile for each state, their match together, and what of it is evidenced."""

    number: int
    tally: list[Tile]
    match: MatchTotal
    evidenced: CashAndInKind


def figures(obligations: ObligationQuerySet, *, today: date | None = None) -> Figures:
    """What `tally` and `match_total` give, and more, for one look at the obligations. Of match, surplus is included in
    what is evidenced; the grants are looked for only where match is required at all."""
    sums = {f"match_{name}": sum_of for name, sum_of in sums_of_match().items()}
    found = obligations.order_by().aggregate(
        **counts_of_tiles(today or london_today()),
        number=Count("pk"),
        with_match=Count("required"),
        in_kind=Sum("evidenced_in_kind", default=ZERO),
        in_all=Sum("evidenced", default=ZERO),
        **sums,
    )
    awards = obligations.order_by().exclude(required=None).values("award").annotate(amount=Max("award_amount"))
    grants = awards.aggregate(sum=Sum("amount", default=ZERO))["sum"] if found["with_match"] else ZERO
    match = MatchTotal(grants, **{name.removeprefix("match_"): found[name] for name in sums})
    evidenced = CashAndInKind(found["in_all"] - found["in_kind"], found["in_kind"])
    return Figures(found["number"], tiles_of(found), match, evidenced)


def summary(obligations: ObligationQuerySet) -> Summary:
    found = summaries(obligations.annotate(one=Value(1)), "one")
    none = MatchTotal(*[ZERO] * len(fields(MatchTotal)))
    return found.get((1,)) or Summary(0, late_tile(0, 0, None), none, ZERO, ZERO)


def summaries(obligations: ObligationQuerySet, *by: str) -> dict[tuple[Any, ...], Summary]:
    """A summary for each combination of these columns, in their order."""
    late = standing_filter(StandingState.PAST_DUE, london_today())
    grants: dict[tuple[Any, ...], Decimal] = defaultdict(lambda: ZERO)
    with_match = obligations.order_by().exclude(required=None).values_list(*by, "award")
    for *key, _, amount in with_match.annotate(amount=Max("award_amount")):
        grants[tuple(key)] += amount
    counted = (
        obligations.order_by(*by)
        .values(*by)
        .annotate(
            asked=Count("pk"),
            past=Count("pk", filter=late),
            with_office=Count("pk", filter=late & Q(turn=Turn.OFFICE)),
            since=Min("turn_since", filter=late & Q(turn=Turn.OFFICE)),
            total_pledged=Sum("pledged", default=ZERO),
            total_confirmed=Sum("confirmed", default=ZERO),
            **{f"match_{name}": sum_of for name, sum_of in sums_of_match().items()},
        )
    )
    found = {}
    for row in counted:
        key = tuple(row[name] for name in by)
        match = MatchTotal(grants[key], **{name: row[f"match_{name}"] for name in sums_of_match()})
        tile = late_tile(row["past"], row["with_office"], row["since"])
        found[key] = Summary(row["asked"], tile, match, row["total_pledged"], row["total_confirmed"])
    return found


def sums_of_match() -> dict[str, Sum]:
    """What `MatchTotal` adds up, but for the grants."""
    zero = Value(ZERO, DecimalField(max_digits=15, decimal_places=2))
    missing = Greatest(F("required") - F("evidenced"), zero)
    return {
        "required": Sum("required", default=ZERO),
        "evidenced": Sum("evidenced", default=ZERO),
        "covered": Sum(Least("required", "evidenced"), default=ZERO),
        "gap": Sum(missing, default=ZERO, filter=~Q(settled__in=(WAIVED, NOT_MET))),
        "waived": Sum(missing, default=ZERO, filter=Q(settled=WAIVED)),
        "not_met": Sum(missing, default=ZERO, filter=Q(settled=NOT_MET)),
    }


def late_tile(count: int, with_office: int, since: datetime | None) -> Tile:
    state = StandingState.PAST_DUE
    return Tile(state.value, str(state.label), count, with_office, on_day(since))


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
    """All that is past due on a day: how many obligations, of how many conditions, and those that are so longest."""

    tile: Tile
    condition_count: int
    longest: list[LateCondition]


def past_due(limit: int, *, today: date | None = None) -> PastDue:
    """Without reading all of them for the few that are so longest."""
    late = Obligation.objects.in_force().standing(StandingState.PAST_DUE, today or london_today()).order_by()
    office = Q(turn=Turn.OFFICE)
    found = late.aggregate(
        count=Count("pk"),
        with_office=Count("pk", filter=office),
        since=Min("turn_since", filter=office),
        conditions=Count("condition", distinct=True),
    )
    tile = late_tile(found["count"], found["with_office"], found["since"])
    return PastDue(tile, found["conditions"], late_conditions(late, limit))


def late_conditions(late: ObligationQuerySet, limit: int) -> list[LateCondition]:
    """The conditions of which some of these fell due first. Those of the earliest days are read, of as many days as it
    takes, each with all of its own."""
    office = Q(turn=Turn.OFFICE)
    rows = late.values("reference", "terms_data__number", "terms_data__title", "is_taken_down").annotate(
        first=Min("due_on"),
        count=Count("pk"),
        with_office=Count("pk", filter=office),
        since=Min("turn_since", filter=office),
        last_sent=Max("last_sent_at"),
        gap=sums_of_match()["gap"],
        partnerships=names_of_partnerships(~office),
        with_office_of=names_of_partnerships(office),
    )
    rows = rows.order_by("first", "reference", "terms_data__number")
    read = READ_AT_FIRST
    while last := late.order_by("due_on").values_list("due_on", flat=True)[read - 1 : read]:
        early = late.filter(due_on__lte=last[0]).values("reference")
        found = [row for row in rows.filter(reference__in=early)[:limit] if row["first"] <= last[0]]
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


def decisions_standing(wanted: str, *, today: date | None = None) -> ObligationQuerySet:
    """Obligations in force that stand so, whose decisions a list is narrowed to."""
    return Obligation.objects.in_force().standing(wanted, today or london_today())


def decisions_by_standing(references: QuerySet[Any, Any], *, today: date | None = None) -> list[tuple[str, str, int]]:
    """Of these decisions (a query), how many have a condition that stands so: value, label and number."""
    day = today or london_today()
    found = Obligation.objects.in_force().filter(reference__in=references).order_by()
    counted = found.aggregate(
        **{
            value: Count("reference", distinct=True, filter=standing_filter(value, day))
            for value, _ in STANDING_CHOICES
        }
    )
    return [(value, str(label), counted[value]) for value, label in STANDING_CHOICES if counted[value]]
