"""What the browse pages count, by the database: years, totals and sums of the listing. Each award once, at its current
amount."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    DecimalField,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Round

from grants.models.money import ZERO, Allocation, FundingStream
from grants.models.organisations import Partnership
from grants.years import FIRST_START, FinancialYear, london_today
from register.models import AwardTotal, ListedAward, Listing
from register.models.listing import LARGE

MOST_OF_YEAR = 20
Awards = QuerySet[Any, Any]  # listed awards themselves, or what is kept of them added up (AwardTotal)


@dataclass(frozen=True)
class YearTotals:
    """One financial year: its awards, and what was allocated (None: not recorded), in pounds."""

    year: FinancialYear
    total: Decimal
    award_count: int
    allocated: Decimal | None = None

    @property
    def left(self) -> Decimal | None:
        """What was allocated and has not been awarded; below zero where more was awarded."""
        return None if self.allocated is None else self.allocated - self.total

    @property
    def over(self) -> Decimal:
        """What was awarded beyond the allocation."""
        return max(ZERO, -(self.left or ZERO))


@dataclass(frozen=True)
class StreamTotals:
    """One stream, or all of them together, in a year and the one before, in pounds."""

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


def years() -> list[FinancialYear]:
    """The years in the register, newest first: those of awards, and of decisions that neither make nor change any. Each
    year is looked for by itself, so that no more than a row of most years is read."""
    ends = Listing.objects.aggregate(first=Min("decided_on"), last=Max("decided_on"))
    of_awards = AwardTotal.objects.aggregate(first=Min("year"), last=Max("year"))
    starts = [FinancialYear.of(day).start for day in ends.values() if day]
    starts += [year.start for year in of_awards.values() if year]
    candidates = [FinancialYear(start) for start in range(min(starts), max(starts) + 1)] if starts else []
    awarded = {year for year in AwardTotal.objects.values_list("year", flat=True) if year}
    without = Listing.objects.without_awards()
    decided = having_any(
        {
            year: without.filter(decided_on__range=(year.first_day, year.last_day))
            for year in candidates
            if year not in awarded
        }
    )
    return sorted(awarded | decided, reverse=True)


def having_any(rows: Mapping[FinancialYear, QuerySet[Any]]) -> set[FinancialYear]:
    """The years that have any of their rows, asked all at once."""
    asked = [each.order_by().values_list(Value(year.start))[:1] for year, each in rows.items()]
    return {FinancialYear(start) for (start,) in asked[0].union(*asked[1:], all=True)} if asked else set()


def other_years() -> list[FinancialYear]:
    """The years of money that is no grant, newest first."""
    found = Listing.objects.other_money().order_by("-other_year").values_list("other_year", flat=True).distinct()
    return [year for year in found if year]


def newest_year() -> FinancialYear:
    """The current financial year, or the latest one before it that is in the register."""
    current = FinancialYear.of(london_today())
    return next((year for year in years() if year <= current), current)


def by_year(awards: Awards, allocations: QuerySet[Allocation] | None = None) -> list[YearTotals]:
    """Each year that has awards or allocations, newest first."""
    rows = awards.exclude(year=None).order_by().values_list("year")
    rows = rows.annotate(Sum("current_amount"), count=awards.model.NUMBER)
    made = {year: (total, count) for year, total, count in rows}
    put_in = {} if allocations is None else dict(allocations.order_by().values_list("year").annotate(Sum("amount")))
    return [
        YearTotals(year, *made.get(year, (ZERO, 0)), put_in.get(year))
        for year in sorted({*made, *put_in}, reverse=True)
    ]


def newest_of_years(awards: QuerySet[ListedAward], totals: Awards) -> list[ListedAward]:
    """The newest few awards of each year, newest year first; each with the `year_total` and the `year_count` of all the
    awards of its year, those that have ended among them, from the `totals` of the same awards. Each year is looked
    for by itself, so that an index leads to its newest awards."""
    of_years = totals.exclude(year=None).order_by().values_list("year")
    of_years = of_years.annotate(Sum("current_amount"), rows=totals.model.ROWS)
    sums = {year: (total, count) for year, total, count in of_years}
    order = ("-decided_on", "-listing_id", "number")
    newest = [awards.filter(year=year).order_by(*order).values("pk")[:MOST_OF_YEAR] for year in sums]
    if not newest:
        return []
    numbers = [row["pk"] for row in newest[0].union(*newest[1:], all=True)]
    rows = ListedAward.objects.filter(pk__in=numbers).select_related("listing", "stream", "recipient")
    found = list(rows.defer(*(f"listing__{name}" for name in LARGE)).order_by("-year", *order))
    for each in found:
        each.year_total, each.year_count = sums[each.year]  # type: ignore[attr-defined]
    return found


def year_on_year(year: FinancialYear) -> list[StreamTotals]:
    """Every stream that had awards in a year or the one before, and the total last; empty for the first year of all."""
    if year.start == FIRST_START:
        return []
    rows = AwardTotal.objects.filter(year__in=(year.previous, year))
    sums = {
        name: Sum("current_amount", filter=Q(year=each), default=ZERO)
        for name, each in (("before", year.previous), ("now", year))
    }
    by_stream = rows.order_by("stream__name").values_list("stream__name", "stream__slug").annotate(**sums)
    streams = [StreamTotals(name or "Stream not stated", slug or "", *money) for name, slug, *money in by_stream]
    return [*streams, StreamTotals("All streams", "", **rows.aggregate(**sums))]


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def median_lag(decisions: QuerySet[Listing]) -> float | None:
    """Days from decision to first publication; None where there are no decisions."""
    found: float | None = decisions.order_by().aggregate(median=Median("lag_days"))["median"]
    return found


def districts(year: FinancialYear) -> QuerySet[Partnership]:
    """Every partnership with the sums of its awards: `this_year`, `all_years`, as they stand; and `this_year_per_head`
    of its district, rounded to the penny, where its population is known."""
    share = ExpressionWrapper(F("this_year") / F("population"), DecimalField())
    return Partnership.objects.annotate(
        this_year=Sum("award_totals__current_amount", filter=Q(award_totals__year=year), default=ZERO),
        all_years=Sum("award_totals__current_amount", default=ZERO),
        this_year_per_head=Round(share, 2),
    ).order_by("district")


def streams() -> QuerySet[FundingStream]:
    """Every stream with what its published awards come to: `committed`, and how many there are. In use ones first, the
    largest of these first."""
    return FundingStream.objects.annotate(
        committed=Sum("award_totals__current_amount", default=ZERO),
        award_count=Sum("award_totals__in_force", default=0),
    ).order_by("-is_current", "-committed", "name")
