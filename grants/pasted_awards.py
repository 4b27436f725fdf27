"""A table of awards copied from a spreadsheet: what its columns and cells stand for, and what could not be read.

Columns come in any order, with a heading or without. A heading that is a year or a stream (or both) makes a wide table:
every amount below it is an award of its own.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from grants.fields import PoundsField
from grants.models import FundingStream
from grants.names import NameResolver, Payee, key
from grants.years import FinancialYear

Known = TypeVar("Known")

LONGEST_TITLE = 140
THOUSANDS = re.compile(r"(?<![\d/.–-])\d{1,3}(?:,\d{3})+(?!\d)")
YEAR = re.compile(r"\b[0-9]{4}\s*[/–-]\s*(?:[0-9]{4}|[0-9]{2})\b")
BESIDE_A_YEAR = {"", "fy", "year", "financial year", "amount", "award"}
TOTALS = {"total", "totals", "grand total", "overall", "sum"}
NO_AMOUNT = {"-", "–", "—", "nil", "n/a"}
POUNDS = PoundsField()


class ColumnMeaning(Enum):
    """What a column holds."""

    PLACE = "recipient"
    STREAM = "stream"
    YEAR = "year"
    AMOUNT = "amount"
    TITLE = "title"
    WIDE = "amount of the stream or year that heads it"
    UNUSED = "not used"
    ANY = "whatever the cell looks like"


HEADINGS = {
    ColumnMeaning.PLACE: (
        *(
            "recipient",
            "partnership",
            "csp",
            "district",
            "organisation",
            "council",
            "area",
            "name",
            "borough",
            "paid to",
        ),
        *("community safety partnership", "accountable body", "local authority", "organisation id"),
        "organisation identifier",
    ),
    ColumnMeaning.STREAM: ("stream", "funding stream", "fund", "funding", "funding source", "pot"),
    ColumnMeaning.YEAR: ("year", "financial year"),
    ColumnMeaning.AMOUNT: (
        "amount",
        "award",
        "grant",
        "sum",
        "value",
        "award amount",
        "grant amount",
        "amount awarded",
    ),
    ColumnMeaning.TITLE: ("title", "title of award", "award title", "purpose", "project"),
}
ROLES = {heading: role for role, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True)
class PastedColumn:
    role: ColumnMeaning
    heading: str = ""
    stream: FundingStream | None = None
    year: FinancialYear | None = None


@dataclass(frozen=True)
class PastedAward:
    """One award that a line gives; `stream` and `year` may be missing from the table. Pounds as Decimal."""

    line: int
    place: Payee
    stream: FundingStream | None
    year: FinancialYear | None
    amount: Decimal
    title: str


@dataclass(frozen=True)
class UnparsedRow:
    """A line that gives no award, as it was pasted, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class PastedTable:
    awards: tuple[PastedAward, ...] = ()
    unread: tuple[UnparsedRow, ...] = ()
    left_out: tuple[UnparsedRow, ...] = ()  # totals of the table itself: read, and no award
    unused: tuple[str, ...] = ()  # headings of columns that hold not used


def parse_table(text: str, names: NameResolver) -> PastedTable:
    """The awards of a pasted table, and each line that gives none, with the reason."""
    rows = [(number, cells) for number, cells in enumerate(split(text), start=1) if any(cells)]
    columns = headed(rows[0][1], names) if rows else None
    awards: list[PastedAward] = []
    unread, left_out = [], []
    for number, cells in rows[1:] if columns else rows:
        told = " | ".join(cell for cell in cells if cell)
        if key(next(filter(None, cells))) in TOTALS:
            left_out.append(UnparsedRow(number, told, "A total of the table, not an award"))
            continue
        try:
            awards += awards_of(number, cells, columns, names)
        except ValueError as error:
            unread.append(UnparsedRow(number, told, str(error)))
    unused = tuple(column.heading for column in columns or () if column.role is ColumnMeaning.UNUSED and column.heading)
    return PastedTable(tuple(awards), tuple(unread), tuple(left_out), unused)


def split(text: str) -> Iterator[list[str]]:
    """The cells of every line, split at the table's own separator."""
    lines = [THOUSANDS.sub(lambda sum_: sum_[0].replace(",", ""), line) for line in text.splitlines()]
    commas = sum("," in line for line in lines)
    if mark := next((mark for mark in "\t;" if any(mark in line for line in lines)), "," if commas else ""):
        for line in lines:
            yield [" ".join(cell.split()) for cell in next(csv.reader([line], delimiter=mark), [])]
    else:
        yield from (re.split(r"\s{2,}", line.strip()) for line in lines)


def headed(cells: list[str], names: NameResolver) -> list[PastedColumn] | None:
    """The columns as the first line heads them; None where it is no heading."""
    columns = [column(cell, names) for cell in cells]
    is_data = any(is_amount(cell) or key(cell) in names.places for cell in cells)
    knows = any(column.role is not ColumnMeaning.UNUSED for column in columns)
    if is_data or not knows:
        return None
    if all(column.role is not ColumnMeaning.PLACE for column in columns):  # a blank corner heads the names
        blank = next((place for place, column in enumerate(columns) if not column.heading), None)
        if blank is not None:
            columns[blank] = PastedColumn(ColumnMeaning.PLACE)
    return columns


def column(heading: str, names: NameResolver) -> PastedColumn:
    """What a heading says of its column; what stands in brackets, such as (£), says nothing."""
    bare = re.sub(r"\(.*?\)", " ", heading)
    if role := ROLES.get(key(bare)):
        return PastedColumn(role, heading)
    if "£" in heading and not key(bare):
        return PastedColumn(ColumnMeaning.AMOUNT, heading)
    stream, year = names.streams.get(key(YEAR.sub(" ", bare))), year_in(bare)
    if stream or (year and key(YEAR.sub(" ", bare)) in BESIDE_A_YEAR):
        return PastedColumn(ColumnMeaning.WIDE, heading, stream, year)
    return PastedColumn(ColumnMeaning.UNUSED, heading)


def year_in(heading: str) -> FinancialYear | None:
    written = YEAR.search(heading)
    try:
        return FinancialYear.parse(written[0]) if written else None
    except ValueError:
        return None


def is_amount(cell: str) -> bool:
    try:
        return bool(cell) and POUNDS.clean(cell) is not None
    except ValidationError:
        return False


def awards_of(
    line: int, cells: list[str], columns: list[PastedColumn] | None, names: NameResolver
) -> list[PastedAward]:
    """What one line gives: one award, or in a wide table one for each amount; ValueError says why it gives none."""
    if columns and len(cells) > len(columns):
        raise ValueError("It has more cells than the heading")
    found: dict[ColumnMeaning, list[Any]] = defaultdict(list)
    for cell, column in zip(cells, columns or [PastedColumn(ColumnMeaning.ANY)] * len(cells), strict=False):
        if cell and column.role is not ColumnMeaning.UNUSED:
            role, value = read(cell, column, names)
            found[role].append(value)
    place = payee_of(found[ColumnMeaning.PLACE])
    stream, year = (
        only(found[ColumnMeaning.STREAM], "funding stream"),
        only(found[ColumnMeaning.YEAR], "financial year"),
    )
    amounts = [(column, amount) for column, amount in found[ColumnMeaning.WIDE] if amount is not None]
    if amount := only(found[ColumnMeaning.AMOUNT], "amount"):
        amounts.append((PastedColumn(ColumnMeaning.AMOUNT), amount))
    if not amounts:
        raise ValueError("It gives no amount")
    title = only(found[ColumnMeaning.TITLE], "title") or ""
    return [
        PastedAward(line, place, column.stream or stream, column.year or year, amount, title)
        for column, amount in amounts
    ]


def read(cell: str, column: PastedColumn, names: NameResolver) -> tuple[ColumnMeaning, Any]:
    """What a cell says, as its column has it."""
    match column.role:
        case ColumnMeaning.PLACE:
            return ColumnMeaning.PLACE, parse_cell(names.places, cell, "partnership, district or organisation")
        case ColumnMeaning.STREAM:
            return ColumnMeaning.STREAM, parse_cell(names.streams, cell, "funding stream")
        case ColumnMeaning.YEAR:
            return ColumnMeaning.YEAR, FinancialYear.parse(cell)
        case ColumnMeaning.AMOUNT:
            return ColumnMeaning.AMOUNT, amount_in(cell)
        case ColumnMeaning.WIDE:
            return ColumnMeaning.WIDE, (column, None if cell.casefold() in NO_AMOUNT else amount_in(cell))
        case ColumnMeaning.TITLE:
            return ColumnMeaning.TITLE, short(cell)
        case _:
            return parse_without_heading(cell, names)


def parse_without_heading(cell: str, names: NameResolver) -> tuple[ColumnMeaning, Any]:
    """What a cell says in a table without a heading."""
    if YEAR.fullmatch(cell):
        return ColumnMeaning.YEAR, FinancialYear.parse(cell)
    if place := names.places.get(key(cell)):
        return ColumnMeaning.PLACE, place
    if stream := names.streams.get(key(cell)):
        return ColumnMeaning.STREAM, stream
    if cell[0] in "£-0123456789":
        return ColumnMeaning.AMOUNT, amount_in(cell)
    raise ValueError(f"“{cell}” is no recipient, funding stream, financial year or amount that the office knows")


def parse_cell(named: Mapping[str, Known], cell: str, what: str) -> Known:
    if key(cell) not in named:
        raise ValueError(f"“{cell}” is no {what} that the office knows")
    return named[key(cell)]


def amount_in(cell: str) -> Decimal:
    try:
        amount: Decimal = POUNDS.clean(cell)
    except ValidationError as error:
        raise ValueError(f"“{cell}”: {error.messages[0]}") from error
    return amount


def short(title: str) -> str:
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"The title is longer than {LONGEST_TITLE} characters")
    return title


def only(values: Sequence[Any], what: str) -> Any:
    """The one value of a line, or None; a line that gives two that differ cannot be read."""
    if len(set(values)) > 1:
        raise ValueError(f"It gives more than one {what}: {' and '.join(str(value) for value in values)}")
    return values[0] if values else None


def payee_of(places: list[Payee]) -> Payee:
    """Who is paid and for whom, where a line may name both a district and a recipient."""
    partnership = only([place.partnership for place in places if place.partnership], "partnership")
    recipient = only([place.recipient for place in places if not place.partnership], "recipient")
    if not places:
        raise ValueError("It names no recipient")
    return Payee(recipient or places[0].recipient, partnership)
