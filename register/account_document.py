"""The document of a yearly account (domain §13): figures as they were on the day, and people's words.

It repeats no text of a decision. It names the notice that says it, so that a take down or a redaction of that notice
reaches every version of the account too.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import ConfigDict, Field

from grants.formatting import pounds
from grants.measures import bar_of, beside_target, percent_of
from register.document_entries import DocumentEntry


class ConditionFigures(DocumentEntry):
    """How many obligations of the decisions stood where on the day."""

    met: int
    waived: int
    not_met: int
    past_due: int
    not_yet_due: int


class ResultFigures(DocumentEntry):
    """How the measures of awards that have not ended stood on the day, each measure of each award counted once."""

    reached: int
    missed: int
    incomplete: int = Field(description="The year is over, and a figure is missing.")
    without_target: int = Field(description="The year is over, and no figure is missing.")
    under_way: int = Field(description="The year of the award was not over.")


class EndFigures(DocumentEntry):
    """Of awards with an accepted end of grant report, in pounds: what was left, and what was agreed of it."""

    ended: int
    spent: Decimal
    underspend: Decimal
    returned: Decimal
    carried_over: Decimal = Field(description="By variations that stood on the day; so is what is repurposed.")
    repurposed: Decimal

    @property
    def unsettled(self) -> Decimal:
        return self.underspend - self.returned - self.carried_over - self.repurposed

    @property
    def in_words(self) -> str:
        said = f"{self.ended:,} accepted, {pounds(self.underspend)} underspent"
        parts = ("returned", "carried_over", "repurposed", "unsettled")
        known = ((getattr(self, each), each.replace("_", " ").replace("unsettled", "not settled")) for each in parts)
        agreed = ", ".join(f"{pounds(amount)} {words}" for amount, words in known if amount)
        return f"{said}: {agreed}" if agreed else said


class ResultEntry(DocumentEntry):
    """A measure of the library over the awards that have it, in one unit; never of a share (domain §12)."""

    standard: str = Field(description="Its short name in the library.")
    name: str
    kind: str
    unit: str
    direction: str
    year: str = Field(description="Of what changes, the year of the figures; empty of what is done.")
    awards: int
    reported: int = Field(description="How many of the awards had an accepted figure.")
    target: Decimal | None = Field(description="Known only where every one of the awards has one.")
    total: Decimal | None

    @property
    def words(self) -> str:
        return beside_target(self.total, self.target, self.unit, self.direction)

    @property
    def bar(self) -> Decimal | None:
        return bar_of(percent_of(self.total, self.target, self.direction)) if self.total is not None else None


class RecommendationFigures(DocumentEntry):
    """Of what meetings of the year recommended: how much, and what was answered until the day."""

    made: int
    accepted: int
    in_part: int
    not_accepted: int
    unanswered: int


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
    late: int = Field(description="Decisions published after the end of the month that follows the decision.")
    exceeding: int = Field(description="Decisions that give a reason for going past an allocation, a cap or a limit.")
    results: ResultFigures
    added_up: tuple[ResultEntry, ...]
    ends: EndFigures | None = Field(default=None, description="Absent in accounts that were published without it.")
    recommendations: RecommendationFigures = Field(
        description="Of an objective: on items about decisions that serve it, whenever these were taken."
    )

    @property
    def in_words(self) -> Iterator[tuple[str, str]]:
        """Each figure with what it is a figure of, a line for what belongs together; of what is nothing, nothing."""
        yield "Decisions", listed((self.decisions, ""), (self.late, "published late"), (self.exceeding, "past a limit"))
        yield "Grants", f"{pounds(self.decided)} as decided, {pounds(self.stands)} as they stood"
        if self.match_required:
            required = f"{pounds(self.match_evidenced)} evidenced of {pounds(self.match_required)} required"
            yield "Match", f"{required}, {pounds(self.match_gap)} still missing"
        if self.ends and self.ends.ended:
            yield "End of grant reports", self.ends.in_words
        asked, brought, recommended = self.conditions, self.results, self.recommendations
        for label, told in (
            (
                "Conditions",
                listed(
                    (asked.met, "met"),
                    (asked.waived, "waived"),
                    (asked.not_met, "not met"),
                    (asked.past_due, "past due"),
                    (asked.not_yet_due, "not yet due"),
                ),
            ),
            (
                "Measures of awards",
                listed(
                    (brought.reached, "reached the target"),
                    (brought.missed, "missed it"),
                    (brought.incomplete, "with a figure missing"),
                    (brought.without_target, "without a target"),
                    (brought.under_way, "of a year that was not over"),
                ),
            ),
            (
                "Recommendations",
                listed(
                    (recommended.accepted, "accepted"),
                    (recommended.in_part, "accepted in part"),
                    (recommended.not_accepted, "not accepted"),
                    (recommended.unanswered, "without a response"),
                ),
            ),
        ):
            if told:
                yield label, told


def listed(*counts: tuple[int, str]) -> str:
    """ "3 met, 1 waived": without those of which there are none, unless it is the first and has no words."""
    return ", ".join(f"{number:,} {words}".strip() for number, words in counts if number or not words)


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


class RecommendationEntry(DocumentEntry):
    """A recommendation by its number in this register, and what was answered until the day."""

    number: int
    response: str = Field(description="Empty where none was recorded.")
    responded_on: date | None


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
    exceeding: tuple[NamedNotice, ...] = Field(description="Past an allocation, a cap or a limit; at most 200 of them.")
    recommended: tuple[RecommendationEntry, ...] = Field(
        description="At meetings of the year, the earliest first; at most 200 of them."
    )

    def masked(self, words: str) -> Self:
        """With these words in the place of the office's, while those are out of public sight."""
        objectives = (
            each.model_copy(update={"commentary": words if each.commentary else ""}) for each in self.objectives
        )
        return self.model_copy(update={"foreword": words, "objectives": tuple(objectives)})
