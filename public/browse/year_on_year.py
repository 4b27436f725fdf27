"""One financial year beside the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from grants.years import FinancialYear
from register.models import ListedAward, Listing

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class StreamTotals:
    """One stream, or all of them together, in pounds."""

    label: str
    slug: str
    before: Decimal
    now: Decimal

    @property
    def change(self) -> Decimal:
        return self.now - self.before

    @property
    def less(self) -> Decimal:
        return -self.change


def year_on_year(year: FinancialYear) -> list[StreamTotals]:
    """Every stream that had awards in either year, and the total last."""
    lines = sorted(by_stream(year), key=lambda line: line.label)
    return [*lines, StreamTotals("All streams", "", total(year.previous), total(year))]


def by_stream(year: FinancialYear) -> Iterator[StreamTotals]:
    before, now = sums(year.previous), sums(year)
    for slug, name in {*before, *now}:
        key = (slug, name)
        yield StreamTotals(name or "Stream not stated", slug or "", before.get(key, NOTHING), now.get(key, NOTHING))


def sums(year: FinancialYear) -> dict[tuple[str, str], Decimal]:
    amounts: dict[tuple[str, str], Decimal] = {}
    rows = ListedAward.objects.filter(year=year).values_list("stream__slug", "stream__name", "current_amount")
    for slug, name, amount in rows:
        amounts[slug, name] = amounts.get((slug, name), NOTHING) + amount
    return amounts


def total(year: FinancialYear) -> Decimal:
    return ListedAward.objects.filter(year=year).total()


def median_lag(year: FinancialYear) -> float | None:
    """Days from decision to first publication, of the decisions taken in a year; None where there were none."""
    taken = Listing.objects.filter(decided_on__range=(year.first_day, year.last_day))
    days = list(taken.values_list("lag_days", flat=True))
    return median(days) if days else None
