"""The one public face of the conditions: what is required, what is evidenced, and what the office found.

It never gives contributions that are not accepted, evidence, comments or people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from conditions.ledger import ledger_of
from conditions.match import Match
from conditions.models import Assessment, ConditionKind, Obligation, ObligationQuerySet
from conditions.schedule import due_state
from conditions.terms import ConditionTerms
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear, london_today

CONDITION_KINDS = ConditionKind.choices


class StandingState(models.TextChoices):
    """Where an obligation stands (domain §6). Nothing is past due before the day after its due date."""

    NOT_YET_DUE = "not_yet_due", "Not yet due"
    DUE_SOON = "due_soon", "Due soon"
    PAST_DUE = "past_due", "Past due"
    WITH_OFFICE = "with_office", "With the office"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    WAIVED = "waived", "Waived"


@dataclass(frozen=True)
class PublicAssessment:
    """An assessment as the public reads it."""

    label: str
    reasons: str
    made_on: date
    required: Decimal | None
    evidenced: Decimal | None


@dataclass(frozen=True)
class PublicInterpretation:
    """The office's interpretation of a decision that does not say whether in-kind counts, as the public reads it."""

    counts: bool
    reasons: str
    made_on: date


@dataclass(frozen=True)
class Standing:
    """One obligation on one day. `occurrence_label` tells it from the other occurrences of its condition; `match` is
    None if no match is required; `findings` are all that were ever made, newest first."""

    obligation_id: int
    reference: str
    decision_title: str
    terms: ConditionTerms
    award_number: int | None
    partnership_name: str
    partnership_slug: str
    year: FinancialYear
    occurrence_label: str
    due_on: date
    state: StandingState
    match: Match | None
    in_kind_apart: Decimal | None
    interpretation: PublicInterpretation | None
    findings: tuple[PublicAssessment, ...]
    was_met_before: bool
    is_past_due: bool

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def is_settled(self) -> bool:
        """The office has found on it, and the finding stands."""
        return self.state in (StandingState.MET, StandingState.NOT_MET, StandingState.WAIVED)

    @property
    def finding(self) -> PublicAssessment | None:
        """The one that stands."""
        return self.findings[0] if self.findings else None

    @property
    def earlier_findings(self) -> tuple[PublicAssessment, ...]:
        return self.findings[1:]


def of_decision(reference: str, *, today: date | None = None) -> list[Standing]:
    """The standing of every condition of a published decision, in the order of its conditions and due dates."""
    obligations = Obligation.objects.filter(reference=reference)
    return standings(obligations.order_by("condition__number", "award__number", "due_on", "pk"), today=today)


def of_decisions(references: Iterable[str], *, today: date | None = None) -> list[Standing]:
    return standings(Obligation.objects.filter(reference__in=list(references)), today=today)


def public_standings(
    *,
    partnership: Partnership | None = None,
    stream: FundingStream | None = None,
    year: FinancialYear | None = None,
    kind: str = "",
    today: date | None = None,
) -> list[Standing]:
    """All obligations in force, or those of a partnership, of money from a stream, of a year or kind. Those of a
    withheld recipient are found under no partnership."""
    obligations = Obligation.objects.narrowed(partnership=partnership, stream=stream, year=year, kind=kind)
    if partnership:
        obligations = obligations.filter(is_withheld=False)
    return standings(obligations, today=today)


def of_year(year: FinancialYear, *, today: date | None = None) -> list[Standing]:
    return standings(Obligation.objects.filter(year=year), today=today)


def newest_assessments() -> list[tuple[date, str, str, str, str]]:
    """Of each obligation that stands its newest finding: the day, the finding, the reference and title of the
    decision, and the title of the condition; the newest first."""
    assessments = Assessment.objects.filter(obligation__in=Obligation.objects.in_force())
    newest = assessments.order_by("obligation_id", "-made_at", "-pk").distinct("obligation_id")
    of_obligation = ("obligation__reference", "obligation__decision_title", "obligation__terms_data__title")
    rows = newest.values_list("made_at", "finding", *of_obligation)
    return sorted(((london_today(at), Assessment.Finding(value).label, *of) for at, value, *of in rows), reverse=True)


def lapsed_with_assessments(reference: str, *, today: date | None = None) -> list[Standing]:
    """What a later notice took away although it had been assessed: that stays readable (domain §7)."""
    lapsed = Obligation.objects.filter(reference=reference, lapsed_at__isnull=False)
    assessed = lapsed.exclude(assessments=None).order_by("condition__number", "award__number", "due_on", "pk")
    return [standing_of(obligation, today=today or london_today()) for obligation in assessed.with_ledger()]


def standings(obligations: ObligationQuerySet, *, today: date | None = None) -> list[Standing]:
    day = today or london_today()
    return [standing_of(obligation, today=day) for obligation in obligations.in_force().with_ledger()]


def standing_of(obligation: Obligation, *, today: date) -> Standing:
    """Where one obligation stands on a day; asked once for its ledger and its newest assessment."""
    ledger = ledger_of(obligation)
    match = ledger.match if ledger else None
    assessments = obligation.all_assessments
    newest = assessments[0] if assessments else None
    reopened = bool(newest and newest.finding == Assessment.Finding.MET and match and not match.is_met)
    partnership = None if obligation.is_withheld else obligation.partnership
    return Standing(
        obligation_id=obligation.pk,
        reference=obligation.reference,
        decision_title=obligation.decision_title,
        terms=obligation.terms,
        award_number=obligation.award.number if obligation.award else None,
        partnership_name=partnership.name if partnership else "",
        partnership_slug=partnership.slug if partnership else "",
        year=obligation.year,
        occurrence_label=obligation.occurrence_label,
        due_on=obligation.due_on,
        state=StandingState(newest.finding) if newest and not reopened else open_state(obligation, today),
        match=match,
        in_kind_apart=ledger.counted.in_kind_apart if ledger else None,
        interpretation=interpretation(obligation),
        findings=tuple(finding(each) for each in assessments),
        was_met_before=reopened,
        is_past_due=obligation.due_on < today,
    )


def open_state(obligation: Obligation, today: date) -> StandingState:
    """Of an obligation without a finding that stands. A pledge is no evidence: it makes nothing wait for the office."""
    spent = any(share.contribution.awaits_review and share.contribution.spent_on for share in obligation.all_shares)
    if spent or any(each.awaits_review for each in (*obligation.all_reports, *obligation.all_evidence)):
        return StandingState.WITH_OFFICE
    return StandingState(due_state(obligation.due_on, today))


def finding(assessment: Assessment) -> PublicAssessment:
    return PublicAssessment(
        label=str(assessment.get_finding_display()),
        reasons=assessment.reasons,
        made_on=london_today(assessment.made_at),
        required=assessment.required,
        evidenced=assessment.evidenced,
    )


def interpretation(obligation: Obligation) -> PublicInterpretation | None:
    made = obligation.interpretation
    return PublicInterpretation(made.counts, made.reasons, london_today(made.made_at)) if made else None


def tally(items: Iterable[Standing]) -> dict[StandingState, int]:
    """How many stand where, every state named."""
    counts = dict.fromkeys(StandingState, 0)
    for item in items:
        counts[item.state] += 1
    return counts
