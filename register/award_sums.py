"""The awards of a decision of many: their sums by who gets them and by year, as the office works on them."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from grants.models import Award

NOT_CHOSEN = "Not chosen"


class SumRow(NamedTuple):
    """`cells` are (year, amount in pounds)."""

    label: str
    cells: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        return sum((amount for _, amount in self.cells), Decimal("0.00"))


class AwardSums(NamedTuple):
    years: tuple[str, ...]
    by_stream: tuple[SumRow, ...]
    by_who: tuple[SumRow, ...]
    total: SumRow


def award_sums(awards: Iterable[Award]) -> AwardSums:
    every = list(awards)
    years = tuple(sorted({year_of(award) for award in every}))
    streams = rows(every, [str(award.stream or NOT_CHOSEN) for award in every], years)
    who = rows(every, [str(award.partnership or award.recipient or NOT_CHOSEN) for award in every], years)
    [total] = rows(every, ["Total"] * len(every), years)
    return AwardSums(years, streams, who, total)


def rows(awards: list[Award], labels: list[str], years: tuple[str, ...]) -> tuple[SumRow, ...]:
    """A row for each label, in order of its first award."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: Decimal("0.00")))
    for award, label in zip(awards, labels, strict=True):
        sums[label][year_of(award)] += award.amount
    return tuple(SumRow(label, tuple((year, by_year[year]) for year in years)) for label, by_year in sums.items())


def year_of(award: Award) -> str:
    return str(award.year or "No year")
