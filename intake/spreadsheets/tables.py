"""Finding the tables in a sheet: where their headings are, in one row or two, what stands above them, and which rows
are data, totals, lines between the rows, or notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from .meanings import says_no_awards

SHEET_NAME, TITLE, LINE_ABOVE = "(name of the sheet)", "(title above the table)", "(line above the rows)"
TOTALS = re.compile(r"(?:grand |overall |sub ?|running )?totals?\b|overall$|sum$|subtotal")
PATTERN_OF_ROWS = re.compile(r"\s*(\d{1,6})\s*(?:(?:-|–|to)\s*(\d{1,6})\s*)?")


class RowKind(Enum):
    DATA = "data"
    TOTAL = "total"
    HIDDEN = "hidden"
    LEFT_OUT = "left out"
    LINE = "line between the rows"
    NOTE = "note"


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its number in the sheet, its cells, and the line above it if there is one. `joined` are the
    places of cells that repeat the one above, with which they are joined."""

    number: int
    cells: tuple[str, ...]
    kind: RowKind
    line: str = ""
    joined: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.cells))


@dataclass(frozen=True)
class Table:
    """A table of a sheet. `headings` are all different; `unread` are headings of hidden columns."""

    sheet: str
    title: str
    heading_rows: tuple[int, ...]
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    is_hidden: bool = False
    unread: tuple[str, ...] = ()
    formulas: int = 0
    not_computed: int = 0

    @property
    def key(self) -> str:
        """Its name in what an officer chooses."""
        return f"{self.sheet}!{self.heading_rows[0] if self.heading_rows else 0}"

    @cached_property
    def data(self) -> list[TableRow]:
        return self.of(RowKind.DATA)

    def of(self, kind: RowKind) -> list[TableRow]:
        return [row for row in self.rows if row.kind is kind]

    @property
    def total_rows(self) -> list[int]:
        return [row.number for row in self.of(RowKind.TOTAL)]

    @property
    def hidden_rows(self) -> list[int]:
        return [row.number for row in self.of(RowKind.HIDDEN)]

    @property
    def lines(self) -> list[TableRow]:
        return self.of(RowKind.LINE)

    @property
    def notes(self) -> list[TableRow]:
        return self.of(RowKind.NOTE)

    @property
    def where(self) -> str:
        """The table as people call it."""
        return " › ".join(filter(None, (self.sheet, self.title)))

    @property
    def is_proposed(self) -> bool:
        """Whether it seems to hold awards that are to be read."""
        return not self.is_hidden and bool(self.data) and len(self.headings) > 1 and not self.says_no_awards

    @property
    def says_no_awards(self) -> bool:
        return says_no_awards(self.where)

    def samples(self, heading: str, most: int = 400) -> list[str]:
        """What a column says, in the order of the rows, without what is empty."""
        return [cell for row in self.data[:most] if (cell := self.cell(row, heading))]

    def cell(self, row: TableRow, heading: str) -> str:
        if heading in self.places:
            return row.cells[self.places[heading]]
        return {SHEET_NAME: self.sheet, TITLE: self.title, LINE_ABOVE: row.line}.get(heading, "")

    @cached_property
    def places(self) -> dict[str, int]:
        return {heading: place for place, heading in enumerate(self.headings)}


@dataclass(frozen=True)
class Choices:
    """What an officer has said about the tables of a file. Headings: the rows that hold them, by sheet, like "2-3"; by
    key of a table whether it is read, whether with its hidden rows, and which rows are left out."""

    headings: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, bool] = field(default_factory=dict)
    with_hidden: Mapping[str, bool] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)


def chosen(tables: Sequence[Table], choices: Choices) -> list[Table]:
    """Those that are read: what an officer has said, or else what is proposed."""
    return [table for table in tables if choices.chosen.get(table.key, table.is_proposed)]


def row_numbers(written: str) -> set[int]:
    """The rows that "3, 7-9" names. Raises ValueError with a sentence."""
    numbers: set[int] = set()
    for part in filter(str.strip, written.split(",")):
        match = PATTERN_OF_ROWS.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part.strip()[:20]}” is no row: write rows like 3, 7-9")
        numbers |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return numbers
