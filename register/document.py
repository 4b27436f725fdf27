"""The document of a notice: a typed, self-contained record of one decision as it was published.

What is not a field here cannot reach the public. Pounds are exact decimals, written as text in the stored JSON, so that
the canonical form (RFC 8785) is the same whoever computes it.
"""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from conditions.terms import ConditionTerms

# What stands where something is withheld.
WITHHELD = "Withheld"
# What a page shows in a section of its own; everything else stands in the rest of the record.
OWN_SECTIONS = ("purpose", "decision_text", "reasons", "award", "condition", "paper")


class DocumentEntry(BaseModel):
    model_config = ConfigDict(frozen=True)


class NamedEntry(DocumentEntry):
    """Something with a page of its own, under the name it had on the day."""

    slug: str
    name: str


class RecipientEntry(DocumentEntry):
    """Who is paid. An individual has no slug and no name here: only the word "Individual"."""

    slug: str = ""
    name: str
    identifier: str = ""


class AwardEntry(DocumentEntry):
    number: int
    title: str
    recipient: RecipientEntry
    partnership: NamedEntry | None = None
    stream: NamedEntry | None = None
    stream_restrictions: str = ""
    year: str = ""
    amount: Decimal
    starts_on: date | None = None
    ends_on: date | None = None
    ended_reason: str = ""


class VariationEntry(DocumentEntry):
    """One line of a variation: which award of which earlier decision, before and after."""

    reference: str
    number: int
    title: str
    recipient_name: str
    base_amount: Decimal
    new_amount: Decimal


class PriorityEntry(DocumentEntry):
    slug: str
    name: str
    plan: str


class PaperEntry(DocumentEntry):
    """A background paper that is public: a link, or a file that the register hands out."""

    number: int
    title: str
    url: str = ""
    file_id: int | None = None
    file_name: str = ""
    size: int = 0
    sha256: str = ""


class WithheldEntry(DocumentEntry):
    """A part that is not published: `what` names it ("reasons", "award-3", "condition-2", "paper-1"), and its heading
    stays. The first three grounds rest on somebody's view, on a day."""

    what: str
    label: str
    ground: str
    ground_label: str
    viewed_on: date | None = None
    viewed_by: str = ""

    @property
    def kind(self) -> str:
        """ "award", "condition" or "paper"; the field for a text of the record."""
        return self.what.partition("-")[0]

    @property
    def number(self) -> int | None:
        number = self.what.partition("-")[2]
        return int(number) if number else None


class Document(DocumentEntry):
    """The decision as published. Labels for people stand in the templates; the words of choices are kept as they read
    on the day."""

    reference: str
    external_reference: str = ""
    published_elsewhere_on: date | None = None
    published_elsewhere_url: str = ""
    added_on: date | None = Field(None, description="Of a past decision: when it was added to this register.")
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
    varied: tuple[VariationEntry, ...] = ()
    stated_total: Decimal | None = None
    no_conditions: bool = False
    conditions: tuple[ConditionTerms, ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    withheld: tuple[WithheldEntry, ...] = ()
    supersedes: str = ""
    exceeding_reason: str = ""
    withdrawal_reason: str = ""
    first_published_on: date = Field(description="First publication, here or elsewhere (domain §3, lag).")

    @property
    def total(self) -> Decimal:
        """The exact sum of the awards as published, in pounds."""
        return sum((award.amount for award in self.awards), Decimal("0.00"))

    @property
    def difference(self) -> Decimal:
        """What its variation adds to earlier awards, or takes from them, in pounds."""
        return sum((line.new_amount - line.base_amount for line in self.varied), Decimal("0.00"))

    @property
    def withheld_parts(self) -> dict[str, WithheldEntry]:
        """What is withheld, by its name in the record: {"reasons": …, "award": … (any of them)}."""
        return {entry.kind: entry for entry in self.withheld}

    @property
    def withheld_in_the_rest(self) -> tuple[WithheldEntry, ...]:
        """What is withheld and has no section of its own on the page."""
        return tuple(entry for entry in self.withheld if entry.kind not in OWN_SECTIONS)

    @property
    def lag_days(self) -> int:
        """Calendar days from the decision to its first publication."""
        return (self.first_published_on - self.decided_on).days
