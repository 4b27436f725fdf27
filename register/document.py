"""The document of a notice: a typed, self-contained record of one decision as it was published.

What is not a field here cannot reach the public. Pounds are exact decimals, written as text in the stored JSON, so that
the canonical form (RFC 8785) is the same whoever computes it.
"""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from conditions.terms import ConditionTerms


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlaceEntry(Entry):
    """Something with a page of its own, under the name it had on the day."""

    slug: str
    name: str


class RecipientEntry(Entry):
    """Who is paid. An individual has no slug and no name here: only the word "Individual"."""

    slug: str = ""
    name: str
    identifier: str = ""


class AwardEntry(Entry):
    number: int
    title: str
    recipient: RecipientEntry
    partnership: PlaceEntry | None = None
    stream: PlaceEntry | None = None
    stream_restrictions: str = ""
    year: str = ""
    amount: Decimal
    starts_on: date | None = None
    ends_on: date | None = None
    ended_reason: str = ""


class VariedEntry(Entry):
    """One line of a variation: which award of which earlier decision, before and after."""

    reference: str
    number: int
    title: str
    recipient_name: str
    base_amount: Decimal
    new_amount: Decimal


class PriorityEntry(Entry):
    slug: str
    name: str
    plan: str


class Document(Entry):
    """The decision as published. Labels for people stand in the templates; the words of choices are kept as they read
    on the day."""

    reference: str
    external_reference: str = ""
    published_elsewhere_on: date | None = None
    published_elsewhere_url: str = ""
    kind: str
    kind_label: str
    title: str
    summary: str = ""
    purpose: str = ""
    decision_text: str = ""
    reasons: str = ""
    legal_power: str = ""
    legal_power_label: str = ""
    alternatives: str = ""
    interests: str = ""
    decision_makers: tuple[str, ...] = ()
    decided_on: date
    effective_from: date | None = None
    outcome: str
    outcome_label: str
    is_key: bool | None = None
    call_in: bool | None = None
    key_notice_on: date | None = None
    is_significant: bool | None = None
    significance: str = ""
    financial_implications: str = ""
    legal_implications: str = ""
    equality_implications: str = ""
    risk_implications: str = ""
    consultation: str = ""
    value_for_money: str = ""
    intended_outcomes: str = ""
    results: str = ""
    exit_plan: str = ""
    subsidy: str = ""
    subsidy_note: str = ""
    priorities: tuple[PriorityEntry, ...] = ()
    principles: tuple[str, ...] = ()
    four_ps: tuple[str, ...] = ()
    soc_themes: tuple[str, ...] = ()
    makes_awards: bool
    awards: tuple[AwardEntry, ...] = ()
    varied: tuple[VariedEntry, ...] = ()
    stated_total: Decimal | None = None
    no_conditions: bool = False
    conditions: tuple[ConditionTerms, ...] = ()
    supersedes: str = ""
    exceeding_reason: str = ""
    withdrawal_reason: str = ""
    first_published_on: date = Field(description="First publication, here or elsewhere (domain §3, lag).")

    @property
    def total(self) -> Decimal:
        """The exact sum of the awards as published, in pounds."""
        return sum((award.amount for award in self.awards), Decimal("0.00"))

    @property
    def lag_days(self) -> int:
        """Calendar days from the decision to its first publication."""
        return (self.first_published_on - self.decided_on).days
