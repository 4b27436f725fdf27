"""Obligations are made when a notice is published, and updated by later notices."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from conditions.models import Assessment, AwardInForce, Obligation, Per
from conditions.schedule import DueDate, due_dates_of
from conditions.terms import ConditionTerms
from grants.models import Decision
from grants.years import FinancialYear

Identity = tuple[int | None, int | None, FinancialYear | None, int]


@dataclass(frozen=True)
class PlannedObligation:
    """An obligation that the published terms require: for one award, or for all awards of a partnership and year.
    `occurrence` counts within that."""

    awards: tuple[AwardInForce, ...]
    is_for_award: bool
    occurrence: int
    due: DueDate

    @property
    def identity(self) -> Identity:
        first = self.awards[0]
        if self.is_for_award:
            return first.award_id, None, None, self.occurrence
        return None, first.partnership_id, first.year, self.occurrence

    @property
    def is_ended(self) -> bool:
        """No money is left that anything could be required for."""
        return not any(each.amount for each in self.awards)

    def values(self, terms: ConditionTerms) -> dict[str, Any]:
        """What the obligation carries of the notice, in its own fields."""
        first = self.awards[0]
        return {
            "award_id": first.award_id if self.is_for_award else None,
            "award_title": first.title if self.is_for_award else "",
            "award_amount": first.amount if self.is_for_award else None,
            "partnership_id": first.partnership_id,
            "year": first.year,
            "occurrence_number": self.occurrence,
            "occurrence_label": self.due.label,
            "due_on": self.due.due_on,
            "terms_data": terms.model_dump(mode="json"),
            "is_withheld": all(each.is_withheld for each in self.awards),
            "lapsed_at": None,
        }


@transaction.atomic
def raise_obligations(
    decision: Decision,
    conditions: Iterable[ConditionTerms],
    awards: Iterable[AwardInForce],
    *,
    title: str,
    decided_on: date,
    withheld_wordings: Mapping[int, str] | None = None,
    at: datetime | None = None,
) -> None:
    """Make the awards in force of a decision, and its obligations, match what is published now.

    `withheld_wordings`: by number of the condition; None leaves them as they are. An obligation that is no longer
    required lapses, and keeps its contributions and assessments; one that is required again is in force again. Of an
    award that was ended only what was assessed stays in force.
    """
    awards = list(awards)
    AwardInForce.objects.filter(award__decision=decision).delete()
    AwardInForce.objects.bulk_create(awards)
    condition_ids = {condition.number: condition.pk for condition in decision.conditions.all()}
    existing = Obligation.objects.filter(condition__decision=decision)
    earlier = {(each.condition_id, *identity(each)): each for each in existing}
    about = Assessment.objects.filter(obligation__in=list(earlier.values()))
    assessed = set(about.values_list("obligation_id", flat=True))
    required: list[tuple[Obligation, PlannedObligation]] = []
    for terms in conditions:
        published = {"reference": decision.reference, "decision_title": title}
        if withheld_wordings is not None:
            published["withheld_wording"] = withheld_wordings.get(terms.number, "")
        for planned in planned_obligations(terms, awards, decided_on):
            obligation = earlier.get((condition_ids[terms.number], *planned.identity))
            if planned.is_ended and (obligation is None or obligation.pk not in assessed):
                continue
            obligation = obligation or Obligation(condition_id=condition_ids[terms.number])
            update(obligation, published | planned.values(terms))
            required.append((obligation, planned))
    Obligation.objects.bulk_create(obligation for obligation, _ in required if obligation.pk is None)
    save_bound_awards(required)
    gone = existing.filter(lapsed_at=None).exclude(pk__in=[obligation.pk for obligation, _ in required])
    gone.update(lapsed_at=at or timezone.now())


def redact_terms(decision: Decision, readable: Iterable[ConditionTerms]) -> None:
    """In lapsed obligations, blank the titles, and the wording that is in no readable version any more (redaction)."""
    known = {(terms.number, terms.title, terms.wording) for terms in readable}
    for obligation in Obligation.objects.filter(condition__decision=decision, lapsed_at__isnull=False):
        terms = obligation.terms
        obligation.decision_title = obligation.award_title = obligation.withheld_wording = ""
        if (terms.number, terms.title, terms.wording) not in known:
            plain = terms.model_copy(update={"title": f"Condition {terms.number}", "wording": ""})
            obligation.terms_data = plain.model_dump(mode="json")
        obligation.save()


def identity(obligation: Obligation) -> Identity:
    if obligation.award_id:
        return obligation.award_id, None, None, obligation.occurrence_number
    return None, obligation.partnership_id, obligation.year, obligation.occurrence_number


def update(obligation: Obligation, values: Mapping[str, Any]) -> None:
    """Set the values; save an obligation that exists, if any of them is new."""
    changed = {name: value for name, value in values.items() if getattr(obligation, name) != value}
    for name, value in changed.items():
        setattr(obligation, name, value)
    if obligation.pk and changed:
        obligation.save()


def save_bound_awards(required: Iterable[tuple[Obligation, PlannedObligation]]) -> None:
    """Which awards each obligation is about."""
    pairs = Obligation.bound_awards.through
    about = {obligation.pk: planned.awards for obligation, planned in required}
    pairs.objects.filter(obligation__in=about).delete()
    pairs.objects.bulk_create(
        pairs(obligation_id=pk, award_id=each.award_id) for pk, awards in about.items() for each in awards
    )


def planned_obligations(
    terms: ConditionTerms, awards: Iterable[AwardInForce], decided_on: date
) -> Iterator[PlannedObligation]:
    bound = [each for each in awards if each.award.number in terms.awards and each.year]
    for several in grouped(bound, per_award=terms.per == Per.AWARD):
        year = cast(FinancialYear, several[0].year)
        for occurrence, due in enumerate(due_dates_of(terms, year, decided_on), start=1):
            yield PlannedObligation(several, terms.per == Per.AWARD, occurrence, due)


def grouped(awards: Iterable[AwardInForce], *, per_award: bool) -> Iterator[tuple[AwardInForce, ...]]:
    """Each award by itself, or those of each partnership and year together."""
    if per_award:
        yield from ((each,) for each in awards)
        return
    shared = sorted((each for each in awards if each.partnership_id), key=partnership_and_year)
    yield from (tuple(several) for _, several in groupby(shared, key=partnership_and_year))


def partnership_and_year(award: AwardInForce) -> tuple[Any, Any]:
    return award.partnership_id, award.year
