"""What the columns of a register mean, proposed and then as an officer has it; and what each row says by it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from grants.formatting import day
from grants.names import fold

from .meanings import (
    IGNORED,
    KEPT,
    MANY,
    NOT_READ,
    TOTAL,
    WIDE,
    Meaning,
    beside_the_year,
    fits,
    labels,
    meanings,
    proposals,
)
from .tables import LINE_ABOVE, SHEET_NAME, TITLE, Table, TableRow
from .values import day_of, is_no_amount, looks_like_money, year_of

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
FEW = 400


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


def headings_of(tables: Sequence[Table]) -> list[str]:
    """All headings of the tables that are read, in order, and what stands outside the columns."""
    found = dict.fromkeys(heading for table in tables for heading in table.headings)
    if len({table.sheet for table in tables}) > 1 or any(year_of(table.sheet) for table in tables):
        found[SHEET_NAME] = None
    if any(table.title for table in tables):
        found[TITLE] = None
    if any(row.line for table in tables for row in table.data):
        found[LINE_ABOVE] = None
    return list(found)


def samples(tables: Sequence[Table], heading: str, most: int = FEW) -> list[str]:
    return [cell for table in tables for cell in table.samples(heading, most)][:most]


def few(tables: Sequence[Table], heading: str) -> list[str]:
    """Three different values, as an officer is shown them."""
    return list(dict.fromkeys(samples(tables, heading)))[:3]


def propose(tables: Sequence[Table]) -> Matching:
    """What the headings say, as far as their columns hold such values; and what is the same in all rows."""
    columns = proposed_columns(tables, headings_of(tables))
    grouping = proposed_grouping(tables, columns)
    return Matching(columns, proposed_same(tables, columns, grouping), grouping)


def proposed_columns(tables: Sequence[Table], headings: Sequence[str]) -> dict[str, str]:
    said = {heading: samples(tables, heading) for heading in headings}
    known = meanings()
    is_template = all(heading.casefold() in labels() for heading in headings)
    columns = dict.fromkeys(headings, "")
    outside = (SHEET_NAME, TITLE, LINE_ABOVE)
    claims = sorted(
        ((sure, place, order), heading, name)
        for place, heading in enumerate(headings)
        if heading not in outside
        for order, (sure, name) in enumerate(proposals(heading))
        if is_template or fits(known[name], said[heading])
    )
    taken: set[str] = set()
    for _, heading, name in claims:
        if not columns[heading] and (name in MANY or name not in taken):
            columns[heading] = name
            taken.add(name)
    if not taken & {"recipient", "payee"}:
        columns |= nameless_names(columns, said)
    return settled({heading: name or outside_of(heading, said, taken) for heading, name in columns.items()}, said)


def nameless_names(columns: Mapping[str, str], said: Mapping[str, list[str]]) -> dict[str, str]:
    """An empty corner above the names is their heading."""
    first = next(iter(columns), "")
    known = meanings()
    is_corner = first and not columns[first] and first.startswith("Column ") and said[first]
    return {first: "payee"} if is_corner and fits(known["payee"], said[first]) else {}


def outside_of(heading: str, said: Mapping[str, list[str]], taken: set[str]) -> str:
    """What a heading means that nothing was proposed for; a sheet or a line between the rows may name a year."""
    cells = said[heading]
    names_years = bool(cells) and all(year_of(cell) for cell in cells)
    if heading in (SHEET_NAME, LINE_ABOVE) and names_years and not taken & {"year", WIDE}:
        return "year"
    if heading == TITLE and names_years and not taken & {"year", WIDE, "decided_on"}:
        return "year"
    if heading == LINE_ABOVE and "stream" not in taken and not names_years:
        return "stream"
    return KEPT


def settled(columns: dict[str, str], said: Mapping[str, list[str]]) -> dict[str, str]:
    """Proposals that depend on one another: a district beside a recipient is the partnership; a total that is the only
    sum is the amount; in a table of years the plain amount is not one more."""
    by_looks(columns, said)
    names = set(columns.values())
    for heading, name in columns.items():
        if name == "payee" and "recipient" in names:
            columns[heading] = "partnership" if "partnership" not in names else KEPT
        elif name == "partnership" and not names & {"recipient", "payee"}:
            columns[heading] = "payee"
        elif name == TOTAL and not names & {"amount", WIDE} and fits(meanings()["amount"], said[heading]):
            columns[heading] = "amount"
            names.add("amount")
        elif name == "amount" and WIDE in names:
            columns[heading] = TOTAL
        elif name == "award_title" and not names & {"purpose", "title"} and fold(heading) == "title":
            columns[heading] = "title"
    return columns


def by_looks(columns: dict[str, str], said: Mapping[str, list[str]]) -> None:
    """What only the cells say: the one column of days, and the one of sums; several of sums are streams, or who is
    paid."""
    names = set(columns.values())
    sums = [] if names & {"amount", WIDE} else [each for each in columns if is_sums(columns, said, each)]
    columns |= dict.fromkeys(sums, "amount" if len(sums) == 1 and TOTAL not in names else WIDE)
    days = [each for each in columns if columns[each] == KEPT and said[each] and is_mostly_days(said[each])]
    if "decided_on" not in names and len(days) == 1:
        columns[days[0]] = "decided_on"


def is_mostly_days(cells: Sequence[str]) -> bool:
    return sum(day_of(cell) is not None and not looks_like_money(cell) for cell in cells) * 2 > len(cells)


def is_sums(columns: Mapping[str, str], said: Mapping[str, list[str]], heading: str) -> bool:
    """Whether a column of sums has a heading that nobody knows: a stream, or who is paid."""
    return columns[heading] == KEPT and holds_money(said[heading])


def proposed_grouping(tables: Sequence[Table], columns: Mapping[str, str]) -> Grouping:
    references = [heading for heading, name in columns.items() if name in ("reference", "external_reference")]
    rows = [(table, row) for table in tables for row in table.data]
    is_template = all(heading.casefold() in labels() for heading in columns)
    if is_template or (references and all(any(table.cell(row, each) for each in references) for table, row in rows)):
        return Grouping.REFERENCE
    return Grouping.ROW if "decided_on" in columns.values() else Grouping.TABLE


def proposed_same(tables: Sequence[Table], columns: Mapping[str, str], grouping: Grouping) -> dict[str, str]:
    at = {name: heading for heading, name in columns.items()}
    same = {} if "outcome" in at else {"outcome": "Approved"}
    if "title" in at:
        return same
    what = at.get("award_title") or at.get("purpose")
    who = at.get("recipient") or at.get("payee")
    references = [at[name] for name in ("reference", "external_reference") if name in at]
    shared = grouping is Grouping.REFERENCE and any(
        count > 1 for count in Counter(cell for each in references for cell in samples(tables, each)).values()
    )
    if grouping in (Grouping.TABLE, Grouping.DAY) or shared:
        day_of_it = f" decided on {{{at['decided_on']}}}" if "decided_on" in at else ""
        titles = {table.title for table in tables}
        above = f"{{{TITLE}}}" if all(titles) and grouping is Grouping.TABLE else ""
        return same | ({"title": above} if above else {"title": f"Grants{day_of_it}"} if day_of_it else {})
    return same | {"title": ": ".join(f"{{{heading}}}" for heading in (what, who) if heading)}


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
        yield Entry(table, row.number, {**cells, **said_by(heading), "amount": cell}, own | {"amount"}, kept, heading)


def read_cells(table: Table, row: TableRow, columns: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The heading, the meaning and the text of each cell that is read or kept. A sum in cells that are joined counts
    once, in the first row; in a table of sums a dash is none."""
    for heading, name in columns.items():
        cell = table.cell(row, heading)
        is_repeated = name in ("amount", WIDE) and table.places.get(heading) in row.joined
        is_none = name == WIDE and is_no_amount(cell)
        if cell and name not in (IGNORED, TOTAL) and not is_repeated and not is_none:
            yield heading, name, cell


def said_by(heading: str) -> dict[str, str]:
    """The year and the stream that a heading of sums names."""
    year, stream = year_of(heading), beside_the_year(heading)
    return ({"year": str(year)} if year else {}) | ({"stream": stream} if stream else {})


def filled_in(template: str, table: Table, row: TableRow, matching: Matching) -> str:
    """A value for all rows, with what this row says in the place of each {Heading}."""

    def cell(match: re.Match[str]) -> str:
        written = table.cell(row, match[1])
        decided = day_of(written) if matching.columns.get(match[1]) == "decided_on" else None
        return day(decided) if decided else written

    return PLACEHOLDER.sub(cell, template).strip(" :,–-£")


def unread_money(tables: Sequence[Table], matching: Matching) -> list[str]:
    """Headings of columns that hold sums and are not read: no sum goes unmentioned."""
    not_read = [heading for heading, name in matching.columns.items() if name in (KEPT, IGNORED)]
    return [heading for heading in not_read if holds_money(samples(tables, heading))]


def holds_money(cells: Sequence[str]) -> bool:
    """Most of these are sums: with a pound sign, pence or thousands, or of three digits and more, so that they are no
    numbers of another sort."""
    sums = [cell for cell in cells if looks_like_money(cell) and re.search(r"£|,\d{3}|\.\d\d?$|^\d{3,7}$", cell)]
    return bool(sums) and len(sums) * 2 > len(cells)


def offered() -> dict[str, list[Meaning]]:
    """The meanings to choose from, by group."""
    groups: dict[str, list[Meaning]] = {}
    for meaning in meanings().values():
        groups.setdefault(meaning.group, []).append(meaning)
    return groups
