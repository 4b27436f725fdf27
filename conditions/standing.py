"""The one public face of the conditions: what was asked, what is evidenced, and what the office found.

Contributions that are not accepted, evidence, comments and people never pass this face.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from conditions.ledger import ledger
from conditions.match import Match
from conditions.models import Assessment, Obligation, ObligationQuerySet
from conditions.schedule import due_state
from conditions.terms import ConditionTerms
from grants.years import FinancialYear, london_today


class State(models.TextChoices):
    """Where an obligation stands (domain §6). Nothing is called overdue before the day after its due date."""

    NOT_YET_DUE = "not_yet_due", "Not yet due"
    DUE_SOON = "due_soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    WITH_OFFICE = "with_office", "Evidence with the office"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    WAIVED = "waived", "Waived"


@dataclass(frozen=True)
class Finding:
    """An assessment as the public reads it."""

    label: str
    reasons: str
    made_on: date
    required: Decimal | None
    evidenced: Decimal | None


@dataclass(frozen=True)
class Standing:
    """One obligation on one day. `match` is None where no match is asked; `finding` is the newest assessment."""

    obligation_id: int
    reference: str
    terms: ConditionTerms
    award_number: int | None
    partnership_name: str
    partnership_slug: str
    year: FinancialYear
    due_on: date
    state: State
    match: Match | None
    in_kind_apart: Decimal | None
    finding: Finding | None
    was_met_before: bool

    @property
    def label(self) -> str:
        return str(self.state.label)


def of_decision(reference: str, *, today: date | None = None) -> list[Standing]:
    """The standing of every condition of a published decision, in the order of its conditions and due dates."""
    asked = Obligation.objects.filter(condition__decision__reference=reference)
    return standings(asked.order_by("condition__number", "award__number", "due_on", "pk"), today=today)


def of_partnership(slug: str, *, today: date | None = None) -> list[Standing]:
    return standings(Obligation.objects.filter(partnership__slug=slug), today=today)


def of_all(*, today: date | None = None) -> list[Standing]:
    return standings(Obligation.objects.all(), today=today)


def standings(obligations: ObligationQuerySet, *, today: date | None = None) -> list[Standing]:
    day = today or london_today()
    return [standing(obligation, today=day) for obligation in obligations.standing().with_ledger()]


def standing(obligation: Obligation, *, today: date) -> Standing:
    """Where one obligation stands on a day; asked once for its ledger and its newest assessment."""
    accounts = ledger(obligation)
    match = accounts.match if accounts else None
    newest = next(iter(obligation.assessments.all()), None)
    reopened = bool(newest and newest.finding == Assessment.Finding.MET and match and not match.is_met)
    return Standing(
        obligation_id=obligation.pk,
        reference=obligation.condition.decision.reference,
        terms=obligation.terms,
        award_number=obligation.award.number if obligation.award else None,
        partnership_name=obligation.partnership.name if obligation.partnership else "",
        partnership_slug=obligation.partnership.slug if obligation.partnership else "",
        year=obligation.year,
        due_on=obligation.due_on,
        state=State(newest.finding) if newest and not reopened else open_state(obligation, today),
        match=match,
        in_kind_apart=accounts.counted.in_kind_apart if accounts else None,
        finding=finding(newest) if newest else None,
        was_met_before=reopened,
    )


def open_state(obligation: Obligation, today: date) -> State:
    """Of an obligation without a finding that stands. A pledge is no evidence: it makes nothing wait for the office."""
    if any(share.contribution.awaits_review and share.contribution.spent_on for share in obligation.shares.all()):
        return State.WITH_OFFICE
    return State(due_state(obligation.due_on, today))


def finding(assessment: Assessment) -> Finding:
    return Finding(
        label=str(assessment.get_finding_display()),
        reasons=assessment.reasons,
        made_on=london_today(assessment.made_at),
        required=assessment.required,
        evidenced=assessment.evidenced,
    )


def tally(items: Iterable[Standing]) -> dict[State, int]:
    """How many stand where, every state named."""
    counts = dict.fromkeys(State, 0)
    for item in items:
        counts[item.state] += 1
    return counts
