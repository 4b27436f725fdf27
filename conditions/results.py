"""The one public face of results: what awards have brought about, by the figures that the office has accepted.

It gives no word of a report, nothing of an award whose recipient is withheld, and nothing that was not accepted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from conditions.models import AwardInForce, ReportFigure
from conditions.payments import AwardPayments
from conditions.terms import OUT_OF_SIGHT
from grants.fields import PENNY
from grants.formatting import day, pounds
from grants.measures import MeasureKind, MeasureTerms, figure, percent_of, with_unit
from grants.models.money import ZERO
from grants.years import FinancialYear, london_today

WHOLE = Decimal(100)
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
    """Where one measure of one award stands, or of several `awards` together. `total`: of what is done, the sum over
    the periods; of what changes, the newest figure. `paid`: in pounds, where that is public."""

    terms: MeasureTerms
    awards: tuple[int, ...]
    title: str
    target: Decimal | None
    total: Decimal | None
    periods: tuple[PeriodResult, ...] = ()
    paid: Decimal = ZERO
    is_ended: bool = False
    reported: int = 0

    @property
    def words(self) -> str:
        """34 of 40 young people, 85.0% of target."""
        if self.total is None:
            return "No accepted figure yet"
        if self.percent:
            of_target = f"{figure(self.total)} of {with_unit(self.target, self.terms.unit)}"
            if self.terms.is_share:
                of_target = (
                    f"{with_unit(self.total, self.terms.unit)}, target {with_unit(self.target, self.terms.unit)}"
                )
            return f"{of_target}, {self.percent} of target"
        if self.target is None:
            return with_unit(self.total, self.terms.unit)
        return f"{with_unit(self.total, self.terms.unit)}, target: at most {figure(self.target)}"

    @property
    def baseline_words(self) -> str:
        return with_unit(self.terms.baseline, self.terms.unit) or "Not stated"

    @property
    def percent(self) -> str:
        return percent_of(self.total, self.target, self.terms.direction) if self.total is not None else ""

    @property
    def bar(self) -> Decimal | None:
        """How long its bar is, in per cent of one that reaches the target."""
        return min(Decimal(self.percent.rstrip("%")), WHOLE) if self.percent else None

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
    return sorted(found, key=lambda each: (each.terms.number, each.awards))


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
    return Result(
        terms, (award.award.number,), award.title, terms.target, total, periods, paid, is_ended, reported=bool(values)
    )


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
        masked, result.awards, f"Award {result.awards[0]}", result.target, result.total, periods, result.paid,
        result.is_ended, result.reported,
    )  # fmt: skip


def added_up(results: Iterable[Result]) -> list[Result]:
    """Each measure of the library that several awards have, in one unit, added up. Ended awards count nowhere; shares
    are never added, nor measures of a decision's own."""
    alike: dict[tuple[str, str, str, str], list[Result]] = defaultdict(list)
    for each in results:
        terms = each.terms
        if terms.standard and not terms.is_share and not each.is_ended:
            alike[terms.standard, terms.unit, terms.kind, terms.direction].append(each)
    return [together(several) for several in alike.values() if len(several) > 1]


def together(several: Sequence[Result]) -> Result:
    """The target is known only where every one of them has one."""
    first = several[0]
    targets = [each.target for each in several if each.target is not None]
    totals = [each.total for each in several if each.total is not None]
    awards = tuple(sorted({number for each in several for number in each.awards}))
    return Result(
        first.terms,
        awards,
        f"{len(awards)} awards together",
        sum(targets, Decimal(0)) if len(targets) == len(several) else None,
        sum(totals, Decimal(0)) if totals else None,
        reported=sum(each.reported for each in several),
    )
