"""Results as lists show them, award by award: a public face, like conditions/results.py."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from conditions.models import AwardInForce, AwardResult, ReturnFigure
from conditions.terms import OUT_OF_SIGHT
from grants.measures import MeasureTerms, ResultState, bar_of, beside_target, percent_of
from grants.years import london_today


@dataclass(frozen=True)
class ResultRow:
    """Where one award stands by one measure, as a list shows it. `said`: the sentence on the newest accepted figure.
    `state`: in words, once the year is over."""

    result: AwardResult
    terms: MeasureTerms
    title: str
    said: str
    state: str

    @property
    def award(self) -> AwardInForce:
        return self.result.in_force

    @property
    def key(self) -> str:
        return f"{self.award.reference}-{self.award.award.number}-{self.result.number}"

    @property
    def award_key(self) -> str:
        return f"{self.award.reference}-{self.award.award.number}"

    @property
    def words(self) -> str:
        return beside_target(self.result.total, self.result.target, self.terms.unit, self.terms.direction)

    @property
    def percent(self) -> str:
        known = self.result.total
        return percent_of(known, self.result.target, self.terms.direction) if known is not None else ""

    @property
    def bar(self) -> Decimal | None:
        return bar_of(self.percent)


def result_rows(
    results: Iterable[AwardResult], taken_down: Collection[str], *, today: date | None = None
) -> Iterator[ResultRow]:
    """Of each of some results, without the texts of decisions (their references) that are out of public sight."""
    found = {each.pk: each for each in results}
    wanted: QuerySet[Any, Any] = AwardResult.objects.filter(pk__in=found).with_state(today or london_today())
    states = dict(wanted.order_by().values_list("pk", "state"))
    said = sentences_on(found.values())
    for pk, each in found.items():
        is_down, state = each.in_force.reference in taken_down, states.get(pk, "")
        yield ResultRow(
            result=each,
            terms=each.terms.masked(OUT_OF_SIGHT) if is_down else each.terms,
            title=f"Award {each.in_force.award.number}" if is_down else each.in_force.title,
            said="" if is_down else said.get((each.in_force.award_id, each.number), ""),
            state=str(ResultState(state).label) if state else "",
        )


def sentences_on(results: Iterable[AwardResult]) -> dict[tuple[int, int], str]:
    """The sentence on the newest accepted figure, by award and number of the measure."""
    awards = {each.in_force.award_id for each in results}
    path = "monitoring_return__"
    accepted = ReturnFigure.objects.filter(**{f"{path}award__in": awards}).exclude(**{f"{path}accepted_at": None})
    newest = accepted.order_by(f"{path}award", "number", f"-{path}period_ends_on", f"-{path}version")
    rows = newest.distinct(f"{path}award", "number").values_list(f"{path}award", "number", "sentence")
    return {(award, number): sentence for award, number, sentence in rows}
