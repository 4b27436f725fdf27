"""A table of awards copied from a spreadsheet: the meaning of its columns and cells, and what could not be parsed.

Columns come in any order, with a heading or without. A heading that is a year or a stream (or both) makes a wide table:
every amount below it is an award of its own.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError

from grants.fields import PoundsField
from grants.models import FundingStream
from grants.names import AmbiguousName, NameResolver, Payee, fold
from grants.years import FinancialYear

from .table import read_paste

LONGEST_TITLE = 140
YEAR = re.compile(r"\b[0-9]{4}\s*[/–-]\s*(?:[0-9]{4}|[0-9]{2})\b")
BESIDE_A_YEAR = {"", "fy", "year", "financial year", "amount", "award"}
TOTALS = {"total", "totals", "grand total", "overall", "sum"}
NO_AMOUNT = {"-", "–", "—", "nil", "n/a"}
POUNDS = PoundsField()


class ColumnMeaning(Enum):
    """What a column holds."""

    PAYEE = "partnership, district or organisation"
    STREAM = "funding stream"
    YEAR = "financial year"
    AMOUNT = "amount"
    TITLE = "title"
    WIDE = "amount of the stream or year in its heading"
    UNUSED = "not used"
    ANY = "whatever its cells look like"


HEADINGS = {
    ColumnMeaning.PAYEE: "recipient, partnership, csp, district, organisation, council, area, name, borough, paid to, "
    "accountable body, local authority, organisation id, organisation identifier",
    ColumnMeaning.STREAM: "stream, funding stream, fund, funding, funding source, pot",
    ColumnMeaning.YEAR: "year, financial year",
    ColumnMeaning.AMOUNT: "amount, award, grant, sum, value, award amount, grant amount, amount awarded",
    ColumnMeaning.TITLE: "title, title of award, award title, purpose, project",
}
MEANINGS = {heading: meaning for meaning, headings in HEADINGS.items() for heading in headings.split(", ")}


@dataclass(frozen=True)
class PastedColumn:
    meaning: ColumnMeaning
    heading: str = ""
    stream: FundingStream | None = None
    year: FinancialYear | None = None


@dataclass(frozen=True)
class PastedAward:
    """One award that a line gives; `stream` and `year` may be missing from the table. Pounds as Decimal."""

    line: int
    payee: Payee
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
    unparsed: tuple[UnparsedRow, ...] = ()
    totals: tuple[UnparsedRow, ...] = ()  # of the table itself: parsed, and no award
    unused: tuple[str, ...] = ()  # headings of columns that hold nothing of an award


def parse_table(text: str, names: NameResolver) -> PastedTable:
    """The awards of a pasted table, and each line that gives none, with the reason."""
    rows = read_paste(text)
    columns = columns_of(rows[0][1], names) if rows else None
    awards: list[PastedAward] = []
    unparsed, totals = [], []
    for number, cells in rows[1:] if columns else rows:
        pasted = " | ".join(filter(None, cells))
        if fold(next(filter(None, cells))) in TOTALS:
            totals.append(UnparsedRow(number, pasted, "A total of the table, not an award"))
            continue
        try:
            awards += awards_of(number, cells, columns, names)
        except ValueError as error:
            unparsed.append(UnparsedRow(number, pasted, str(error)))
    unused = (each.heading for each in columns or () if each.meaning is ColumnMeaning.UNUSED and each.heading)
    return PastedTable(tuple(awards), tuple(unparsed), tuple(totals), tuple(unused))


def columns_of(cells: Sequence[str], names: NameResolver) -> list[PastedColumn] | None:
    """The columns by the headings in the first line; None if that is not a line of headings."""
    columns = [column(cell, names) for cell in cells]
    if all(each.meaning is ColumnMeaning.UNUSED for each in columns) or any(is_data(cell, names) for cell in cells):
        return None
    if all(each.meaning is not ColumnMeaning.PAYEE for each in columns):  # an empty corner is the heading of the names
        empty = next((place for place, each in enumerate(columns) if not each.heading), None)
        if empty is not None:
            columns[empty] = PastedColumn(ColumnMeaning.PAYEE)
    return columns


def column(heading: str, names: NameResolver) -> PastedColumn:
    """What a heading says of its column; what is in brackets, such as (£), says nothing."""
    bare = re.sub(r"\(.*?\)", " ", heading)
    if meaning := MEANINGS.get(fold(bare)):
        return PastedColumn(meaning, heading)
    if "£" in heading and not fold(bare):
        return PastedColumn(ColumnMeaning.AMOUNT, heading)
    without_year = YEAR.sub(" ", bare)
    stream, year = names.stream(without_year), year_in(bare)
    if stream or (year and fold(without_year) in BESIDE_A_YEAR):
        return PastedColumn(ColumnMeaning.WIDE, heading, stream, year)
    return PastedColumn(ColumnMeaning.UNUSED, heading)


def year_in(heading: str) -> FinancialYear | None:
    written = YEAR.search(heading)
    try:
        return FinancialYear.parse(written[0]) if written else None
    except ValueError:
        return None


def is_data(cell: str, names: NameResolver) -> bool:
    try:
        return bool(cell) and (names.payee(cell) is not None or POUNDS.clean(cell) is not None)
    except AmbiguousName:
        return True
    except ValidationError:
        return False


def awards_of(
    line: int, cells: Sequence[str], columns: list[PastedColumn] | None, names: NameResolver
) -> list[PastedAward]:
    """What one line gives: one award, or in a wide table one for each amount; ValueError says why it gives none."""
    if columns and len(cells) > len(columns):
        raise ValueError("It has more cells than the heading")
    found: dict[ColumnMeaning, list[Any]] = defaultdict(list)
    for cell, column in zip(cells, columns or [PastedColumn(ColumnMeaning.ANY)] * len(cells), strict=False):
        if cell and column.meaning is not ColumnMeaning.UNUSED:
            meaning, value = parse_cell(cell, column, names)
            found[meaning].append(value)
    payee = payee_of(found[ColumnMeaning.PAYEE])
    stream, year, amount, title = (
        only(found[meaning], meaning.value)
        for meaning in (ColumnMeaning.STREAM, ColumnMeaning.YEAR, ColumnMeaning.AMOUNT, ColumnMeaning.TITLE)
    )
    amounts = [(each, pounds) for each, pounds in found[ColumnMeaning.WIDE] if pounds is not None]
    if amount:
        amounts.append((PastedColumn(ColumnMeaning.AMOUNT), amount))
    if not amounts:
        raise ValueError("It gives no amount")
    return [
        PastedAward(line, payee, each.stream or stream, each.year or year, pounds, title or "")
        for each, pounds in amounts
    ]


def parse_cell(cell: str, column: PastedColumn, names: NameResolver) -> tuple[ColumnMeaning, Any]:
    """What a cell says, and what kind of thing that is: by its column, or in a table without headings by its looks."""
    meaning = looks_like(cell, names) if column.meaning is ColumnMeaning.ANY else column.meaning
    match meaning:
        case ColumnMeaning.PAYEE:
            return meaning, known(names.payee(cell), cell, meaning)
        case ColumnMeaning.STREAM:
            return meaning, known(names.stream(cell), cell, meaning)
        case ColumnMeaning.YEAR:
            return meaning, FinancialYear.parse(cell)
        case ColumnMeaning.WIDE:
            return meaning, (column, None if cell.casefold() in NO_AMOUNT else amount_in(cell))
        case ColumnMeaning.AMOUNT:
            return meaning, amount_in(cell)
        case _:
            if len(cell) > LONGEST_TITLE:
                raise ValueError(f"The title is longer than {LONGEST_TITLE} characters")
            return ColumnMeaning.TITLE, " ".join(cell.split())


def looks_like(cell: str, names: NameResolver) -> ColumnMeaning:
    if YEAR.fullmatch(cell):
        return ColumnMeaning.YEAR
    if names.payee(cell):
        return ColumnMeaning.PAYEE
    if names.stream(cell):
        return ColumnMeaning.STREAM
    if cell[0] in "£-0123456789":
        return ColumnMeaning.AMOUNT
    raise ValueError(f"“{cell}” is not a recipient, funding stream, financial year or amount that the office knows")


def known(thing: Any, cell: str, meaning: ColumnMeaning) -> Any:
    if thing is None:
        raise ValueError(f"“{cell}” is not a {meaning.value} that the office knows")
    return thing


def amount_in(cell: str) -> Any:
    try:
        return POUNDS.clean(cell)
    except ValidationError as error:
        raise ValueError(f"“{cell}”: {error.messages[0]}") from error


def only(values: Sequence[Any], what: str) -> Any:
    """The one value of a line, or None; a line that gives two that differ cannot be parsed."""
    if len(set(values)) > 1:
        raise ValueError(f"It gives more than one {what}: {' and '.join(str(value) for value in values)}")
    return values[0] if values else None


def payee_of(payees: list[Payee]) -> Payee:
    """Who is paid and for whom, if a line names both a district and a recipient."""
    partnership = only([payee.partnership for payee in payees if payee.partnership], "partnership")
    recipient = only([payee.recipient for payee in payees if not payee.partnership], "recipient")
    if not payees:
        raise ValueError("It names no recipient")
    return Payee(recipient or payees[0].recipient, partnership)
