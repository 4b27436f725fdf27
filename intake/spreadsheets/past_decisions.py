"""The past decisions that the rows of a table describe, and everything that is wrong with them, by row and column, in
sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from conditions.models import StandardCondition
from grants.look_alikes import Mark, look_alikes_of_each, marks, say_why
from grants.models import Post
from grants.names import plain

from .cells import CellParser
from .columns import AWARD, TemplateColumn, all_columns, decision_columns
from .table import NotASpreadsheet, SpreadsheetRows

Cells = Mapping[str, str]
"""The cells of a row by the names of their columns."""

APART = ("decision_makers", "conditions", "own_conditions", "papers")  # of a decision, not among its fields


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.sentence}."


@dataclass
class PastDecision:
    """One decision and its rows: those of their cells that say something. `values` name fields of a decision, each of
    `awards` fields of an award; `makers` are posts, or titles of new ones, `papers` titles and addresses."""

    cells: Sequence[tuple[int, Cells]]
    values: dict[str, Any]
    makers: Sequence[Post | str]
    standards: Sequence[StandardCondition]
    own_conditions: Sequence[str]
    papers: Sequence[tuple[str, str]]
    awards: list[dict[str, Any]] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Its rows as people say it: "row 2", or "rows 2 to 4" if they are together."""
        first, last = self.cells[0][0], self.cells[-1][0]
        if first == last:
            return f"row {first}"
        return f"rows {first} {'to' if last - first == len(self.cells) - 1 else '…'} {last}"

    @property
    def marks(self) -> frozenset[Mark]:
        paid = [(each["recipient"] and each["recipient"].pk, each["amount"]) for each in self.awards]
        same = {name: self.values.get(name) or "" for name in ("external_reference", "title")}
        return marks(**same, decided_on=self.values.get("decided_on"), paid=paid)


def check(table: SpreadsheetRows) -> tuple[list[PastDecision], list[Problem]]:
    """The decisions in the order of their first rows, and what is wrong, in the order of the rows. Raises
    NotASpreadsheet if the headings are not those of the template."""
    names = [column.name for column in columns_of(table)]
    checking = _Check()
    groups: dict[str, list[tuple[int, Cells]]] = {}
    for number, row in table.rows:
        cells = dict(zip(names, row, strict=True))
        if known_by := plain(cells.get("external_reference") or cells.get("reference") or ""):
            groups.setdefault(known_by, []).append((number, cells))
        else:
            sentence = "Give the external reference or the reference: one of them is needed to identify the decision"
            checking.wrong(number, checking.columns["external_reference"], sentence)
    decisions = [checking.decision(group) for group in groups.values()]
    checking.references(decisions)
    checking.look_alikes(decisions)
    return decisions, sorted(checking.problems, key=lambda problem: problem.row)


def columns_of(table: SpreadsheetRows) -> list[TemplateColumn]:
    """The columns by their headings, in whatever order they are."""
    headings = [heading.casefold() for heading in table.headings]
    known = {column.heading.casefold(): column for column in all_columns()}
    if unknown := [heading for heading in table.headings if heading.casefold() not in known]:
        quoted = ", ".join(f"“{heading[:40]}”" for heading in unknown[:10])
        raise NotASpreadsheet(f"These headings are not in the template: {quoted}. Rename or remove their columns.")
    if twice := sorted({heading for heading in table.headings if headings.count(heading.casefold()) > 1}):
        raise NotASpreadsheet(f"These headings are there twice: {', '.join(twice)}.")
    missing = [each.heading for key, each in known.items() if each.is_required and key not in headings]
    if missing:
        raise NotASpreadsheet(f"These columns are missing: {', '.join(missing)}. Use the template.")
    if not table.rows:
        raise NotASpreadsheet("There are no rows. Use the template.")
    return [known[heading] for heading in headings]


class _Check:
    """Collects what is wrong while decisions are made of their rows."""

    def __init__(self) -> None:
        self.parser = CellParser()
        self.of_decision = decision_columns()
        self.columns = {column.name: column for column in (*self.of_decision, *AWARD)}
        self.problems: list[Problem] = []

    def wrong(self, row: int, column: TemplateColumn, sentence: str) -> None:
        self.problems.append(Problem(row, column.heading, sentence))

    def values(self, row: int, columns: Iterable[TemplateColumn], cells: Cells) -> dict[str, Any]:
        """What the cells of a row say, by the names of their columns; None if one is wrong."""
        values = {}
        for column in columns:
            if column.name in cells:
                values[column.name], sentence = self.parser.parse(column, cells[column.name])
                if sentence:
                    self.wrong(row, column, sentence)
        return values

    def decision(self, rows: list[tuple[int, Cells]]) -> PastDecision:
        (row, first), others = rows[0], rows[1:]
        values = self.values(row, self.of_decision, first)
        makers, standards, own, papers = (values.pop(name, None) for name in APART)
        if standards == () and own:
            self.wrong(row, self.columns["conditions"], "It says None, but there are conditions in its own words")
        values |= {"no_conditions": standards == ()} | (values.pop("legal_power", None) or {})
        filled = [(number, {name: cell for name, cell in cells.items() if cell}) for number, cells in rows]
        found = PastDecision(filled, values, makers or (), standards or (), own or (), papers or ())
        for number, cells in others:
            self.compare(number, cells, first, row)
        for number, cells in rows:
            self.award(number, cells, found)
        total, summed = values.get("stated_total"), sum((each["amount"] or 0 for each in found.awards), Decimal("0.00"))
        if total is not None and total != summed:
            self.wrong(row, self.columns["stated_total"], f"The awards of this decision come to £{summed:,.2f}")
        return found

    def compare(self, row: int, cells: Cells, first: Cells, first_row: int) -> None:
        for column in self.of_decision:
            written = cells.get(column.name)
            if written and written != first.get(column.name):
                self.wrong(row, column, f"This differs from row {first_row}, which is about the same decision")

    def award(self, row: int, cells: Cells, decision: PastDecision) -> None:
        if not any(cells.get(column.name) for column in AWARD):
            if len(decision.cells) > 1 and row != decision.cells[0][0]:
                self.wrong(row, AWARD[0], "This row repeats a decision and adds no award to it")
            return
        for column in AWARD:
            if column.name in ("recipient", "amount") and not cells.get(column.name):
                self.wrong(row, column, "An award needs a recipient and an amount")
        values = self.values(row, AWARD, cells)
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.wrong(row, self.columns["ends_on"], "It ends before it starts")
        title = values.pop("award_title", "") or (decision.values.get("title") or "")[:140]
        decision.awards.append({"recipient": None, "amount": None} | values | {"title": title})

    def references(self, decisions: Iterable[PastDecision]) -> None:
        """No two decisions of one table have the same reference."""
        first_rows: dict[str, int] = {}
        for decision in decisions:
            row, reference = decision.cells[0][0], plain(decision.values.get("reference") or "")
            if reference and first_rows.setdefault(reference, row) != row:
                self.wrong(row, self.columns["reference"], f"Row {first_rows[reference]} has the same reference")

    def look_alikes(self, decisions: Sequence[PastDecision]) -> None:
        """What looks like a decision that is here, or in rows above, says why it is another."""
        entered = [decision.marks for decision in decisions]
        rows: dict[Mark, str] = {}
        for decision, shared, others in zip(decisions, entered, look_alikes_of_each(entered), strict=True):
            above = dict.fromkeys(rows[mark] for mark in shared if mark in rows)
            rows |= {mark: rows.get(mark, decision.where) for mark in shared}
            if (others or above) and not decision.values.get("why_another"):
                self.wrong(decision.cells[0][0], self.columns["why_another"], say_why([*others, *above]).rstrip("."))
