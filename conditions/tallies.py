"""How many obligations stand where, and their match together: counted by the database, for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, Max, Min, Q, QuerySet, Sum

from conditions.match import NOT_MET, WAIVED, MatchTotal
from conditions.models import Obligation, ObligationQuerySet, StandingTotalQuerySet
from conditions.standing import Standing
from conditions.standing_states import STANDING_CHOICES, WITH_OFFICE, StandingState, Turn, standing_filter
from grants.formatting import day as in_words
from grants.models.money import ZERO
from grants.years import london_today

# Obligations, or what is kept of them added up: what is counted and summed of both has one name.
Rows = ObligationQuerySet | StandingTotalQuerySet


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


def number_of(rows: Rows) -> int:
    """How many obligations these are."""
    return int(rows.order_by().aggregate(number=how_many(rows))["number"])


def how_many(rows: Rows, wanted: Q | None = None) -> Sum:
    return Sum(rows.model.NUMBER, filter=wanted, default=0)


def tally(rows: Rows, *, today: date | None = None) -> list[Tile]:
    """A tile for each state; those with nothing in them too."""
    return tiles_of(rows.order_by().aggregate(**counts_of_tiles(rows, today or london_today())))


def counts_of_tiles(rows: Rows, day: date) -> dict[str, Aggregate]:
    """What `tiles_of` reads."""
    states = {state.value: standing_filter(state, day) for state in StandingState}
    late_with_office = states[StandingState.PAST_DUE.value] & standing_filter(WITH_OFFICE, day)
    return {f"in_{name}": how_many(rows, wanted) for name, wanted in states.items()} | {
        "with_office": how_many(rows, late_with_office),
        "since": Min(rows.model.SINCE, filter=late_with_office),
    }


def tiles_of(found: Mapping[str, Any]) -> list[Tile]:
    return [
        late_tile(found[f"in_{state.value}"], found["with_office"], found["since"])
        if state == StandingState.PAST_DUE
        else Tile(state.value, str(state.label), found[f"in_{state.value}"])
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


def counts(rows: Rows, *, today: date | None = None) -> dict[str, int]:
    """How many stand in each state."""
    return {tile.value: tile.number for tile in tally(rows, today=today)}


class Summary(NamedTuple):
    """Several obligations together: how many, those past due, and their match in pounds."""

    asked: int
    past_due: Tile
    match: MatchTotal
    pledged: Decimal
    confirmed: Decimal


def match_total(rows: Rows) -> MatchTotal:
    """Their match together: no surplus hides a gap, and the grant of an award counts once (domain §7)."""
    return figures(rows).match


class CashAndInKind(NamedTuple):
    """What is evidenced, in pounds: money, and the value of staff time, goods and premises."""

    cash: Decimal
    in_kind: Decimal


class Figures(NamedTuple):
    """Several obligations: how many, a tile for each state, their match together, and what of it is evidenced, pledged
    and confirmed, in pounds."""

    number: int
    tally: list[Tile]
    match: MatchTotal
    evidenced: CashAndInKind
    pledged: Decimal
    confirmed: Decimal


def figures(rows: Rows, *, today: date | None = None) -> Figures:
    """What `tally` and `match_total` give, and more, for one look at them. Of match, surplus is included in what is
    evidenced; the grants are looked for only where match is required at all."""
    sums = {f"match_{name}": sum_of for name, sum_of in sums_of_match(rows).items()}
    found = rows.order_by().aggregate(
        **counts_of_tiles(rows, today or london_today()),
        all=how_many(rows),
        pledged_sum=Sum("pledged", default=ZERO),
        confirmed_sum=Sum("confirmed", default=ZERO),
        in_kind=Sum("evidenced_in_kind", default=ZERO),
        **sums,
        **kept_grants(rows),
    )
    grants = found.get("kept_grants") or (grants_of(rows) if found["match_required"] else ZERO)
    match = MatchTotal(grants, **{name.removeprefix("match_"): found[name] for name in sums})
    evidenced = CashAndInKind(match.evidenced - found["in_kind"], found["in_kind"])
    return Figures(found["all"], tiles_of(found), match, evidenced, found["pledged_sum"], found["confirmed_sum"])


def kept_grants(rows: Rows) -> dict[str, Sum]:
    """Of what is kept added up, the grants of awards of which match is required, each once."""
    return {"kept_grants": Sum("match_grant", default=ZERO)} if isinstance(rows, StandingTotalQuerySet) else {}


def grants_of(rows: Rows) -> Decimal:
    """The same of obligations; nothing of what is kept."""
    if isinstance(rows, StandingTotalQuerySet):
        return ZERO
    awards = rows.order_by().exclude(required=None).values("award").annotate(amount=Max("award_amount"))
    return Decimal(awards.aggregate(sum=Sum("amount", default=ZERO))["sum"])


def summary(rows: Rows) -> Summary:
    found = figures(rows)
    late = next(tile for tile in found.tally if tile.value == StandingState.PAST_DUE)
    return Summary(found.number, late, found.match, found.pledged, found.confirmed)


def summaries(rows: Rows, *by: str) -> dict[tuple[Any, ...], Summary]:
    """A summary for each combination of these columns, in their order."""
    late = standing_filter(StandingState.PAST_DUE, london_today())
    grants, sums = grants_by(rows, *by), sums_of_match(rows)
    counted = (
        rows.order_by(*by)
        .values(*by)
        .annotate(
            asked=how_many(rows),
            past=how_many(rows, late),
            with_office=how_many(rows, late & Q(turn=Turn.OFFICE)),
            since=Min(rows.model.SINCE, filter=late & Q(turn=Turn.OFFICE)),
            total_pledged=Sum("pledged", default=ZERO),
            total_confirmed=Sum("confirmed", default=ZERO),
            **{f"match_{name}": sum_of for name, sum_of in sums.items()},
            **kept_grants(rows),
        )
    )
    found = {}
    for row in counted:
        key = hashable(row[name] for name in by)
        match = MatchTotal(row.get("kept_grants", grants[key]), **{name: row[f"match_{name}"] for name in sums})
        tile = late_tile(row["past"], row["with_office"], row["since"])
        found[key] = Summary(row["asked"], tile, match, row["total_pledged"], row["total_confirmed"])
    return found


def grants_by(rows: Rows, *by: str) -> dict[tuple[Any, ...], Decimal]:
    """Of obligations, the grants of awards of which match is required, each once for each combination of these columns;
    nothing of what is kept added up, which has them itself."""
    grants: dict[tuple[Any, ...], Decimal] = defaultdict(lambda: ZERO)
    if isinstance(rows, ObligationQuerySet):
        asking = rows.order_by().exclude(required=None)
        each = asking.values_list(*by, "award").annotate(amount=Max("award_amount")).values_list(*by, "award", "amount")
        for *key, _, amount in each:
            grants[hashable(key)] += amount or ZERO
    return grants


def hashable(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in values)


def sums_of_match(rows: Rows) -> dict[str, Sum]:
    """What `MatchTotal` adds up, but for the grants."""
    return {
        "required": Sum("required", default=ZERO),
        "evidenced": Sum("evidenced", default=ZERO),
        "covered": Sum(rows.model.COVERED, default=ZERO),
        "gap": Sum(rows.model.MISSING, default=ZERO, filter=~Q(settled__in=(WAIVED, NOT_MET))),
        "waived": Sum(rows.model.MISSING, default=ZERO, filter=Q(settled=WAIVED)),
        "not_met": Sum(rows.model.MISSING, default=ZERO, filter=Q(settled=NOT_MET)),
    }


def late_tile(count: int, with_office: int, since: date | None) -> Tile:
    state = StandingState.PAST_DUE
    return Tile(state.value, str(state.label), count, with_office, since)


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
