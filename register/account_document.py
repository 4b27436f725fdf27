"""The document of a yearly account (domain §13): figures as they were on the day, and people's words.

It repeats no text of a decision. It names the notice that says it, so that a take down or a redaction of that notice
reaches every version of the account too.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import ConfigDict, Field

from register.document_entries import DocumentEntry


class ConditionFigures(DocumentEntry):
    """How many obligations of the decisions stood where on the day."""

    met: int
    waived: int
    not_met: int
    past_due: int
    not_yet_due: int


class AccountFigures(DocumentEntry):
    """What some decisions of the year come to, in pounds. Match: what is required and evidenced, each award with its
    own; `match_gap` is the sum of what each still lacks."""

    decisions: int
    decided: Decimal = Field(description="As decided: own awards and the differences of variations, as published.")
    stands: Decimal = Field(description="As it stood on the day: with all that was varied since.")
    match_required: Decimal
    match_evidenced: Decimal
    match_gap: Decimal
    conditions: ConditionFigures


class ObjectiveEntry(DocumentEntry):
    slug: str
    name: str
    plan: str
    figures: AccountFigures
    commentary: str


class NamedNotice(DocumentEntry):
    """A decision, and the version of its notice that was current on the day."""

    reference: str
    version: int


class LateEntry(NamedNotice):
    lag_days: int = Field(description="Days from the decision to its first publication.")


class AccountDocument(DocumentEntry):
    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    schema_name: Literal["account-1"] = Field(default="account-1", alias="schema")
    body: str
    year: str
    drawn_up_on: date
    foreword: str
    together: AccountFigures = Field(description="Of all decisions of the year, each counted once.")
    objectives: tuple[ObjectiveEntry, ...] = Field(
        description="A decision that serves several objectives is counted under each: they do not add up."
    )
    without_objective: AccountFigures
    late: tuple[LateEntry, ...] = Field(description="Published late, the longest first; at most 200 of them.")
    late_count: int
    exceeding: tuple[NamedNotice, ...] = Field(description="Past an allocation, a cap or a limit; at most 200 of them.")
    exceeding_count: int
