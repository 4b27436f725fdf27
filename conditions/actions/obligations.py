"""Obligations are born from a published notice and follow what is published after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from conditions.models import Condition, Obligation, Per
from conditions.schedule import due_dates
from conditions.terms import ConditionTerms
from grants.models import Award, Decision, Partnership
from grants.years import FinancialYear


@dataclass(frozen=True)
class Due:
    """One obligation as the published terms ask for it. For an award it is known by the award, otherwise by partnership
    and year; `occurrence` counts within that."""

    award: Award | None
    partnership: Partnership | None
    year: FinancialYear
    occurrence: int
    due_on: date
    amount: Decimal | None


@transaction.atomic
def raise_obligations(
    decision: Decision,
    asked: Iterable[ConditionTerms],
    amounts: Mapping[Award, Decimal],
    *,
    at: datetime | None = None,
) -> None:
    """Make the obligations of a decision what its newest notice asks for.

    `amounts`: the awards in force at their current amounts, in pounds. What is no longer asked lapses and keeps its
    contributions and assessments; what is asked again comes back.
    """
    conditions = {condition.pk: condition for condition in decision.conditions.all()}
    kept: list[int] = []
    for terms in asked:
        condition = conditions[terms.condition_id]
        kept += [keep(condition, terms, due).pk for due in dues(condition, terms, amounts)]
    no_longer_asked = Obligation.objects.filter(condition__decision=decision, lapsed_at=None).exclude(pk__in=kept)
    no_longer_asked.update(lapsed_at=at or timezone.now())


@transaction.atomic
def follow_amounts(amounts: Mapping[Award, Decimal]) -> None:
    """A variation has been published: what is required follows the new amounts (domain §7)."""
    for award, amount in amounts.items():
        Obligation.objects.filter(award=award).update(award_amount=amount)


def keep(condition: Condition, terms: ConditionTerms, due: Due) -> Obligation:
    known_by = {"award": due.award} if due.award else {"award": None, "partnership": due.partnership, "year": due.year}
    obligation, _ = Obligation.objects.update_or_create(
        condition=condition,
        occurrence=due.occurrence,
        **known_by,
        defaults={
            "partnership": due.partnership,
            "year": due.year,
            "due_on": due.due_on,
            "terms_data": terms.model_dump(mode="json"),
            "award_amount": due.amount,
            "lapsed_at": None,
        },
    )
    return obligation


def dues(condition: Condition, terms: ConditionTerms, amounts: Mapping[Award, Decimal]) -> Iterator[Due]:
    bound = {award: amount for award, amount in amounts.items() if award.number in terms.awards}
    if terms.per == Per.AWARD:
        for award, amount in bound.items():
            for occurrence, day in enumerate(days(condition, year_of(award)), start=1):
                yield Due(award, award.partnership, year_of(award), occurrence, day, amount)
        return
    for partnership, year in dict.fromkeys((award.partnership, year_of(award)) for award in bound if award.partnership):
        for occurrence, day in enumerate(days(condition, year), start=1):
            yield Due(None, partnership, year, occurrence, day, None)


def year_of(award: Award) -> FinancialYear:
    """Money in force belongs to a year: the gate (P10) has seen to it."""
    if award.year is None:
        raise ValueError(f"{award} has no financial year.")
    return award.year


def days(condition: Condition, year: FinancialYear) -> list[date]:
    return due_dates(
        condition.schedule,
        year=year,
        day=condition.due_on,
        month_day=(condition.due_month, condition.due_day) if condition.due_month and condition.due_day else None,
        decided_on=condition.decision.decided_on,
        days=condition.due_days,
    )
