"""How one sum was divided among awards (domain §5): a split as a notice states it, and its arithmetic, exact to the
penny. Nothing here needs a database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self, TypeVar

from django.db.models import TextChoices
from pydantic import BaseModel, ConfigDict, Field

from grants.fields import PENNY

Key = TypeVar("Key", bound=tuple[str, int])


class SplitMethod(TextChoices):
    EQUAL = "equal", "Equally"
    FORMULA = "formula", "By a formula"
    UPLIFT = "uplift", "As the year before, uplifted"
    NEED = "need", "By need"


class SplitEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class SplitMeasure(SplitEntry):
    """A column of figures, like the population."""

    name: str
    weight: Decimal | None = Field(default=None, description="Of a formula: its part of the whole, in per cent.")


class SplitRow(SplitEntry):
    """What one award gets by the split; its figures are left out where its recipient is withheld."""

    award: int = Field(description="The number of the award in its decision.")
    figures: tuple[Decimal, ...] = ()
    amount: Decimal = Field(description="By the split, in pounds. The award says what was decided.")


class SplitTerms(SplitEntry):
    """How a sum was divided, with the figures that were used and where they come from."""

    method: str
    method_label: str
    total: Decimal
    percent: Decimal | None = Field(default=None, description="Of an uplift: how many per cent were added.")
    added: Decimal | None = Field(default=None, description="Of an uplift: the pounds that were added to each.")
    measures: tuple[SplitMeasure, ...] = ()
    source: str = ""
    figures_on: date | None = None
    explanation: str = ""
    rows: tuple[SplitRow, ...]

    @property
    def awards(self) -> set[int]:
        return {row.award for row in self.rows}

    @property
    def texts(self) -> tuple[str, ...]:
        """What people have typed of it."""
        return (*(each.name for each in self.measures), self.source, self.explanation)

    def published(self, awards: Collection[int], *, hidden: Collection[int]) -> Self:
        """Of these awards alone; a figure would give away a recipient that is withheld."""
        rows = (row for row in self.rows if row.award in awards)
        plain = (row.model_copy(update={"figures": ()}) if row.award in hidden else row for row in rows)
        return self.model_copy(update={"rows": tuple(plain)})

    def masked(self, words: str) -> Self:
        """With these words in the place of its texts, while those are out of public sight (domain §8)."""
        measures = (
            each.model_copy(update={"name": f"Figure {number}"}) for number, each in enumerate(self.measures, start=1)
        )
        texts = {name: words for name in ("source", "explanation") if getattr(self, name)}
        return self.model_copy(update={"measures": tuple(measures), **texts})


def apportion(total: Decimal, weights: Mapping[Key, Fraction]) -> dict[Key, Decimal]:
    """The total in parts as large as the weights say, to the penny: the pennies that are left over go to the largest
    remainders, and of equal ones in the order of the names. ValueError where no weight is above zero, or one below."""
    whole = sum(weights.values(), Fraction())
    if whole <= 0 or min(weights.values()) < 0:
        raise ValueError("A sum cannot be divided by figures that are all zero, or below zero.")
    exact = {key: Fraction(total) * 100 * weight / whole for key, weight in weights.items()}
    pennies = {key: int(part) for key, part in exact.items()}
    left = int(total * 100) - sum(pennies.values())
    for key in sorted(exact, key=lambda each: (pennies[each] - exact[each], each))[:left]:
        pennies[key] += 1
    return {key: Decimal(each).scaleb(-2) for key, each in pennies.items()}


def weighted(weights: Sequence[Decimal], figures: Mapping[Key, Sequence[Decimal]]) -> dict[Key, Fraction]:
    """For each key the sum, over all measures, of its part of the measure times the weight of the measure. ValueError
    where the figures of a measure are all zero."""
    sums = [sum(map(Fraction, column)) for column in zip(*figures.values(), strict=True)]
    if not all(sums):
        raise ValueError("The figures of a column are all zero.")
    return {
        key: sum(
            (Fraction(weight) * Fraction(each) / whole for weight, each, whole in zip(weights, own, sums, strict=True)),
            Fraction(),
        )
        for key, own in figures.items()
    }


def uplifted(base: Mapping[Key, Decimal], *, percent: Decimal | None, added: Decimal | None) -> dict[Key, Decimal]:
    """Each amount with so many pounds more; or the sum of all with so many per cent more, to the nearest penny, in
    parts as large as the amounts were."""
    if percent is None:
        return {key: amount + (added or 0) for key, amount in base.items()}
    total = sum(base.values(), Decimal(0)) * (100 + percent) / 100
    return apportion(total.quantize(PENNY, ROUND_HALF_UP), {key: Fraction(each) for key, each in base.items()})
