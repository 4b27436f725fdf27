"""What the columns of a register mean, as an officer has it, and what each row says by it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from grants.formatting import day

from .meanings import (
    IGNORED,
    KEPT,
    NOT_READ,
    TOTAL,
    WIDE,
    Meaning,
    beside_the_year,
    meanings,
)
from .tables import Table, TableRow
from .values import day_of, is_no_amount, year_of

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Grouping(Enum):
    """Which rows make one decision."""

    ROW = "row"
    REFERENCE = "reference"
    DAY = "day"
    TABLE = "table"


@dataclass(frozen=True)
class Matching:
    """`columns` say what each heading means. `same` are values for all rows that say nothing themselves, in which
    {Heading} stands for the cell of that column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    grouping: Grouping = Grouping.ROW

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Matching":
        return cls(kept.get("columns", {}), kept.get("same", {}), Grouping(kept.get("grouping", "row")))

    def kept(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "same": dict(self.same), "grouping": self.grouping.value}

    def headings(self, meaning: str) -> list[str]:
        return [heading for heading, name in self.columns.items() if name == meaning]

    def has(self, *names: str) -> bool:
        return any(name in self.columns.values() for name in names)


@dataclass(frozen=True)
class Entry:
    """One award as a row gives it, or a row that awards nothing: what it says by meaning. `own` are the meanings of
    which a column of its own speaks; `kept` is what is only quoted."""

    table: Table
    row: int
    cells: Mapping[str, str]
    own: frozenset[str]
    kept: Mapping[str, str]
    heading: str = ""


def entries(tables: Iterable[Table], matching: Matching) -> Iterator[Entry]:
    """What each row of data says; of a table of years or streams, one entry for each sum."""
    for table in tables:
        places = {heading: name for heading, name in matching.columns.items() if name != NOT_READ}
        for row in table.data:
            yield from entries_of(table, row, places, matching)


def entries_of(table: Table, row: TableRow, columns: Mapping[str, str], matching: Matching) -> Iterator[Entry]:
    cells: dict[str, str] = {}
    kept: dict[str, str] = {}
    wide: list[tuple[str, str]] = []
    for heading, name, cell in read_cells(table, row, columns):
        if name == KEPT:
            kept[heading] = cell
        elif name == WIDE:
            wide.append((heading, cell))
        else:
            cells[name] = f"{cells[name]}\n{cell}" if name in cells else cell
    own = frozenset(cells)
    for name, template in matching.same.items():
        if template and name not in cells:
            cells[name] = filled_in(template, table, row, matching)
    if WIDE not in columns.values():
        yield Entry(table, row.number, cells, own, kept)
    for heading, cell in wide:
        shared = {**cells, **said_by(heading, matching), "amount": cell}
        yield Entry(table, row.number, shared, own | {"amount"}, kept, heading)


def read_cells(table: Table, row: TableRow, columns: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The heading, the meaning and the text of each cell that is read or kept. A sum in cells that are joined counts
    once, in the first row; in a table of sums a dash is none."""
    for heading, name in columns.items():
        cell = table.cell(row, heading)
        is_repeated = name in ("amount", WIDE) and table.places.get(heading) in row.joined
        is_none = name == WIDE and is_no_amount(cell)
        if cell and name not in (IGNORED, TOTAL) and not is_repeated and not is_none:
            yield heading, name, cell


def said_by(heading: str, matching: Matching) -> dict[str, str]:
    """The year that a heading of sums names, and beside it the stream, or who is paid where no column says that."""
    year, named = year_of(heading), beside_the_year(heading)
    what = "stream" if matching.has("recipient", "payee") else "payee"
    return ({"year": str(year)} if year else {}) | ({what: named} if named else {})


def filled_in(template: str, table: Table, row: TableRow, matching: Matching) -> str:
    """A value for all rows, with what this row says in the place of each {Heading}."""

    def cell(match: re.Match[str]) -> str:
        written = table.cell(row, match[1])
        decided = day_of(written) if matching.columns.get(match[1]) == "decided_on" else None
        return day(decided) if decided else written

    return PLACEHOLDER.sub(cell, template).strip(" :,–-£")


def offered() -> dict[str, list[Meaning]]:
    """The meanings to choose from, by group."""
    groups: dict[str, list[Meaning]] = {}
    for meaning in meanings().values():
        groups.setdefault(meaning.group, []).append(meaning)
    return groups
