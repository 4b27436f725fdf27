"""What the browse pages count: years, totals and sums of the listing. Each award once, at its current amount."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from grants.models.money import Allocation, FundingStream
from grants.models.organisations import Partnership
from grants.years import FinancialYear, london_today
from register.models import ListedAward, Listing

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class YearTotals:
    """One financial year: what was put in (None: not recorded) and the awards made for it."""

    year: FinancialYear
    awards: tuple[ListedAward, ...]
    allocations: tuple[Allocation, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((award.current_amount for award in self.awards), NOTHING)

    @property
    def allocated(self) -> Decimal | None:
        return sum((each.amount for each in self.allocations), NOTHING) if self.allocations else None

    @property
    def left(self) -> Decimal | None:
        """What was allocated and has not been awarded; below zero where more was awarded."""
        return None if self.allocated is None else self.allocated - self.total

    @property
    def over(self) -> Decimal:
        """What was awarded beyond the allocation."""
        return max(NOTHING, -(self.left or NOTHING))


def years() -> list[FinancialYear]:
    """The years that the register has, newest first: those of awards, and of decisions without any."""
    awarded = ListedAward.objects.order_by().values_list("year", flat=True).distinct()
    without = Listing.objects.filter(awards=None).order_by().values_list("decided_on", flat=True).distinct()
    told = {year for year in awarded if year} | {FinancialYear.of(day) for day in without}
    return sorted(told, reverse=True)


def newest_year() -> FinancialYear:
    """The current financial year, or the latest one before it that the register tells of."""
    current = FinancialYear.of(london_today())
    return next((year for year in years() if year <= current), current)


def by_year(awards: Iterable[ListedAward], allocations: Iterable[Allocation] = ()) -> list[YearTotals]:
    """The awards and allocations sorted into their years, newest first."""
    made = grouped(awards)
    put_in = grouped(allocations)
    return [
        YearTotals(year, made.get(year, ()), put_in.get(year, ())) for year in sorted({*made, *put_in}, reverse=True)
    ]


def grouped(rows: Iterable[Any]) -> dict[FinancialYear, tuple[Any, ...]]:
    dated = sorted((row for row in rows if row.year), key=lambda row: row.year)
    return {year: tuple(group) for year, group in groupby(dated, key=lambda row: row.year)}


def districts(year: FinancialYear) -> QuerySet[Partnership]:
    """Every partnership with the sums of its awards: `this_year`, `all_years`, and how many there are."""
    return Partnership.objects.annotate(
        this_year=Sum("listed_awards__current_amount", filter=Q(listed_awards__year=year), default=NOTHING),
        all_years=Sum("listed_awards__current_amount", default=NOTHING),
        award_count=Count("listed_awards"),
    ).order_by("district")


def streams() -> QuerySet[FundingStream]:
    """Every stream with what its published awards come to: `committed`, and how many there are. In use ones first."""
    return FundingStream.objects.annotate(
        committed=Sum("listed_awards__current_amount", default=NOTHING), award_count=Count("listed_awards")
    ).order_by("-is_current", "name")
