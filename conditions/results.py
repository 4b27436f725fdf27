"""The one public face of results: what awards have brought about, by the figures that the office has accepted.

It gives no word of a report, nothing of an award whose recipient is withheld, and nothing that was not accepted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Case, Count, F, PositiveSmallIntegerField, Q, QuerySet, Sum, When

from conditions.models import AwardInForce, AwardResult, ReportFigure
from conditions.models.results import AwardResultQuerySet
from conditions.payments import AwardPayments
from conditions.terms import OUT_OF_SIGHT
from grants.fields import PENNY
from grants.formatting import day, pounds
from grants.measures import MeasureKind, MeasureTerms, bar_of, beside_target, figure, percent_of, with_unit
from grants.models import FundingStream, Partnership, StandardMeasure
from grants.models.money import ZERO
from grants.years import FinancialYear, london_today

Key = tuple[int, int, date]


@dataclass(frozen=True)
class PeriodResult:
    """The accepted figure of one period; `words` say that there is none, or that it is not due. A figure that was
    reported by another unit or kind than the notice has now is shown and `counts` nowhere."""

    ends_on: date
    value: Decimal | None
    words: str
    counts: bool = True

    @property
    def sentence(self) -> str:
        return f"To {day(self.ends_on)}: {self.words}"


@dataclass(frozen=True)
class Result:
    """Where one measure of one award stands, by the number of the award. `total`: of what is done, the sum over the
    periods; of what changes, the newest figure. `paid`: in pounds, where that is public."""

    terms: MeasureTerms
    award: int
    title: str
    target: Decimal | None
    total: Decimal | None
    periods: tuple[PeriodResult, ...] = ()
    paid: Decimal = ZERO
    is_ended: bool = False

    @property
    def words(self) -> str:
        """34 of 40 young people, 85.0% of target."""
        return beside_target(self.total, self.target, self.terms.unit, self.terms.direction)

    @property
    def baseline_words(self) -> str:
        return with_unit(self.terms.baseline, self.terms.unit) or "Not stated"

    @property
    def percent(self) -> str:
        return percent_of(self.total, self.target, self.terms.direction) if self.total is not None else ""

    @property
    def bar(self) -> Decimal | None:
        return bar_of(self.percent)

    @property
    def cost(self) -> str:
        """Money paid divided by the total, of what is done and counted; empty where nothing was paid or done."""
        is_counted = self.terms.kind == MeasureKind.OUTPUT and not self.terms.is_share
        if not (is_counted and self.total and self.paid > 0):
            return ""
        each = (self.paid / self.total).quantize(PENNY, ROUND_HALF_UP)
        return f"{pounds(self.paid)} paid ÷ {figure(self.total)} = {pounds(each)}"


def results_of(
    reference: str, payments: Iterable[AwardPayments] = (), *, is_taken_down: bool = False, today: date | None = None
) -> list[Result]:
    """Of each measure of each award in force of a published decision, by measure and award."""
    awards = list(
        AwardInForce.objects.filter(reference=reference, is_withheld=False, year__isnull=False)
        .exclude(measures_data=[])
        .select_related("award")
    )
    figures, paid = figures_of(awards), {each.number: each.paid for each in payments}
    found = [
        result_of(each, terms, figures, paid.get(each.award.number, ZERO), today=today or london_today())
        for each in awards
        for terms in each.measures
    ]
    if is_taken_down:
        found = [hidden(each) for each in found]
    return sorted(found, key=lambda each: (each.terms.number, each.award))


def figures_of(awards: Sequence[AwardInForce]) -> Mapping[Key, ReportFigure]:
    """The accepted ones, by award, measure and period; where a period was reported twice, the one accepted last."""
    accepted = ReportFigure.objects.filter(award__in=[each.award_id for each in awards])
    accepted = accepted.exclude(report__accepted_at=None).order_by("report__accepted_at", "report_id")
    return {(each.award_id, each.number, each.period_ends_on): each for each in accepted}


def result_of(
    award: AwardInForce, terms: MeasureTerms, figures: Mapping[Key, ReportFigure], paid: Decimal, *, today: date
) -> Result:
    is_ended = not award.amount
    year: FinancialYear = award.year  # type: ignore[assignment]  # results_of leaves those without a year out
    known = {end: each for (pk, number, end), each in figures.items() if (pk, number) == (award.award_id, terms.number)}
    due = {end for end in year.quarter_ends if terms.is_due(end, year) and not is_ended}
    periods = tuple(period(end, known.get(end), terms, today=today) for end in sorted(due | known.keys()))
    values = [each.value for each in periods if each.value is not None and each.counts]
    total = (sum(values, Decimal(0)) if terms.is_added_up else values[-1]) if values else None
    return Result(terms, award.award.number, award.title, terms.target, total, periods, paid, is_ended)


def period(ends_on: date, reported: ReportFigure | None, terms: MeasureTerms, *, today: date) -> PeriodResult:
    if reported is None:
        return PeriodResult(ends_on, None, "missing, no figure is accepted" if ends_on < today else "not yet due")
    then = reported.terms
    counts = (then.unit, then.kind, then.direction) == (terms.unit, terms.kind, terms.direction)
    if not counts:
        words = f"{figure(reported.value)}, as it was measured then; not counted"
        return PeriodResult(ends_on, reported.value, words, counts)
    return PeriodResult(ends_on, reported.value, with_unit(reported.value, terms.unit))


def hidden(result: Result) -> Result:
    """Without its texts, while those are out of public sight (domain §8)."""
    masked = result.terms.masked(OUT_OF_SIGHT)
    periods = tuple(
        each if each.value is None else PeriodResult(each.ends_on, each.value, with_unit(each.value, masked.unit))
        for each in result.periods
    )
    return Result(
        masked, result.award, f"Award {result.award}", result.target, result.total, periods, result.paid,
        result.is_ended,
    )  # fmt: skip


@dataclass(frozen=True)
class ResultSum:
    """One measure of the library over several awards, in one unit: how many awards, how many of them have an accepted
    figure, and of how many a figure is missing today. `target` is known only where every one of them has one. Of what
    changes, figures of different years are not added: `year` says of which they are."""

    name: str
    standard: str
    kind: str
    unit: str
    direction: str
    year: FinancialYear | None
    awards: int
    reported: int
    missing: int
    target: Decimal | None
    total: Decimal | None

    @property
    def words(self) -> str:
        return beside_target(self.total, self.target, self.unit, self.direction)

    @property
    def percent(self) -> str:
        return percent_of(self.total, self.target, self.direction) if self.total is not None else ""

    @property
    def bar(self) -> Decimal | None:
        return bar_of(self.percent)


def results_together(results: AwardResultQuerySet, *, today: date | None = None) -> list[ResultSum]:
    """What some awards have brought about together, by the measures of the library, in one query: of
    `public_results(partnership=…, stream=…, year=…, references=…)`. An objective passes the references of the decisions
    that serve it. Shares are never added, nor measures of a decision's own, nor awards that have ended."""
    is_outcome = When(kind=MeasureKind.OUTCOME, then=F("in_force__year"))
    alike = results.alike().annotate(of_year=Case(is_outcome, output_field=PositiveSmallIntegerField())).order_by()
    grouped = alike.values("standard", "kind", "unit", "direction", "of_year").annotate(
        awards=Count("pk"),
        reported=Count("total"),
        missing=Count("pk", filter=Q(first_missing_on__lt=today or london_today())),
        targets=Count("target"),
        target_sum=Sum("target"),
        total_sum=Sum("total"),
    )
    names = dict(StandardMeasure.objects.values_list("slug", "name"))
    return [together(row, names) for row in grouped.order_by("standard", "unit", "kind", "direction", "of_year")]


def together(row: Mapping[str, Any], names: Mapping[str, str]) -> ResultSum:
    return ResultSum(
        name=names.get(row["standard"], row["standard"]),
        year=None if row["of_year"] is None else FinancialYear(row["of_year"]),
        target=row["target_sum"] if row["targets"] == row["awards"] else None,
        total=row["total_sum"],
        **{name: row[name] for name in ("standard", "kind", "unit", "direction", "awards", "reported", "missing")},
    )


def public_results(
    *,
    partnership: Partnership | None = None,
    stream: FundingStream | None = None,
    year: FinancialYear | None = None,
    references: QuerySet[Any, Any] | Collection[str] | None = None,
) -> AwardResultQuerySet:
    """Of the awards of a partnership, stream and year, and of decisions by their references: all that are given."""
    wanted = {"partnership": partnership, "stream": stream, "year": year}
    found = AwardResult.objects.public().filter(**{f"in_force__{name}": of for name, of in wanted.items() if of})
    return found if references is None else found.filter(in_force__reference__in=references)
