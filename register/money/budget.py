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
from grants.models.money import ZERO
from grants.years import FinancialYear
from register.models import ListedAward, ListedVariationLine

NEARLY_SPENT_PERCENT = 90

# What is said of money, here and in the browser as amounts are typed (register/money/form_budgets.py).
OVER_CAP = "{award}, {amount}, is over the cap of {cap} per award of {stream}."
PAST_ALLOCATION = "{stream} for {year} would be {excess} past its allocation of {allocated}."
NO_ALLOCATION = "No allocation is recorded for {stream} in {year}, so headroom cannot be checked."

StreamYear = tuple[int, FinancialYear]  # a stream, by its id, in one financial year


@dataclass(frozen=True)
class Budget:
    """One stream in one financial year, in pounds. `allocated` is None where no allocation is recorded.
    `this_decision`: what the decision at hand adds to what the others commit; of a variation, the difference that it
    makes."""

    stream: FundingStream
    year: FinancialYear
    allocated: Decimal | None
    committed: Decimal
    this_decision: Decimal = ZERO

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


def budgets(stream_years: Iterable[tuple[FundingStream, FinancialYear]], **options: Any) -> list[Budget]:
    """The budget of each of several streams and years; takes what `in_force` takes."""
    pairs = list(stream_years)
    where = {"stream__in": {stream.pk for stream, _ in pairs}, "year__in": {year for _, year in pairs}}
    money, spent = allocated(**where), committed(**where, **options)
    return [Budget(stream, year, money.get((stream.pk, year)), spent[stream.pk, year]) for stream, year in pairs]


def all_budgets() -> list[Budget]:
    """Every stream and year that has an allocation or a commitment: by stream, the newest year first."""
    streams = FundingStream.objects.in_bulk()
    pairs = [(streams[stream], year) for stream, year in allocated().keys() | committed().keys()]
    return budgets(sorted(pairs, key=lambda pair: (pair[0].name, -pair[1].start)))


def allocated(**where: Any) -> dict[StreamYear, Decimal]:
    """What has been put into each stream and year, in pounds: all its releases."""
    sums = Allocation.objects.filter(**where).order_by().values_list("stream_id", "year").annotate(Sum("amount"))
    return {(stream, year): amount for stream, year, amount in sums}


def committed(**options: Any) -> dict[StreamYear, Decimal]:
    """What each stream and year has committed, in pounds; takes what `in_force` takes."""
    listed, changing = in_force(**options)
    sums: dict[StreamYear, Decimal] = defaultdict(lambda: ZERO)
    added_up = listed.order_by().values_list("stream_id", "year").annotate(Sum("current_amount"))
    for stream, year, amount in [*added_up, *changing.values()]:
        if stream is not None and year is not None:
            sums[stream, year] += amount
    return sums


def in_force(
    *, also: Decision | None = None, without: Decision | None = None, **where: Any
) -> tuple[QuerySet[ListedAward], dict[int, tuple[int | None, FinancialYear | None, Decimal]]]:
    """The awards that commit money: those that stand at their current amounts in the register; and by their ids, with
    stream, year and amount, those that something approved and not yet published makes or changes. `also` counts as if
    approved, unless its outcome says that it awards nothing; `without` counts as if it had never been taken."""
    at_hand = [each.pk for each in (also, without) if each]
    approved = Decision.objects.filter(Q(state=Decision.State.APPROVED) | Q(pk__in=at_hand))
    awarding = approved.filter(Q(outcome__in=Decision.AWARDING) | Q(outcome=""))
    if without:
        awarding = awarding.exclude(pk=without.pk)
    ids = Award.objects.filter(decision__in=approved).values_list("pk")
    lines = VariationLine.objects.filter(decision__in=approved).values_list("award")
    published = ListedVariationLine.objects.filter(listing__decision__in=approved).values_list("award")
    changing = [award for (award,) in ids.order_by().union(lines.order_by(), published.order_by())]
    listed = ListedAward.objects.filter(**where)
    rows = [
        *listed.filter(award__in=changing)
        .exclude(listing__decision__in=approved)
        .values_list("award_id", "stream_id", "year", "amount"),
        *Award.objects.filter(decision__in=awarding, **where).values_list("pk", "stream_id", "year", "amount"),
    ]
    amounts = {award: amount for award, _, _, amount in rows}
    amounts |= in_order(
        ListedVariationLine.objects.filter(award__in=amounts).exclude(listing__decision__in=approved),
        VariationLine.objects.filter(award__in=amounts, decision__in=awarding),
    )
    return listed.exclude(award__in=changing), {
        award: (stream, year, amounts[award]) for award, stream, year, _ in rows
    }


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
    if not (pairs := stream_years_of(decision)):
        return []
    both = zip(budgets(pairs, without=decision), budgets(pairs, also=decision), strict=True)
    return [replace(before, this_decision=after.committed - before.committed) for before, after in both]


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


def past_allocations(budgets: Iterable[Budget]) -> list[str]:
    return [
        PAST_ALLOCATION.format(
            stream=each.stream, year=each.year, excess=pounds(-each.headroom), allocated=pounds(each.allocated)
        )
        for each in budgets
        if each.headroom is not None and each.headroom < 0
    ]


def over_limits(decision: Decision) -> list[str]:
    """One maker whose post may decide the whole sum, or any sum, is enough; posts of unknown limit do not count."""
    limits = list(decision.makers.filter(is_limit_known=True).values_list("limit", flat=True))
    limited = [limit for limit in limits if limit is not None]
    if not limits or len(limited) < len(limits) or decision.money <= max(limited):
        return []
    highest = f"£{max(limited):,.2f}"
    return [f"It comes to £{decision.money:,.2f}, and none of its decision makers may decide on more than {highest}."]


def named(award: Award, decision: Decision) -> str:
    """The award as people call it who have this decision before them."""
    return f"Award {award.number}" if award.decision_id == decision.pk else str(award)
