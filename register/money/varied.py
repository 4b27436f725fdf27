"""What a variation makes of the awards of an earlier decision, worked out to the penny (domain §4, §5)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grants.models import Decision
from grants.years import FinancialYear
from register.models import ListedAward, Listing
from register.money.budget import base_amounts

PENNY = Decimal("0.01")


@dataclass(frozen=True)
class VariationRow:
    """One award: what it stood at before the variation, in pounds, and what is proposed. `exact` is the proposed amount
    before it was rounded."""

    award: ListedAward
    base: Decimal
    new: Decimal
    exact: Decimal

    @property
    def difference(self) -> Decimal:
        return self.new - self.base

    @property
    def rounding(self) -> Decimal:
        return self.new - self.exact


@dataclass(frozen=True)
class VariationTotal:
    base: Decimal
    new: Decimal
    rounding: Decimal

    @property
    def difference(self) -> Decimal:
        return self.new - self.base


def varied_rows(
    decision: Decision, listing: Listing, percent: Decimal | None = None, *, year: FinancialYear | None = None
) -> list[VariationRow]:
    """Every award of an earlier decision that is still in force: changed by a percentage, where one is given and the
    award is of that `year` (of any, if none is named), or else as the variation has it by now. What has been ended
    stays ended."""
    rows = list(listing.awards.select_related("award__decision", "stream", "partnership", "recipient"))
    before = base_amounts(decision, [row.award for row in rows])
    lines = dict(decision.variation_lines.values_list("award_id", "new_amount"))
    return [
        by_percent(row, before[row.award_id], percent)
        if percent is not None and year in (None, row.year)
        else unchanged_row(row, before[row.award_id], lines.get(row.award_id))
        for row in rows
        if before[row.award_id] > 0
    ]


def by_percent(row: ListedAward, base: Decimal, percent: Decimal) -> VariationRow:
    """Changed by so many per cent, up or down, and rounded half up to the penny, each award for itself."""
    exact = base * (100 + percent) / 100
    return VariationRow(row, base, exact.quantize(PENNY, ROUND_HALF_UP), exact)


def unchanged_row(row: ListedAward, base: Decimal, new: Decimal | None) -> VariationRow:
    amount = base if new is None else new
    return VariationRow(row, base, amount, amount)


def summed(rows: list[VariationRow]) -> VariationTotal:
    nothing = Decimal("0.00")
    return VariationTotal(
        base=sum((row.base for row in rows), nothing),
        new=sum((row.new for row in rows), nothing),
        rounding=sum((row.rounding for row in rows), nothing),
    )
