"""Money under control: what is committed of a stream's money in a financial year, and what is left (domain §5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, prefetch_related_objects

from grants.models import Allocation, Award, Decision, FundingStream, VariationLine
from grants.models.money import ZERO
from grants.years import FinancialYear
from register.models import AwardTotal, ListedAward, ListedVariationLine
from register.models.listing import amount_after

NEARLY_SPENT_PERCENT = 90

APPROVED = Q(state=Decision.State.APPROVED)
StreamYear = tuple[int, FinancialYear]  # a stream, by its id, in one financial year


@dataclass(frozen=True)
class Budget:
    """One stream in one financial year, in pounds. `allocated` is None where no allocation is recorded.
    `this_decision`: what the decision at hand has in force and adds; `added`: what it would add to what is in force."""

    stream: FundingStream
    year: FinancialYear
    allocated: Decimal | None
    committed: Decimal
    this_decision: Decimal = ZERO
    added: Decimal = ZERO

    @property
    def headroom(self) -> Decimal | None:
        return None if self.allocated is None else self.allocated - self.committed - self.this_decision

    @property
    def percent(self) -> Decimal | None:
        """How much of the allocation is committed, rounded down to 0.1%; None where no allocation is recorded."""
        return None if self.allocated is None else self.committed * 1000 // self.allocated / 10

    @property
    def is_low(self) -> bool:
        return self.percent is not None and self.percent >= NEARLY_SPENT_PERCENT


class Increase(NamedTuple):
    """What a decision would add to the amount in force of an award, in pounds."""

    award: int
    stream: Any
    year: Any
    more: Decimal
    decision: int


def budgets(stream_years: Iterable[tuple[FundingStream, FinancialYear]], **options: Any) -> list[Budget]:
    """The budget of each of several streams and years; takes what `committed` takes."""
    pairs = list(stream_years)
    where = around(pairs)
    money, spent = allocated(**where), committed(**where, **options)
    return [Budget(stream, year, money.get((stream.pk, year)), spent[stream.pk, year]) for stream, year in pairs]


def around(pairs: Collection[tuple[FundingStream, FinancialYear]]) -> dict[str, Any]:
    """The rows that may be of these streams and years."""
    return {"stream__in": {stream.pk for stream, _ in pairs}, "year__in": {year for _, year in pairs}}


def all_budgets() -> list[Budget]:
    """Every stream and year that has an allocation or a commitment: by stream, the newest year first."""
    streams, money, spent = FundingStream.objects.in_bulk(), allocated(), committed()
    pairs = sorted(money.keys() | spent.keys(), key=lambda pair: (streams[pair[0]].name, -pair[1].start))
    return [
        Budget(streams[stream], year, money.get((stream, year)), spent.get((stream, year), ZERO))
        for stream, year in pairs
    ]


def allocated(**where: Any) -> dict[StreamYear, Decimal]:
    """What has been put into each stream and year, in pounds: all its releases."""
    sums = Allocation.objects.filter(**where).order_by().values_list("stream_id", "year").annotate(Sum("amount"))
    return {(stream, year): amount for stream, year, amount in sums}


def committed(
    *, also: Decision | None = None, without: Decision | None = None, **where: Any
) -> dict[StreamYear, Decimal]:
    """What each stream and year has committed, in pounds (domain §5): the amounts in force by published notices, and
    the increases that are approved and not yet published. A decrease frees nothing before it is published.

    `also` counts as if approved, unless its outcome says that it awards nothing; `without` counts as if it had never
    been taken."""
    sums = in_force(**where)
    decisions = Decision.objects.filter(APPROVED | Q(pk=also.pk) if also else APPROVED)
    for pair, amount in increases(decisions.exclude(pk=without.pk) if without else decisions, **where).items():
        sums[pair] += amount
    for stream, year, amount in published_money(without, **where) if without else ():
        sums[stream, year] -= amount
    for pair in [pair for pair in sums if None in pair]:
        del sums[pair]
    return sums


def in_force(**where: Any) -> dict[Any, Decimal]:
    """What published notices have in force, by stream and year."""
    sums: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    kept = AwardTotal.objects.filter(**where).order_by()
    for stream, year, amount in kept.values_list("stream_id", "year").annotate(Sum("current_amount")):
        sums[stream, year] += amount
    return sums


def increases(decisions: QuerySet[Decision], **where: Any) -> dict[Any, Decimal]:
    """What decisions would add to the amounts in force, by stream and year."""
    return together(increases_one_by_one(decisions, **where))


def increases_one_by_one(decisions: QuerySet[Decision], **where: Any) -> list[Increase]:
    """One with no outcome yet counts as if it were approved."""
    awarding = decisions.filter(Q(outcome__in=Decision.AWARDING) | Q(outcome="")).exclude(
        state=Decision.State.WITHDRAWN
    )
    return [*own_increases(awarding, **where), *varied_increases(awarding, **where)]


def together(increases: Iterable[Increase]) -> dict[Any, Decimal]:
    """By stream and year. Of several that change one award the largest counts: only one of them can still be
    published."""
    added: dict[tuple[int, Any, Any], Decimal] = {}
    for award, stream, year, more, _ in increases:
        added[award, stream, year] = max(more, added.get((award, stream, year), ZERO))
    sums: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    for (_, stream, year), more in added.items():
        sums[stream, year] += more
    return sums


def own_increases(decisions: QuerySet[Decision], **where: Any) -> Iterator[Increase]:
    """Of the awards of decisions: each with its stream, its year, and what it adds. A varied award keeps its amount."""
    for award in (
        Award.objects.filter(decision__in=decisions, **where)
        .select_related("listed")
        .annotate(is_varied=Exists(ListedVariationLine.objects.filter(award=OuterRef("pk"))))
    ):
        listed = getattr(award, "listed", None)
        amount = listed.current_amount if listed and award.is_varied else award.amount
        is_same = listed and (listed.stream_id, listed.year) == (award.stream_id, award.year)
        more = amount - (listed.current_amount if listed and is_same else ZERO)
        yield Increase(award.pk, award.stream_id, award.year, more, award.decision_id)


def varied_increases(decisions: QuerySet[Decision], **where: Any) -> Iterator[Increase]:
    """Of the lines of variations, in the same way; one that a later variation has followed adds nothing."""
    later = ListedVariationLine.objects.filter(
        award=OuterRef("award"), listing__first_sequence__gt=OuterRef("decision__listing__first_sequence")
    )
    lines = VariationLine.objects.filter(
        ~Exists(later), decision__in=decisions, **{f"award__listed__{name}": value for name, value in where.items()}
    )
    for line in lines.filter(award__listed__isnull=False).select_related("award__listed"):
        listed = line.award.listed
        more = line.new_amount - listed.current_amount
        yield Increase(line.award_id, listed.stream_id, listed.year, more, line.decision_id)


def published_money(decision: Decision, **where: Any) -> list[tuple[Any, Any, Decimal]]:
    """What a published decision has put in force, by stream and year: its awards as they stand, and the differences
    that its variation makes where no later one has followed."""
    listed = ListedAward.objects.filter(**where).order_by()
    without = amount_after(ListedVariationLine.objects.exclude(listing__decision=decision))
    varied = listed.filter(award__listed_variation_lines__listing__decision=decision)
    return [
        *listed.filter(listing__decision=decision).values_list("stream_id", "year", "current_amount"),
        *varied.annotate(made=F("current_amount") - without).values_list("stream_id", "year", "made"),
    ]


def stream_years_in_force(decision: Decision) -> list[tuple[FundingStream, FinancialYear]]:
    """The streams and years in which a published decision has something in force: its awards, and what it makes of
    those of earlier decisions."""
    found = {(stream, year) for stream, year, _ in published_money(decision) if stream and year}
    streams = FundingStream.objects.in_bulk({stream for stream, _ in found})
    return sorted(((streams[stream], year) for stream, year in found), key=lambda each: (each[0].name, each[1].start))


def awards_of(decision: Decision) -> list[Award]:
    prefetch_related_objects([decision], "awards__stream", "awards__listed")
    return list(decision.awards.all())


def lines_of(decision: Decision) -> list[VariationLine]:
    prefetch_related_objects([decision], "variation_lines__award__stream", "variation_lines__award__decision")
    return list(decision.variation_lines.all())


def stream_years_of(decision: Decision) -> list[tuple[FundingStream, FinancialYear]]:
    awards = [*awards_of(decision), *(line.award for line in lines_of(decision))]
    return list(dict.fromkeys((award.stream, award.year) for award in awards if award.stream and award.year))


def budgets_of(decision: Decision) -> list[Budget]:
    """The budget of every stream and year that a decision puts money into: what the other decisions commit, and what
    this one has in force and adds."""
    if not (pairs := stream_years_of(decision)):
        return []
    where = around(pairs)
    money, kept = allocated(**where), in_force(**where)
    rows = increases_one_by_one(Decision.objects.filter(APPROVED | Q(pk=decision.pk)), **where)
    all_added, added = together(rows), together(each for each in rows if each.decision == decision.pk)
    others_added = together(each for each in rows if each.decision != decision.pk)
    own: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    for stream, year, amount in published_money(decision, **where) if decision.published_at else ():
        own[stream, year] += amount
    return [
        Budget(
            stream,
            year,
            allocated=money.get(pair),
            committed=kept[pair] - own[pair] + others_added[pair],
            this_decision=own[pair] + all_added[pair] - others_added[pair],
            added=added[pair],
        )
        for stream, year in pairs
        if (pair := (stream.pk, year))
    ]


class BudgetsInTurn:
    """The budgets of decisions that are approved one after the other, under the locks of their streams, each for the
    first time and varying nothing: what one of them commits counts for the next. Asked for once, for all of them."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        pairs = {pair for each in decisions for pair in stream_years_of(each)}
        where: dict[str, Any] = {"stream__in": {stream for stream, _ in pairs}, "year__in": {year for _, year in pairs}}
        self.money, self.spent = (allocated(**where), committed(**where)) if pairs else ({}, {})

    def of(self, decision: Decision) -> list[Budget]:
        own = money_by_stream_year(decision)
        budgets = ((each, (each[0].pk, each[1])) for each in stream_years_of(decision))
        return [
            Budget(*pair, self.money.get(key), self.spent.get(key, ZERO), own[key], own[key]) for pair, key in budgets
        ]

    def commit(self, decision: Decision) -> None:
        for key, amount in money_by_stream_year(decision).items() if decision.makes_awards else ():
            self.spent[key] = self.spent.get(key, ZERO) + amount


def money_by_stream_year(decision: Decision) -> dict[StreamYear, Decimal]:
    sums: dict[StreamYear, Decimal] = defaultdict(lambda: ZERO)
    for award in decision.awards.all():
        if award.stream_id and award.year:
            sums[award.stream_id, award.year] += award.amount
    return sums


def amount_published(award: Award) -> Decimal:
    """What the newest notice says of an award; nothing before its publication."""
    listed = getattr(award, "listed", None)
    return listed.amount if listed else ZERO
