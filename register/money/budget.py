"""Money under control: what is committed of a stream's money in a financial year, and what is left (domain §5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from typing import Any

from django.db.models import Q, QuerySet, Sum, prefetch_related_objects

from grants.formatting import pounds
from grants.models import Allocation, Award, Decision, FundingStream, VariationLine
from grants.years import FinancialYear
from register.models import ListedAward, ListedVariationLine, Listing

NOTHING = Decimal("0.00")
NEARLY_GONE = Decimal(90)  # per cent

# What is said of money, here and in the browser as amounts are typed (register/money/form_budgets.py).
OVER_CAP = "{award}, {amount}, is over the cap of {cap} per award of {stream}."
PAST_ALLOCATION = "{stream} for {year} would be {excess} past its allocation of {allocated}."
NO_ALLOCATION = "No allocation is recorded for {stream} in {year}, so headroom cannot be checked."

Pot = tuple[int, FinancialYear]  # a stream, by its id, in one financial year


@dataclass(frozen=True)
class Budget:
    """One stream in one financial year, in pounds. `allocated` is None where no allocation is recorded. `own`: what the
    decision at hand adds to what the others commit; of a variation, the difference that it makes."""

    stream: FundingStream
    year: FinancialYear
    allocated: Decimal | None
    committed: Decimal
    own: Decimal = NOTHING

    @property
    def headroom(self) -> Decimal | None:
        return None if self.allocated is None else self.allocated - self.committed - self.own

    @property
    def percent(self) -> Decimal | None:
        """How much of the allocation is committed, rounded down to 0.1%; None where no allocation is recorded."""
        return None if self.allocated is None else self.committed * 1000 // self.allocated / 10

    @property
    def is_low(self) -> bool:
        return self.percent is not None and self.percent >= NEARLY_GONE


def budget(stream: FundingStream, year: FinancialYear, *, also: Decision | None = None) -> Budget:
    """What approved and published decisions commit, and `also` one that is about to be approved."""
    return budgets([(stream, year)], also=also)[0]


def budgets(pots: Iterable[tuple[FundingStream, FinancialYear]], **options: Any) -> list[Budget]:
    """The budget of each of several streams and years; takes what `in_force` takes."""
    pots = list(pots)
    where = {"stream__in": {stream.pk for stream, _ in pots}, "year__in": {year for _, year in pots}}
    money, spent = allocated(**where), committed(**where, **options)
    return [
        Budget(stream, year, money.get((stream.pk, year)), spent.get((stream.pk, year), NOTHING))
        for stream, year in pots
    ]


def all_budgets() -> list[Budget]:
    """Every stream and year that has an allocation or a commitment: by stream, the newest year first."""
    money, spent = allocated(), committed()
    streams = FundingStream.objects.in_bulk()
    pots = sorted(money.keys() | spent.keys(), key=lambda pot: (streams[pot[0]].name, -pot[1].start))
    return [
        Budget(streams[stream], year, money.get((stream, year)), spent.get((stream, year), NOTHING))
        for stream, year in pots
    ]


def allocated(**where: Any) -> dict[Pot, Decimal]:
    """What has been put into each stream and year, in pounds: all its releases."""
    sums = Allocation.objects.filter(**where).order_by().values_list("stream_id", "year").annotate(Sum("amount"))
    return {(stream, year): amount for stream, year, amount in sums}


def committed(**options: Any) -> dict[Pot, Decimal]:
    """What each stream and year has committed, in pounds; takes what `in_force` takes."""
    sums: dict[Pot, Decimal] = defaultdict(lambda: NOTHING)
    for stream, year, amount in in_force(**options).values():
        if stream is not None and year is not None:
            sums[stream, year] += amount
    return sums


def in_force(
    *, also: Decision | None = None, without: Decision | None = None, **where: Any
) -> dict[int, tuple[int | None, FinancialYear | None, Decimal]]:
    """Every award that commits money, by its id, with its stream, its year and its amount: as listed, overruled by what
    is approved and not yet published. `also` counts as if approved, unless its outcome says that it awards nothing;
    `without` counts as if it had never been taken."""
    at_hand = [each.pk for each in (also, without) if each]
    approved = Decision.objects.filter(Q(state=Decision.State.APPROVED) | Q(pk__in=at_hand))
    awarding = approved.filter(Q(outcome__in=Decision.AWARDING) | Q(outcome=""))
    if without:
        awarding = awarding.exclude(pk=without.pk)
    listed = ListedAward.objects.filter(**where).exclude(listing__decision__in=approved)
    own = Award.objects.filter(decision__in=awarding, **where)
    rows = [
        *listed.values_list("award_id", "stream_id", "year", "amount"),
        *own.values_list("pk", "stream_id", "year", "amount"),
    ]
    amounts = {award: amount for award, _, _, amount in rows}
    published = ListedVariationLine.objects.filter(award__in=amounts).exclude(listing__decision__in=approved)
    working = VariationLine.objects.filter(award__in=amounts, decision__in=awarding)
    amounts |= in_order(published, working)
    return {award: (stream, year, amounts[award]) for award, stream, year, _ in rows}


def in_order(published: QuerySet[ListedVariationLine], working: QuerySet[VariationLine]) -> dict[int, Decimal]:
    """What variations leave each award at, by its id. They follow each other as they were first published; one that is
    not published yet comes last."""
    lines = [
        *published.values_list("listing__first_sequence", "award_id", "new_amount"),
        *working.order_by("decision__decided_on", "decision").values_list(
            "decision__listing__first_sequence", "award_id", "new_amount"
        ),
    ]
    return {award: amount for _, award, amount in sorted(lines, key=lambda line: line[0] or inf)}


def varied_amounts(awards: Iterable[Award]) -> dict[int, Decimal]:
    """The amount in force of each award that a published variation has changed, by its id: the latest line wins."""
    return latest_variations(ListedVariationLine.objects.filter(award__in=awards))


def base_amounts(variation: Decision, awards: Iterable[Award]) -> dict[int, Decimal]:
    """The amount that a variation starts from, of each award in force, by its id: what the awards stood at before it,
    be it published yet or not."""
    awards = list(awards)
    earlier = ListedVariationLine.objects.filter(award__in=awards)
    if listing := Listing.objects.filter(decision=variation).first():
        earlier = earlier.filter(listing__first_sequence__lt=listing.first_sequence)
    varied = latest_variations(earlier)
    published = ListedAward.objects.filter(award__in=awards).values_list("award_id", "amount")
    return {award: varied.get(award, amount) for award, amount in published}


def latest_variations(lines: QuerySet[ListedVariationLine]) -> dict[int, Decimal]:
    """The new amount of each award, by its id, in the order in which variations were first published."""
    return dict(lines.order_by("listing__first_sequence").values_list("award_id", "new_amount"))


def awards_of(decision: Decision) -> list[Award]:
    prefetch_related_objects([decision], "awards__stream")
    return list(decision.awards.all())


def lines_of(decision: Decision) -> list[VariationLine]:
    prefetch_related_objects([decision], "variation_lines__award__stream", "variation_lines__award__decision")
    return list(decision.variation_lines.all())


def stream_years_of(decision: Decision) -> list[tuple[FundingStream, FinancialYear]]:
    awards = [*awards_of(decision), *(line.award for line in lines_of(decision))]
    return list(dict.fromkeys((award.stream, award.year) for award in awards if award.stream and award.year))


def budgets_of(decision: Decision) -> list[Budget]:
    """The budget of every stream and year that a decision puts money into: what the other decisions commit, and what
    this one adds as it stands."""
    if not (pots := stream_years_of(decision)):
        return []
    before = budgets(pots, without=decision)
    after = budgets(pots, also=decision)
    return [replace(pot, own=with_it.committed - pot.committed) for pot, with_it in zip(before, after, strict=True)]


def exceeded_limits(decision: Decision, money: Iterable[Budget]) -> list[str]:
    """In sentences, each cap, allocation and delegation limit that approving a decision would go past; empty where it
    stays within. `money`: the budgets that it draws on, with what it adds."""
    if not decision.makes_awards:
        return []
    return [*over_caps(decision), *past_allocations(money), *over_limits(decision)]


def over_caps(decision: Decision) -> list[str]:
    amounts = [(award, award.amount) for award in awards_of(decision)]
    amounts += [(line.award, line.new_amount) for line in lines_of(decision)]
    return [
        OVER_CAP.format(
            award=named(award, decision),
            amount=pounds(amount),
            cap=pounds(award.stream.cap_per_award),
            stream=award.stream,
        )
        for award, amount in amounts
        if award.stream and award.stream.cap_per_award and amount > award.stream.cap_per_award
    ]


def past_allocations(pots: Iterable[Budget]) -> list[str]:
    return [
        PAST_ALLOCATION.format(
            stream=pot.stream, year=pot.year, excess=pounds(-pot.headroom), allocated=pounds(pot.allocated)
        )
        for pot in pots
        if pot.headroom is not None and pot.headroom < 0
    ]


def over_limits(decision: Decision) -> list[str]:
    """One maker whose post may decide the whole sum, or any sum, is enough."""
    limits = list(decision.makers.values_list("limit", flat=True))
    known = [limit for limit in limits if limit is not None]
    if not limits or len(known) < len(limits) or decision.money <= max(known):
        return []
    highest = f"£{max(known):,.2f}"
    return [f"It comes to £{decision.money:,.2f}, and none of its decision makers may decide on more than {highest}."]


def named(award: Award, decision: Decision) -> str:
    """The award as people call it who have this decision before them."""
    return f"Award {award.number}" if award.decision_id == decision.pk else str(award)
