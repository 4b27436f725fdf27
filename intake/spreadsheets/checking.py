"""What the rows of a table say, and everything that is wrong with them, by row and column, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal as Pounds
from typing import Any

from django.core.exceptions import ValidationError

from conditions.models import StandardCondition
from grants.actions.decisions import REFERENCE
from grants.models import Decision

from .columns import ADDRESS, AWARD, BY_HEADING, COLUMNS, DECISION, TemplateColumn
from .names import Names, key
from .past_decisions import Cells, PastAward, PastDecision
from .table import NotASpreadsheet, SpreadsheetRows

LEGAL_POWERS = {"section 9": Decision.LegalPower.PRSRA_9, "section 143": Decision.LegalPower.ASBCPA_143} | {
    label.casefold(): power for power, label in Decision.LegalPower.choices if power != Decision.LegalPower.OTHER
}
LONGEST_POST = LONGEST_PAPER = 200
SHORT = 200  # characters; longer cells are hardly ever the same
NEEDED = ("recipient", "amount")
UNKNOWN = {
    "recipient": "is not known here. Check the spelling, or ask an administrator to add it",
    "partnership": "is no community safety partnership here. Write its district, like Manchester",
    "stream": "is not the name of a funding stream here. Check the spelling, or ask an administrator to add it",
}


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.sentence}"


@dataclass
class CheckResult:
    """The decisions of a table in the order of their first rows, and its problems in the order of the rows."""

    decisions: list[PastDecision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Wrong(ValueError):
    """What is wrong with one cell."""


def check(table: SpreadsheetRows, names: Names) -> CheckResult:
    """Read every row. Raises NotASpreadsheet where the headings are not those of the template."""
    columns = [column.name for column in columns_of(table)]
    return check_rows(((number, dict(zip(columns, row, strict=True))) for number, row in table.rows), names)


def check_rows(rows: Iterable[tuple[int, Cells]], names: Names) -> CheckResult:
    """What rows say, each by its number and with its cells by the names of their columns. A cell that is not there is
    read as an empty one, except where a value is needed: a whole table has been held to that."""
    checking = _Checking(names)
    for number, cells in rows:
        checking.add(number, cells)
    checking.finish()
    return checking.checked


def columns_of(table: SpreadsheetRows) -> list[TemplateColumn]:
    """The columns by their headings, in whatever order they stand."""
    headings = [heading.casefold() for heading in table.headings]
    if unknown := [heading for heading in table.headings if heading.casefold() not in BY_HEADING]:
        told = ", ".join(f"“{heading[:40]}”" for heading in unknown[:10])
        raise NotASpreadsheet(f"These headings are not in the template: {told}. Rename or remove their columns.")
    if twice := sorted({heading for heading in table.headings if headings.count(heading.casefold()) > 1}):
        raise NotASpreadsheet(f"These headings are there twice: {', '.join(twice)}.")
    missing = [column.heading for column in COLUMNS if column.is_required and column.heading.casefold() not in headings]
    if missing or not table.rows:
        missing_told = f"These columns are missing: {', '.join(missing)}. " if missing else "There are no rows. "
        raise NotASpreadsheet(f"{missing_told}Use the template.")
    return [BY_HEADING[heading] for heading in headings]


class _Checking:
    """One pass over the rows: rows of the same decision come together, wherever they stand."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.checked = CheckResult()
        self.found: dict[str, tuple[PastDecision, Cells]] = {}
        # What short cells say, since thousands of rows say the same.
        self.known: dict[tuple[str, str], tuple[Any, str]] = {}

    def add(self, number: int, cells: Cells) -> None:
        known_by = key(cells.get("external_reference") or cells.get("reference") or "")
        if not known_by:
            self.wrong(
                number,
                DECISION[0],
                "Give the number elsewhere or the reference: one of them is needed to identify the decision",
            )
            return
        if known_by in self.found:
            decision, first = self.found[known_by]
            self.compare(number, cells, first, decision.rows[0])
        else:
            decision = self.begin(number, cells)
            self.found[known_by] = decision, cells
            self.checked.decisions.append(decision)
        decision.rows.append(number)
        decision.cells.append((number, {name: cell for name, cell in cells.items() if cell}))
        self.add_award(number, cells, decision)

    def begin(self, number: int, cells: Cells) -> PastDecision:
        values = {column.name: self.read(number, column, cells) for column in DECISION if column.name in cells}
        taken = {name: values.pop(name, None) for name in ("makers", "conditions", "own_conditions", "papers")}
        makers, standards, own, papers = taken.values()
        if standards == () and own:
            self.wrong(number, BY_HEADING["conditions"], "It says None, but there are conditions in its own words")
        values["no_conditions"] = standards == ()
        values |= values.pop("legal_power", None) or {}
        return PastDecision(values, makers or (), standards or (), own or (), papers or ())

    def compare(self, number: int, cells: Cells, first: Cells, first_row: int) -> None:
        for column in DECISION:
            written = cells.get(column.name, "")
            if written and written != first.get(column.name):
                sentence = f"This differs from row {first_row}, which is about the same decision"
                self.wrong(number, column, sentence)

    def add_award(self, number: int, cells: Cells, decision: PastDecision) -> None:
        if not any(cells.get(column.name) for column in AWARD):
            if len(decision.rows) > 1:
                self.wrong(number, AWARD[0], "This row repeats a decision and adds no award to it")
            return
        for column in AWARD:
            if column.name in NEEDED and not cells.get(column.name):
                self.wrong(number, column, "An award needs a recipient and an amount")
        values = {column.name: self.read(number, column, cells) for column in AWARD if column.name in cells}
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.wrong(number, BY_HEADING["to"], "It ends before it starts")
        values["title"] = values.pop("award_title", "") or (decision.values.get("title") or "")[:140]
        decision.awards.append(PastAward(number, values))

    def read(self, number: int, column: TemplateColumn, cells: Cells) -> Any:
        """The value of a cell; None where it is wrong, which is noted."""
        cell = cells[column.name]
        value, sentence = self.known.get((column.name, cell)) or self.understand(column, cell)
        if len(cell) <= SHORT:
            self.known[column.name, cell] = value, sentence
        if sentence:
            self.wrong(number, column, sentence)
        return value

    def understand(self, column: TemplateColumn, cell: str) -> tuple[Any, str]:
        """The value of a cell and no sentence; or None, and the sentence that says what is wrong."""
        try:
            value = column.field.clean(cell)
            if not value and column.name in UNKNOWN:
                return None, ""
            return MEANINGS[column.name](value, self.names) if column.name in MEANINGS and value else value, ""
        except ValidationError as error:
            return None, " ".join(error.messages)
        except _Wrong as error:
            return None, str(error)

    def finish(self) -> None:
        """What can only be seen once all rows of a decision are together."""
        references: dict[str, int] = {}
        for decision in self.checked.decisions:
            row, total = decision.rows[0], decision.values.get("stated_total")
            summed = sum((award.values.get("amount") or 0 for award in decision.awards), Pounds("0.00"))
            if total is not None and total != summed:
                self.wrong(row, BY_HEADING["total as stated"], f"The awards of this decision come to £{summed:,.2f}")
            reference = key(decision.values.get("reference") or "")
            if reference and references.setdefault(reference, row) != row:
                self.wrong(row, BY_HEADING["reference"], f"Row {references[reference]} has the same reference")
        self.checked.problems.sort(key=lambda problem: problem.row)

    def wrong(self, row: int, column: TemplateColumn, sentence: str) -> None:
        self.checked.problems.append(Problem(row, column.heading, sentence))


def read_reference(written: str, names: Names) -> str:
    if not REFERENCE.fullmatch(written):
        raise _Wrong("Write it with letters, digits and single hyphens, and at least one digit")
    if key(written) in names.references:
        raise _Wrong(f"{written} is already the reference of another decision")
    return written


def read_number(written: str, names: Names) -> str:
    if known := names.numbers.get(key(written)):
        raise _Wrong(f"The decision with this number is here already, as {known}")
    return written


def read_power(written: str, _names: Names) -> dict[str, str]:
    power = LEGAL_POWERS.get(written.casefold())
    other = {"legal_power": Decision.LegalPower.OTHER, "legal_power_other": written}
    return {"legal_power": power} if power else other


def parse_makers(written: str, _names: Names) -> tuple[str, ...]:
    titles = tuple(dict.fromkeys(title.strip() for title in written.split(";") if title.strip()))
    if any(len(title) > LONGEST_POST for title in titles):
        raise _Wrong(f"The title of a post has at most {LONGEST_POST} characters. Put ; between several posts")
    return titles


def read_conditions(written: str, names: Names) -> tuple[StandardCondition, ...]:
    if key(written) == "none":
        return ()
    return tuple(dict.fromkeys(standard(code, names) for code in codes(written)))


def codes(written: str) -> Iterator[str]:
    return (code for part in written.split(",") for code in part.split(";") if code.strip())


def standard(code: str, names: Names) -> StandardCondition:
    found = names.standards.get(key(code))
    if found is None:
        known = ", ".join(sorted(standard.code for standard in names.standards.values()))
        raise _Wrong(f"{code.strip()[:40]} is no standard condition. Write None, or some of: {known}")
    return found


def read_own_conditions(written: str, _names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts(written)))


def read_papers(written: str, _names: Names) -> tuple[tuple[str, str], ...]:
    """The title and the address of each; the address is the last word."""
    return tuple(read_paper(part) for part in parts(written))


def read_paper(written: str) -> tuple[str, str]:
    title, _, address = written.rpartition(" ")
    if not title or "://" not in address:
        raise _Wrong(f"Write a title and then its address, like Report https://example.org/report.pdf: {written[:60]}")
    if len(title) > LONGEST_PAPER:
        raise _Wrong(f"The title of a paper has at most {LONGEST_PAPER} characters")
    return title, ADDRESS.clean(address)


def parts(written: str) -> list[str]:
    """Several things in one cell: each on a line of its own, or with | between them."""
    return [" ".join(part.split()) for line in written.splitlines() for part in line.split("|") if part.strip()]


def one_of(name: str) -> Any:
    def find(written: str, names: Names) -> Any:
        kept: Mapping[str, Any] = getattr(names, f"{name}s")
        found = kept.get(key(written))
        if found is None:
            raise _Wrong(f"“{written[:60]}” {UNKNOWN[name]}")
        return found

    return find


MEANINGS = {
    "reference": read_reference,
    "external_reference": read_number,
    "legal_power": read_power,
    "makers": parse_makers,
    "conditions": read_conditions,
    "own_conditions": read_own_conditions,
    "papers": read_papers,
} | {name: one_of(name) for name in UNKNOWN}
