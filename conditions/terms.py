"""The terms of a condition as a notice states them: what an obligation is held to, whatever becomes of the row."""

from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict

OUT_OF_SIGHT = "Out of public sight while it is being checked."


def public_name(number: int) -> str:
    """What a condition is called whose text is out of public sight."""
    return f"Condition {number}"


class MatchTerms(BaseModel):
    """How much match a condition asks, from whom, and of what sort (domain §7). Pounds and percentages as Decimal."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)

    basis: str
    figure: Decimal
    sources: tuple[str, ...]
    in_kind: str
    in_kind_cap: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class ConditionTerms(BaseModel):
    """One condition as published."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)

    number: int
    code: str
    kind: str
    title: str
    wording: str
    is_dependency: bool
    is_before_first_payment: bool = False
    per: str
    schedule: str
    # What the schedule needs, as far as it needs it.
    due_on: date | None = None
    due_month: int | None = None
    due_day: int | None = None
    due_days: int | None = None
    due_set_by_office: bool
    threshold: Decimal | None = None
    # Numbers, within the decision, of the awards it binds.
    awards: tuple[int, ...]
    match: MatchTerms | None = None

    def masked(self) -> Self:
        """Without its text, while that is out of public sight (domain §8)."""
        return self.model_copy(update={"title": public_name(self.number), "wording": OUT_OF_SIGHT})
