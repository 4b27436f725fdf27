"""Money under control: what is committed of a stream's money in a financial year, and what is left (domain §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from django.db.models import Q, QuerySet

from grants.models import Allocation, Award, Decision, FundingStream, VariationLine
from grants.years import FinancialYear
from register.models import ListedAward, ListedVariation, Listing


@dataclass(frozen=True)
class Budget:
    """One stream in one financial year, in pounds. `allocated` is None where no allocation is recorded."""

    stream: FundingStream
    year: FinancialYear
    allocated: Decimal | None
    committed: Decimal

    @property
    def headroom(self) -> Decimal | None:
        return None if self.allocated is None else self.allocated - self.committed


def budget(stream: FundingStream, year: FinancialYear, *, also: Decision | None = None) -> Budget:
    """What approved and published decisions commit, and `also` one that is about to be approved."""
    allocated = Allocation.objects.filter(stream=stream, year=year).total()
    return Budget(stream, year, allocated, sum(committed(stream, year, also=also).values(), Decimal("0.00")))


def committed(stream: FundingStream, year: FinancialYear, *, also: Decision | None = None) -> dict[int, Decimal]:
    """The amount each award stands at, by its id: as listed, overruled by what is approved and not yet published."""
    approved = Decision.objects.filter(Q(state=Decision.State.APPROVED) | Q(pk__in=[also.pk] if also else []))
    in_force = approved.filter(outcome__in=Decision.AWARDING)
    listed = ListedAward.objects.filter(stream=stream, year=year).exclude(listing__decision__in=approved)
    own = Award.objects.filter(decision__in=in_force, stream=stream, year=year)
    amounts = dict([*listed.values_list("award_id", "amount"), *own.values_list("pk", "amount")])
    published = ListedVariation.objects.filter(award__in=amounts).exclude(listing__decision__in=approved)
    working = VariationLine.objects.filter(award__in=amounts, decision__in=in_force)
    lines = [
        *published.values_list("listing__first_sequence", "award_id", "new_amount"),
        *working.order_by("decision__decided_on", "decision").values_list(
            "decision__listing__first_sequence", "award_id", "new_amount"
        ),
    ]
    # Variations follow each other as they were first published; one that is not published yet comes last.
    in_turn = sorted(lines, key=lambda line: line[0] or inf)
    return amounts | {award: amount for _, award, amount in in_turn}


def varied_amounts(awards: Iterable[Award]) -> dict[int, Decimal]:
    """The amount in force of each award that a published variation has changed, by its id: the latest line wins."""
    return latest(ListedVariation.objects.filter(award__in=awards))


def bases(variation: Decision, awards: Iterable[Award]) -> dict[int, Decimal]:
    """The amount that a variation starts from, of each award in force, by its id: what the awards stood at before it,
    be it published yet or not."""
    awards = list(awards)
    earlier = ListedVariation.objects.filter(award__in=awards)
    if listing := Listing.objects.filter(decision=variation).first():
        earlier = earlier.filter(listing__first_sequence__lt=listing.first_sequence)
    published = ListedAward.objects.filter(award__in=awards).values_list("award_id", "amount")
    return {award: latest(earlier).get(award, amount) for award, amount in published}


def latest(lines: QuerySet[ListedVariation]) -> dict[int, Decimal]:
    """The new amount of each award, by its id, in the order in which variations were first published."""
    return dict(lines.order_by("listing__first_sequence").values_list("award_id", "new_amount"))


def budgets_of(decision: Decision) -> list[Budget]:
    """The budget of every stream and year that a decision puts money into, as if it were approved."""
    awards = list(decision.awards.select_related("stream"))
    awards += [line.award for line in decision.variation_lines.select_related("award__stream")]
    pots = {(award.stream, award.year): None for award in awards if award.stream and award.year}
    return [budget(stream, year, also=decision) for stream, year in pots]


def excesses(decision: Decision) -> list[str]:
    """In sentences, each cap and allocation that approving a decision would go past; empty where it stays within."""
    if not decision.makes_awards:
        return []
    amounts = [(award, award.amount) for award in decision.awards.select_related("stream")]
    lines = decision.variation_lines.select_related("award__stream", "award__decision")
    amounts += [(line.award, line.new_amount) for line in lines]
    over_cap = [
        f"{named(award, decision)}, £{amount:,.2f}, is over the cap of £{award.stream.cap_per_award:,.2f} per award of "
        f"{award.stream}."
        for award, amount in amounts
        if award.stream and award.stream.cap_per_award and amount > award.stream.cap_per_award
    ]
    over_allocation = [
        f"{pot.stream} for {pot.year} would be £{-pot.headroom:,.2f} past its allocation of £{pot.allocated:,.2f}."
        for pot in budgets_of(decision)
        if pot.headroom is not None and pot.headroom < 0
    ]
    return over_cap + over_allocation


def named(award: Award, decision: Decision) -> str:
    """The award as people call it who have this decision before them."""
    return f"Award {award.number}" if award.decision_id == decision.pk else str(award)
