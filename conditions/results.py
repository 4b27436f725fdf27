"""The one public face of results: what awards have brought about, by the figures that the office has accepted, with the
sentence on each.

It gives no other word of a return, nothing of an award whose recipient is withheld, and nothing that was not accepted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, F, PositiveSmallIntegerField, Prefetch, Q, QuerySet, Sum, When

from conditions.models import AwardInForce, AwardResult, MonitoringReturn, ReturnFigure
from conditions.models.results import AwardResultQuerySet
from conditions.models.returns import PUBLIC_OF_FIGURE, PUBLIC_OF_RETURN
from conditions.payments import AwardPayments
from conditions.terms import OUT_OF_SIGHT
from grants.fields import PENNY
from grants.formatting import day, pounds
from grants.measures import MeasureKind, MeasureTerms, bar_of, beside_target, figure, percent_of, with_unit
from grants.models import FundingStream, Partnership, StandardMeasure
from grants.models.money import ZERO
from grants.years import FinancialYear, london_today

Key = tuple[int, date]


@dataclass(frozen=True)
class PeriodResult:
    """The accepted figure of one period; `words` say that there is none, or that it is not due. `said`: the lead's
    sentence. `replaced`: what an accepted figure was before, when and why it was changed. A figure that was reported by
    another unit or kind than the notice has now is shown and `counts` nowhere."""

    ends_on: date
    value: Decimal | None
    words: str
    counts: bool = True
    said: str = ""
    replaced: tuple[str, ...] = ()

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
    returns, paid = returns_of(awards), {each.number: each.paid for each in payments}
    found = [
        result_of(each, terms, returns, paid.get(each.award.number, ZERO), today=today or london_today())
        for each in awards
        for terms in each.measures
    ]
    if is_taken_down:
        found = [hidden(each) for each in found]
    return sorted(found, key=lambda each: (each.terms.number, each.award))


def returns_of(awards: Iterable[AwardInForce]) -> Mapping[Key, list[MonitoringReturn]]:
    """The accepted ones by award and period: the last of each stands, and those before it were replaced."""
    found: dict[Key, list[MonitoringReturn]] = defaultdict(list)
    accepted = MonitoringReturn.objects.accepted().filter(award__in=[each.award_id for each in awards])
    figures = Prefetch("figures", ReturnFigure.objects.only(*PUBLIC_OF_FIGURE))
    for each in accepted.only(*PUBLIC_OF_RETURN).prefetch_related(figures).order_by("version"):
        found[each.award_id, each.period_ends_on].append(each)
    return found


def result_of(
    award: AwardInForce,
    terms: MeasureTerms,
    returns: Mapping[Key, list[MonitoringReturn]],
    paid: Decimal,
    *,
    today: date,
) -> Result:
    is_ended = not award.amount
    year: FinancialYear = award.year  # type: ignore[assignment]  # results_of leaves those without a year out
    sent = {end: those for (pk, end), those in returns.items() if pk == award.award_id}
    told = {end for end, those in sent.items() if any(figure_in(each, terms.number) for each in those)}
    due = {end for end in year.quarter_ends if terms.is_due(end, year) and not is_ended}
    periods = tuple(period(end, sent.get(end, []), terms, today=today) for end in sorted(due | told))
    values = [each.value for each in periods if each.value is not None and each.counts]
    total = (sum(values, Decimal(0)) if terms.is_added_up else values[-1]) if values else None
    return Result(terms, award.award.number, award.title, terms.target, total, periods, paid, is_ended)


def figure_in(sent: MonitoringReturn, number: int) -> ReturnFigure | None:
    return next((each for each in sent.figures.all() if each.number == number), None)


def period(ends_on: date, sent: Sequence[MonitoringReturn], terms: MeasureTerms, *, today: date) -> PeriodResult:
    """`sent`: the accepted returns of the period, of which the last one stands."""
    replaced = tuple(
        f"{with_unit(earlier.value, terms.unit)} until {day(london_today(later.accepted_at))}: {later.reason}"
        for before, later in pairwise(sent)
        if (earlier := figure_in(before, terms.number)) and is_changed(earlier, figure_in(later, terms.number))
    )
    stands = figure_in(sent[-1], terms.number) if sent else None
    if stands is None:
        words = "missing, no figure is accepted" if ends_on < today else "not yet due"
        return PeriodResult(ends_on, None, words, replaced=replaced)
    then = stands.terms
    counts = (then.unit, then.kind, then.direction) == (terms.unit, terms.kind, terms.direction)
    words = with_unit(stands.value, terms.unit)
    if not counts:
        words = f"{figure(stands.value)}, as it was measured then; not counted"
    return PeriodResult(ends_on, stands.value, words, counts, stands.sentence, replaced)


def is_changed(earlier: ReturnFigure, later: ReturnFigure | None) -> bool:
    return later is None or later.value != earlier.value


def hidden(result: Result) -> Result:
    """Without its texts, while those are out of public sight (domain §8)."""
    masked = result.terms.masked(OUT_OF_SIGHT)
    periods = tuple(
        each if each.value is None else PeriodResult(each.ends_on, each.value, with_unit(each.value, masked.unit))
        for each in (replace(period, said="", replaced=()) for period in result.periods)
    )
    return replace(result, terms=masked, title=f"Award {result.award}", periods=periods)


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
