"""What is made of the rows of tables: a past decision, what is wrong with a cell, and the identifiers that a row
states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conditions.models import StandardCondition
from grants.identifiers import fault_of, normal
from grants.look_alikes import Mark, marks
from grants.models import Organisation, Post, Priority
from grants.names import fold

from .cells import NewRecipient
from .matching import Entry

Cells = Mapping[str, str]
"""The cells of a row by what they mean."""

NUMBERS = ("recipient_charity", "recipient_company")


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell: its row, the column by its heading and its meaning, and the sentence.
    `is_of_the_cell`: what is written there says nothing by itself, so that an answer to it may help."""

    entry: Entry
    column: str
    meaning: str
    sentence: str
    is_of_the_cell: bool = False

    @property
    def sheet(self) -> str:
        return self.entry.table.sheet

    @property
    def row(self) -> int:
        return self.entry.row

    @property
    def written(self) -> str:
        return self.entry.cells.get(self.meaning, "")

    @property
    def where(self) -> str:
        return f"{self.sheet}, row {self.row}" if self.sheet else f"Row {self.row}"

    @property
    def told(self) -> str:
        """The sentence, with what is written there if it does not quote that."""
        written = self.written[:60] if self.is_of_the_cell else ""
        return f"{self.sentence} (it says “{written}”)" if written and written not in self.sentence else self.sentence

    def __str__(self) -> str:
        return f"{self.where}, {self.column}: {self.told}."


@dataclass
class PastDecision:
    """One decision and its rows. `values` name fields of a decision, each of `awards` fields of an award; `makers` are
    posts, or titles of new ones, `papers` titles and addresses."""

    entries: Sequence[Entry]
    values: dict[str, Any]
    makers: Sequence[Post | str]
    standards: Sequence[StandardCondition]
    own_conditions: Sequence[str]
    papers: Sequence[tuple[str, str]]
    priorities: Sequence[Priority] = ()
    awards: list[dict[str, Any]] = field(default_factory=list)
    # The entry of each award.
    awarding: list[Entry] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Its rows as people say it: "row 2", or "rows 2 to 4" if they are together; after the name of the sheet."""
        numbers = list(dict.fromkeys(entry.row for entry in self.entries))
        first, last = numbers[0], numbers[-1]
        together = "to" if last - first == len(numbers) - 1 else "…"
        rows = f"row {first}" if first == last else f"rows {first} {together} {last}"
        sheet = self.entries[0].table.sheet
        return f"{sheet}, {rows}" if sheet else rows

    @property
    def marks(self) -> frozenset[Mark]:
        paid = [(each["recipient"] and each["recipient"].pk, each["amount"]) for each in self.awards]
        same = {name: self.values.get(name) or "" for name in ("external_reference", "title")}
        return marks(**same, decided_on=self.values.get("decided_on"), paid=paid)

    @property
    def new_marks(self) -> frozenset[Mark]:
        """As `marks`, of recipients that are still to be added."""
        new = [
            (each["recipient"], each["amount"]) for each in self.awards if isinstance(each["recipient"], NewRecipient)
        ]
        day = self.values.get("decided_on")
        return frozenset(("new", day, fold(recipient.name), amount) for recipient, amount in new if day and amount)


def identifiers_of(cells: Cells) -> list[str]:
    """The identifiers that a row states, as open data writes them; what no scheme knows is none."""
    stated = [normal(cells.get("recipient_identifier", ""))]
    numbers = (number for name in NUMBERS if (number := cells.get(name)))
    stated += [normal(f"{scheme}-{number}") for number in numbers for scheme in ("GB-CHC", "GB-COH")]
    return [each for each in stated if each and not fault_of(each, Organisation.Kind.PUBLIC_BODY)]


def with_identifier(recipient: NewRecipient, identifiers: Sequence[str], cells: Cells) -> NewRecipient:
    """A new recipient with the identifier of its row that fits what it is."""
    fitting = next((each for each in identifiers if not fault_of(each, recipient.kind)), "")
    return NewRecipient(recipient.name, recipient.kind, fitting, recipient.registration_number or number_of(cells))


def number_of(cells: Cells) -> str:
    """The charity or company number that a row states; "N/A" is none."""
    stated = (cells.get(name, "") for name in NUMBERS)
    return next((number[:40] for number in stated if any(map(str.isdigit, number))), "")
