"""Variations: what they start from, and what they make of the awards of an earlier decision, to the penny (domain §4,
§5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grants.formatting import pounds
from grants.models import Award, Decision
from grants.models.money import ZERO
from grants.years import FinancialYear
from register.models import ListedAward, ListedVariationLine, Listing
from register.models.listing import amount_after

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


def base_amounts(awards: Iterable[Award], *, before: Decision) -> dict[int, Decimal]:
    """The amount that a variation starts from, of each award in force, by its id: what the awards stood at before it,
    be it published yet or not."""
    earlier = ListedVariationLine.objects.all()
    if listing := Listing.objects.filter(decision=before).first():
        earlier = earlier.filter(listing__first_sequence__lt=listing.first_sequence)
    rows = ListedAward.objects.filter(award__in=awards).annotate(base=amount_after(earlier))
    return dict(rows.values_list("award_id", "base"))


def changed_bases(decision: Decision) -> Iterator[str]:
    """In sentences, what of a variation does not start from the amounts of today (domain §5). A line that is in the
    register already was checked before it was published."""
    lines = decision.variation_lines.all()
    published = ListedVariationLine.objects.filter(listing__decision=decision) if lines else ()
    checked = {(line.award_id, line.base_amount, line.new_amount) for line in published}
    unchecked = [line for line in lines if (line.award_id, line.base_amount, line.new_amount) not in checked]
    amounts = base_amounts([line.award for line in unchecked], before=decision) if unchecked else {}
    for line in unchecked:
        amount = amounts.get(line.award_id)
        if amount is None:
            yield f"{line.award} is no longer in force, so it cannot be varied. Leave it out of this variation."
        elif line.base_amount != amount:
            yield (
                f"{line.award} stands at £{amount:,.2f} now, not at the £{line.base_amount:,.2f} this variation was "
                "based on. Work the change out again."
            )


@dataclass(frozen=True)
class Uplift:
    """The same change to each award of a `year`, or of any: so many per cent, or so many pounds more."""

    percent: Decimal | None = None
    added: Decimal | None = None
    year: FinancialYear | None = None

    def __str__(self) -> str:
        change = f"{pounds(self.added)} more for each" if self.percent is None else f"{self.percent.normalize():f}%"
        return change + (f" on the awards of {self.year}" if self.year else "")

    def changed(self, row: ListedAward, base: Decimal) -> VariationRow:
        """Per cent are rounded half up to the penny, each award for itself."""
        exact = base + (self.added or ZERO) if self.percent is None else base * (100 + self.percent) / 100
        return VariationRow(row, base, exact.quantize(PENNY, ROUND_HALF_UP), exact)


def variation_rows(decision: Decision, listing: Listing, uplift: Uplift | None = None) -> list[VariationRow]:
    """Every award of an earlier decision that is still in force: changed by the uplift, where one is given and the
    award is of its year, or else as the variation has it by now. What has been ended stays ended."""
    rows = list(listing.awards.select_related("award__decision", "stream", "partnership", "recipient"))
    bases = base_amounts([row.award for row in rows], before=decision)
    lines = dict(decision.variation_lines.values_list("award_id", "new_amount"))
    return [
        uplift.changed(row, bases[row.award_id])
        if uplift and uplift.year in (None, row.year)
        else unchanged_row(row, bases[row.award_id], lines.get(row.award_id))
        for row in rows
        if bases[row.award_id] > 0
    ]


def unchanged_row(row: ListedAward, base: Decimal, new: Decimal | None) -> VariationRow:
    amount = base if new is None else new
    return VariationRow(row, base, amount, amount)


def variation_total(rows: list[VariationRow]) -> VariationTotal:
    return VariationTotal(
        base=sum((row.base for row in rows), ZERO),
        new=sum((row.new for row in rows), ZERO),
        rounding=sum((row.rounding for row in rows), ZERO),
    )


def superseded_rows(decision: Decision) -> list[VariationRow]:
    """The awards of the decision that it supersedes, as far as they were in force before it: each at what it stood at,
    and at what becomes of it, £0 unless it is said to stand."""
    if decision.supersedes_id is None or not decision.makes_awards:
        return []
    rows = ListedAward.objects.filter(listing__decision=decision.supersedes_id)
    rows = rows.select_related("award__decision", "award__recipient", "partnership", "stream")
    bases = base_amounts([row.award for row in rows], before=decision)
    stand = set(decision.superseded_stand or ())
    after = {row.award_id: bases[row.award_id] if row.number in stand else ZERO for row in rows}
    return [
        VariationRow(row, bases[row.award_id], after[row.award_id], after[row.award_id])
        for row in rows
        if bases[row.award_id] > 0
    ]
