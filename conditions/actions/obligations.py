"""Obligations are made when a notice is published, and updated by later notices."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from conditions.models import Assessment, Obligation, Per
from conditions.schedule import DueDate, due_dates
from conditions.terms import ConditionTerms
from grants.models import Award, Decision, Partnership
from grants.years import FinancialYear


@dataclass(frozen=True)
class AwardInForce:
    """An award in force as the register lists it, at its current amount in pounds; £0 where it has been ended."""

    award: Award
    number: int
    partnership: Partnership | None
    year: FinancialYear
    amount: Decimal
    # Its recipient is withheld, and so is the partnership: the lead sees what is asked, the public not of whom.
    is_withheld: bool = False


@dataclass(frozen=True)
class PlannedObligation:
    """An obligation that the published terms require: for one award, or for a partnership and year.
    `occurrence` counts within that; `is_ended` where there is no money left to ask anything for."""

    awards: tuple[Award, ...]
    grant: AwardInForce | None
    partnership: Partnership | None
    year: FinancialYear
    occurrence: int
    occasion: DueDate
    is_ended: bool
    is_withheld: bool = False

    @property
    def known_by(self) -> tuple[int | None, int | None, FinancialYear | None, int]:
        if self.grant:
            return self.grant.award.pk, None, None, self.occurrence
        return None, self.partnership.pk if self.partnership else None, self.year, self.occurrence


@transaction.atomic
def raise_obligations(
    decision: Decision,
    asked: Iterable[ConditionTerms],
    grants: Iterable[AwardInForce],
    *,
    decided_on: date,
    at: datetime | None = None,
) -> None:
    """Make the obligations of a decision match what is published now.

    What is no longer asked lapses, and keeps its contributions and assessments; what is asked again comes back. Of an
    award that was ended nothing is asked any more, but what was assessed under it goes on standing.
    """
    grants = list(grants)
    existing = Obligation.objects.filter(condition__decision=decision)
    known = {identity(obligation): obligation for obligation in existing}
    about = Assessment.objects.filter(obligation__in=list(known.values()))
    assessed = set(about.values_list("obligation_id", flat=True))
    new: list[Obligation] = []
    kept: list[Obligation] = []
    bound: list[tuple[Obligation, tuple[Award, ...]]] = []
    for terms in asked:
        for due in planned_obligations(terms, grants, decided_on):
            obligation = known.get((terms.condition_id, *due.known_by))
            if due.is_ended and (obligation is None or obligation.pk not in assessed):
                continue
            if obligation is None:
                obligation = Obligation(condition_id=terms.condition_id, **published_values(terms, due))
                new.append(obligation)
            else:
                update(obligation, published_values(terms, due))
                kept.append(obligation)
            bound.append((obligation, due.awards))
    Obligation.objects.bulk_create(new)
    save_bound_awards({obligation.pk: awards for obligation, awards in bound})
    gone = known.keys() - {identity(obligation) for obligation in kept}
    existing.filter(lapsed_at=None, pk__in=[known[each].pk for each in gone]).update(lapsed_at=at or timezone.now())


def redact_terms(decision: Decision, told: Iterable[ConditionTerms]) -> None:
    """In lapsed obligations, blank the wording that is in no readable version any more (redaction)."""
    said = {(terms.condition_id, terms.title, terms.wording) for terms in told}
    for obligation in Obligation.objects.filter(condition__decision=decision, lapsed_at__isnull=False):
        terms = obligation.terms
        if (terms.condition_id, terms.title, terms.wording) not in said:
            plain = terms.model_copy(update={"title": f"Condition {terms.number}", "wording": ""})
            obligation.terms_data = plain.model_dump(mode="json")
            obligation.save()


def identity(obligation: Obligation) -> tuple[int, int | None, int | None, FinancialYear | None, int]:
    if obligation.award_id:
        return obligation.condition_id, obligation.award_id, None, None, obligation.occurrence
    return obligation.condition_id, None, obligation.partnership_id, obligation.year, obligation.occurrence


def published_values(terms: ConditionTerms, due: PlannedObligation) -> dict[str, Any]:
    """What an obligation carries of the published terms, in its own fields."""
    return {
        "award_id": due.grant.award.pk if due.grant else None,
        "award_amount": due.grant.amount if due.grant else None,
        "partnership_id": due.partnership.pk if due.partnership else None,
        "year": due.year,
        "occurrence": due.occurrence,
        "label": due.occasion.label,
        "due_on": due.occasion.due_on,
        "terms_data": terms.model_dump(mode="json"),
        "is_withheld": due.is_withheld,
        "lapsed_at": None,
    }


def update(obligation: Obligation, values: Mapping[str, Any]) -> None:
    if any(getattr(obligation, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(obligation, name, value)
        obligation.save()


def save_bound_awards(kept: Mapping[int, Iterable[Award]]) -> None:
    """Which awards each obligation is about, by its id."""
    pairs = Obligation.bound_awards.through
    pairs.objects.filter(obligation__in=kept).delete()
    pairs.objects.bulk_create(pairs(obligation_id=pk, award=award) for pk, awards in kept.items() for award in awards)


def planned_obligations(
    terms: ConditionTerms, grants: list[AwardInForce], decided_on: date
) -> Iterator[PlannedObligation]:
    bound = [grant for grant in grants if grant.number in terms.awards]
    if terms.per == Per.AWARD:
        for grant in bound:
            for occurrence, occasion in numbered_due_dates(terms, grant.year, decided_on):
                is_ended = grant.amount == 0
                yield PlannedObligation(
                    (grant.award,),
                    grant,
                    grant.partnership,
                    grant.year,
                    occurrence,
                    occasion,
                    is_ended,
                    grant.is_withheld,
                )
        return
    for partnership, year in dict.fromkeys((grant.partnership, grant.year) for grant in bound if grant.partnership):
        its = [grant for grant in bound if (grant.partnership, grant.year) == (partnership, year)]
        is_ended = all(grant.amount == 0 for grant in its)
        is_withheld = all(grant.is_withheld for grant in its)
        awards = tuple(grant.award for grant in its)
        for occurrence, occasion in numbered_due_dates(terms, year, decided_on):
            yield PlannedObligation(awards, None, partnership, year, occurrence, occasion, is_ended, is_withheld)


def numbered_due_dates(terms: ConditionTerms, year: FinancialYear, decided_on: date) -> Iterable[tuple[int, DueDate]]:
    found = due_dates(
        terms.schedule,
        year=year,
        day=terms.due_on,
        month_day=(terms.due_month, terms.due_day) if terms.due_month and terms.due_day else None,
        decided_on=decided_on,
        days=terms.due_days,
    )
    return enumerate(found, start=1)
