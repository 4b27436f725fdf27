"""What an award is to bring about (domain §12): a measure as a notice states it, and how its figures read. Nothing here
needs a database."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Self

from django.db.models import TextChoices
from pydantic import BaseModel, ConfigDict, Field

from grants.years import FinancialYear

SHARE = "%"
HIGHEST_SHARE = Decimal(100)
TENTH = Decimal("0.1")


class MeasureKind(TextChoices):
    OUTPUT = "output", "Output: what is done"
    OUTCOME = "outcome", "Outcome: what changes"


class Direction(TextChoices):
    MORE = "more", "More is better"
    LESS = "less", "Less is better"


class MeasurePeriod(TextChoices):
    QUARTER = "quarter", "Each quarter"
    HALF_YEAR = "half_year", "Each half-year"
    YEAR = "year", "Each year"
    END = "end", "Once, at the end"


class ResultState(TextChoices):
    """How an award stands by one measure once its year is over; nothing is said before."""

    UNDER_WAY = "under_way", "The year is not over"
    REACHED = "reached", "Target reached"
    MISSED = "missed", "Target missed"
    INCOMPLETE = "incomplete", "A figure is missing"


class MeasureTerms(BaseModel):
    """A measure of some awards of a decision. The target and the baseline are those of each award."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)

    number: int
    standard: str = Field(default="", description="The short name of the measure in the office's library, if any.")
    name: str
    kind: str
    unit: str = Field(description="What is counted, like “young people”; % of a share.")
    direction: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    period: str
    how_counted: str = ""
    asks_for_paper: bool = False
    awards: tuple[int, ...] = Field(description="The numbers of the awards that it is a measure of.")

    @property
    def is_share(self) -> bool:
        return self.unit == SHARE

    @property
    def is_added_up(self) -> bool:
        """Whether the figures of periods are added: what is done adds up, what changes is as it is at the end."""
        return self.kind == MeasureKind.OUTPUT and not self.is_share

    @property
    def texts(self) -> tuple[str, ...]:
        """What people have typed of it."""
        return (self.name, self.unit, self.how_counted)

    @property
    def target_words(self) -> str:
        if self.target is None:
            return "No target stated"
        at_most = "At most " if self.direction == Direction.LESS else ""
        return at_most + with_unit(self.target, self.unit)

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        said = [
            MeasureKind(self.kind).label.partition(":")[0],
            f"target: {self.target_words[0].lower()}{self.target_words[1:]}",
            f"baseline: {with_unit(self.baseline, self.unit)}" if self.baseline is not None else "",
            Direction(self.direction).label.lower(),
            f"reported {MeasurePeriod(self.period).label.lower()}",
            f"counted so: {self.how_counted}" if self.how_counted else "",
        ]
        return "; ".join(filter(None, said))

    def published(self, awards: Collection[int]) -> Self:
        """Of these awards alone."""
        return self.model_copy(update={"awards": tuple(each for each in self.awards if each in awards)})

    def masked(self, words: str) -> Self:
        """With these words in the place of its texts, while those are out of public sight (domain §8)."""
        texts = {"name": f"Measure {self.number}", "how_counted": words if self.how_counted else ""}
        return self.model_copy(update=texts | ({} if self.is_share else {"unit": "units"}))

    def is_due(self, period_ends_on: date, year: FinancialYear) -> bool:
        """Whether a figure is asked of the quarter that ends on a day."""
        match self.period:
            case MeasurePeriod.QUARTER:
                return True
            case MeasurePeriod.HALF_YEAR:
                return period_ends_on in (year.quarter_ends[1], year.last_day)
        return period_ends_on == year.last_day


def figure(value: Decimal) -> str:
    """1,234.5 and 40: without noughts behind the point."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def with_unit(value: Decimal | None, unit: str) -> str:
    """40 young people, 12.5%; nothing for no figure."""
    if value is None:
        return ""
    return f"{figure(value)}{'' if unit == SHARE else ' '}{unit}"


def percent_of(value: Decimal, target: Decimal | None, direction: str) -> str:
    """How much of its target something has reached, rounded down to 0.1: 85.0%, 125.0%. Nothing where there is no
    target, where that is zero, and where less is better: a part of a limit is no achievement."""
    if not target or direction == Direction.LESS:
        return ""
    return f"{(value * 100 / target).quantize(TENTH, ROUND_DOWN)}%"


def beside_target(total: Decimal | None, target: Decimal | None, unit: str, direction: str) -> str:
    """34 of 40 young people, 85.0% of target."""
    if total is None:
        return "No accepted figure yet"
    if target is None:
        return with_unit(total, unit)
    percent = percent_of(total, target, direction)
    if not percent:
        at_most = "at most " if direction == Direction.LESS else ""
        return f"{with_unit(total, unit)}, target: {at_most}{figure(target)}{SHARE if unit == SHARE else ''}"
    if unit == SHARE:
        return f"{with_unit(total, unit)}, target {with_unit(target, unit)}, {percent} of target"
    return f"{figure(total)} of {with_unit(target, unit)}, {percent} of target"


def bar_of(percent: str) -> Decimal | None:
    """How long a bar is, in per cent of one that reaches the target."""
    return min(Decimal(percent.rstrip("%")), HIGHEST_SHARE) if percent else None
