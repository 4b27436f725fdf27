"""The parts that a document consists of (register/document.py), each as it was published."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from grants.formatting import day, pounds, stream_rules

# What is shown where something is withheld.
WITHHELD = "Withheld"
# How somebody is called who gets a grant for themselves.
AN_INDIVIDUAL = "Individual"
EntryKind = Literal["text", "line", "link", "choice", "list", "day", "pounds", "yes_no"]


class DocumentEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class RecordEntry(DocumentEntry):
    """One text, choice or date of the record, under the label it had on the day. What is blank has no entry."""

    label: str
    kind: EntryKind = Field(
        description="text: paragraphs, with lists as Markdown writes them; day: ISO 8601; pounds: an exact decimal."
    )
    value: bool | str | tuple[str, ...] = Field(description="Of a choice, its words as they read on the day.")
    code: str = Field(default="", description="The short name of a choice; it stays when the words change.")

    @property
    def words(self) -> str:
        """As people read it."""
        match self.kind, self.value:
            case "day", str(value):
                return day(date.fromisoformat(value))
            case "pounds", str(value):
                return pounds(Decimal(value))
            case _, bool(value):
                return "Yes" if value else "No"
            case _, tuple(value):
                return "; ".join(value)
        return str(self.value)


class NamedEntry(DocumentEntry):
    """Something with a page of its own, under the name it had on the day."""

    slug: str
    name: str

    def __str__(self) -> str:
        return self.name


class RecipientEntry(DocumentEntry):
    """The organisation that is paid. An individual has no slug and no name here: only the word "Individual"."""

    slug: str = ""
    name: str
    identifier: str = ""

    def __str__(self) -> str:
        return self.name


class FromStream(DocumentEntry):
    """Money from a funding stream, with the rules that the stream had on the day."""

    stream: NamedEntry | None = None
    stream_restrictions: str = ""
    stream_spend_by: str = ""

    @property
    def spend_rule(self) -> str:
        return stream_rules(self.stream_spend_by, "")

    @property
    def stream_rules(self) -> str:
        return stream_rules(self.stream_spend_by, self.stream_restrictions)


class AwardEntry(FromStream):
    number: int
    title: str
    recipient: RecipientEntry
    partnership: NamedEntry | None = None
    year: str = ""
    amount: Decimal
    starts_on: date | None = None
    ends_on: date | None = None
    ended_reason: str = ""


class VariationEntry(FromStream):
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

    def __str__(self) -> str:
        return f"{self.name} ({self.plan})"


class PaperEntry(DocumentEntry):
    """A background paper that is public: a link, or a file that the register hands out, known by its SHA-256."""

    number: int
    title: str
    is_evaluation: bool = Field(default=False, description="Whether it evaluates what the money did.")
    url: str = ""
    file_name: str = ""
    size: int = 0
    sha256: str = ""

    def __str__(self) -> str:
        """With where it is; one that is out of public sight has no place."""
        return f"{self.number}. {self.words}" + (f" ({self.place})" if self.place else "")

    @property
    def words(self) -> str:
        return f"{self.title} (evaluation)" if self.is_evaluation else self.title

    @property
    def place(self) -> str:
        return self.url or self.file_name


class WithheldEntry(DocumentEntry):
    """A part that is not published: `what` names it ("reasons", "award-3", "condition-2", "paper-1"), and its heading
    stays. The first three grounds rest on somebody's view, on a day."""

    what: str
    label: str
    ground: str
    ground_label: str
    viewed_on: date | None = None
    viewed_by: str = ""

    def __str__(self) -> str:
        view = f", {self.viewed_by}, {day(self.viewed_on)}" if self.viewed_on else ""
        return f"{self.label} ({self.ground_label}{view})"

    @property
    def kind(self) -> str:
        """ "award", "condition" or "paper"; the field for a text of the record."""
        return self.what.partition("-")[0]

    @property
    def number(self) -> int | None:
        number = self.what.partition("-")[2]
        return int(number) if number else None
