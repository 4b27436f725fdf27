"""A list of conditions as people read it: equal ones together, what is late first, with what happens next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, DateField, F, IntegerField, Q, QuerySet, Value, When

from conditions import standing
from conditions.payments import repayments
from conditions.standing import Obligations, Standing
from conditions.standing_states import LATE_OR_NOT_MET, StandingState, standing_filter
from grants.formatting import pounds
from grants.years import london_today
from public.browse.standing_groups import StandingGroup, grouped
from register.models import ListedVariationLine, Listing

# What is asked of several partnerships at once, and stands alike as far as the finding and whose turn it is go.
ALIKE = ("reference", "condition", "year", "occurrence_number", "due_on", "settled", "turn")
LATE, OPEN, KEPT = range(3)
# Of what stands so alone: nothing of the other ranks, for which all conditions would be read to find none.
RANK_OF: dict[str, int] = {
    **dict.fromkeys((LATE_OR_NOT_MET, StandingState.PAST_DUE, StandingState.NOT_MET), LATE),
    **dict.fromkeys((StandingState.NOT_YET_DUE, StandingState.DUE_SOON), OPEN),
    **dict.fromkeys((StandingState.MET, StandingState.WAIVED), KEPT),
}
READ_AT_FIRST = 200  # obligations
MOST_ROWS = 500  # that can be read page by page, so that no more than these are put in order


@dataclass(frozen=True)
class ConditionRow:
    """`groups`: those that read alike in each particular. `repayment`: what would be paid back of what was paid, where
    something was found not met; `varied_by`: the decisions that varied its awards since."""

    standings: tuple[Standing, ...]
    repayment: Decimal | None = None
    varied_by: tuple[Listing, ...] = ()
    groups: list[StandingGroup] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", grouped(self.standings))

    @property
    def first(self) -> Standing:
        return self.standings[0]

    @property
    def together(self) -> StandingGroup:
        return StandingGroup(self.standings)

    @property
    def is_late(self) -> bool:
        """Past due, or found not met."""
        return self.first.is_past_due or self.is_not_met

    @property
    def is_not_met(self) -> bool:
        return self.first.state == StandingState.NOT_MET

    @property
    def next_step(self) -> str:
        """Who has to do what; empty once there is a finding."""
        one = self.first
        if one.is_settled:
            return ""
        if one.is_with_office:
            looks = "" if one.match and one.match.is_met else "looks at what was sent and "
            return f"Next: the office {looks}records its finding."
        who = "the partnership" if one.partnership_name else "the recipient"
        what = "evidence of the match that is missing" if one.match and one.match.gap else "what is asked for"
        return f"Next: {who} sends {what}."

    @property
    def what_followed(self) -> str:
        """Of what was found not met, about money that may come back; the variations are listed beside it."""
        if not self.is_not_met:
            return ""
        if self.repayment:
            return (
                f"Indicative repayment: {pounds(self.repayment)} of what was paid, if it closed with what is evidenced "
                "today. Nothing has been decided."
            )
        return "" if self.varied_by else "No variation of its awards has been published since."


def condition_rows(found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Which of these obligations are read together, the rows in their order: past due and not met first, the longest
    first; then what is open, the next due first; then what is met or waived, the newest first."""
    late = standing_filter(LATE_OR_NOT_MET, london_today())
    rank = Case(When(late, then=LATE), When(settled="", then=OPEN), default=KEPT, output_field=IntegerField())
    first_due = Case(When(rank__lt=KEPT, then=F("due_on")), default=Value(None), output_field=DateField())
    rows: QuerySet[Any, Any] = found.order_by().annotate(rank=rank).values(*ALIKE, "rank")
    ordered = ("rank", F("first_due").asc(nulls_last=True), "-due_on", *ALIKE)
    rows = rows.annotate(ids=ArrayAgg("pk", distinct=True), first_due=first_due)
    return rows.order_by(*ordered)


def first_condition_rows(found: QuerySet[Any, Any], most: int, standing: str = "") -> list[Mapping[str, Any]]:
    """The first few of `condition_rows`, without putting all of them in order: as many of each rank as are wanted.
    `standing`: how all that were found stand, where it is known."""
    today = london_today()
    late, is_open = standing_filter(LATE_OR_NOT_MET, today), Q(settled="", due_on__gte=today)
    kept = Q(settled__in=(StandingState.MET, StandingState.WAIVED))
    rows: list[Mapping[str, Any]] = []
    ranks = {LATE: (late, "due_on"), OPEN: (is_open, "due_on"), KEPT: (kept, "-due_on")}
    for rank, (of_rank, order) in ranks.items():
        if len(rows) < most and RANK_OF.get(standing, rank) == rank:
            rows += first_in_order(found.filter(of_rank), order, most - len(rows))
    return rows


def first_in_order(found: QuerySet[Any, Any], order: str, most: int) -> list[Mapping[str, Any]]:
    """The first rows of obligations that are in the order of their days and references: an index leads to the first
    obligations, and only these are grouped, but for those of the last reference, of which there may be more; until
    there are rows enough."""
    read, in_order = max(READ_AT_FIRST, 2 * most), found.order_by(order, "reference")
    while len(first := list(in_order.values_list("pk", "due_on", "reference")[:read])) == read:
        last = first[-1][1:]
        rows = list(condition_rows(found.filter(pk__in=[pk for pk, *of in first if tuple(of) != last]))[:most])
        if len(rows) == most:
            return rows
        read *= 10
    return list(condition_rows(found)[:most])


def read_rows(rows: Iterable[Mapping[str, Any]], found: Obligations) -> list[ConditionRow]:
    """What is said of each of some rows of `found`."""
    ids = [list(row["ids"]) for row in rows]
    wanted = found.filter(pk__in=[each for own in ids for each in own])
    read = {each.obligation_id: each for each in standing.standings(wanted.order_by("partnership__district", "pk"))}
    not_met = [pk for pk, each in read.items() if each.state == StandingState.NOT_MET]
    money, lines = repayments(not_met), variations_since(wanted.filter(pk__in=not_met), read)
    return [row_of([read[pk] for pk in read if pk in own], money, lines) for own in map(set, ids)]


def row_of(standings: list[Standing], money: Mapping[int, Decimal], lines: Mapping[int, list[Listing]]) -> ConditionRow:
    ids = [each.obligation_id for each in standings]
    sums = [money[pk] for pk in ids if pk in money]
    varied = dict.fromkeys(listing for pk in ids for listing in lines.get(pk, ()))
    return ConditionRow(tuple(standings), sum(sums, Decimal()) if sums else None, tuple(varied))


def variations_since(not_met: Obligations, read: Mapping[int, Standing]) -> dict[int, list[Listing]]:
    """The decisions that varied the awards of each of these after it was found not met."""
    awards: dict[int, set[int]] = {}
    for pk, award in not_met.values_list("pk", "bound_awards"):
        awards.setdefault(pk, set()).add(award)
    every = set().union(*awards.values())
    lines = list(ListedVariationLine.objects.filter(award__in=every).select_related("listing")) if every else []
    return {
        pk: [line.listing for line in lines if line.award_id in own and line.listing.decided_on >= found_on(read[pk])]
        for pk, own in awards.items()
    }


def found_on(one: Standing) -> date:
    return one.finding.made_on if one.finding else date.max
