"""What the office has said of an obligation, as the public reads it: findings, interpretations and later dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from conditions.models import Assessment, Obligation
from conditions.terms import OUT_OF_SIGHT
from grants.formatting import day as in_words
from grants.years import london_today


@dataclass(frozen=True)
class PublicAssessment:
    """An assessment as the public reads it."""

    label: str
    reasons: str
    made_on: date
    required: Decimal | None
    evidenced: Decimal | None
    where_from: str = ""


@dataclass(frozen=True)
class PublicInterpretation:
    """The office's interpretation of a decision that does not say whether in-kind counts, as the public reads it."""

    counts: bool
    reasons: str
    made_on: date


@dataclass(frozen=True)
class PublicLaterDate:
    """A later due date that the office has granted, as the public reads it."""

    published_due_on: date
    granted_at: date
    reason: str

    @property
    def in_words(self) -> str:
        granted = f"The office granted this date on {in_words(self.granted_at)}"
        return f"{granted}, in place of {in_words(self.published_due_on)}. Its reason: {self.reason}"


def later_date(obligation: Obligation) -> PublicLaterDate | None:
    granted = obligation.later_date
    if granted is None or granted.published_due_on is None:
        return None
    reason = OUT_OF_SIGHT if obligation.is_taken_down else granted.answer_reason
    return PublicLaterDate(granted.published_due_on, london_today(granted.answered_at), reason)


def finding(assessment: Assessment) -> PublicAssessment:
    return PublicAssessment(
        label=str(assessment.get_finding_display()),
        reasons=assessment.public_reasons,
        made_on=london_today(assessment.made_at),
        required=assessment.required,
        evidenced=assessment.evidenced,
        where_from=assessment.where_from,
    )


def interpretation(obligation: Obligation) -> PublicInterpretation | None:
    made = obligation.interpretation
    if made is None:
        return None
    reasons = OUT_OF_SIGHT if obligation.is_taken_down else made.reasons
    return PublicInterpretation(made.counts, reasons, london_today(made.made_at))
