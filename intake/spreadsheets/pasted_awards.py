"""A table of awards copied from a spreadsheet: the meaning of its columns and cells, and what could not be parsed.

Columns come in any order, with a heading or without. A heading that is a year or a stream (or both) makes a wide table:
every amount below it is an award of its own.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
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
class UnparsedRow:
    """A line that gives no award, as it was pasted, and why."""

    line: int
    text: str
    reason: str


@dataclass
class PastedTable:
    """`awards` are fields of awards, of which stream, year and title may be open. `totals` are sums of other lines,
    `unused` the headings of columns that hold nothing of an award."""

    awards: list[dict[str, Any]] = field(default_factory=list)
    unparsed: list[UnparsedRow] = field(default_factory=list)
    totals: list[UnparsedRow] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def parse_table(text: str, names: NameResolver) -> PastedTable:
    """The awards of a pasted table, and each line that gives none, with the reason."""
    rows, table = read_paste(text), PastedTable()
    columns = columns_of(rows[0][1], names) if rows else None
    table.unused = [each.heading for each in columns or () if each.meaning is ColumnMeaning.UNUSED and each.heading]
    for number, cells in rows[1:] if columns else rows:
        pasted = " | ".join(filter(None, cells))
        if fold(next(filter(None, cells))) in TOTALS:
            table.totals.append(UnparsedRow(number, pasted, "A total of the table, not an award"))
            continue
        try:
            table.awards += awards_of(cells, columns, names)
        except ValueError as error:
            table.unparsed.append(UnparsedRow(number, pasted, str(error)))
    return table


def columns_of(cells: Sequence[str], names: NameResolver) -> list[PastedColumn] | None:
    """The columns by the headings in the first line; None if that is not a line of headings."""
    columns = [column_of(cell, names) for cell in cells]
    meanings = {each.meaning for each in columns}
    if meanings == {ColumnMeaning.UNUSED} or any(is_data(cell, names) for cell in cells):
        return None
    if ColumnMeaning.PAYEE not in meanings and "" in cells:  # an empty corner is the heading of the names
        columns[list(cells).index("")] = PastedColumn(ColumnMeaning.PAYEE)
    return columns


def column_of(heading: str, names: NameResolver) -> PastedColumn:
    """What a heading says of its column; what is in brackets, such as (£), says nothing."""
    bare = re.sub(r"\(.*?\)", " ", heading)
    if meaning := MEANINGS.get(fold(bare)):
        return PastedColumn(meaning, heading)
    if "£" in heading and not fold(bare):
        return PastedColumn(ColumnMeaning.AMOUNT, heading)
    without_year, written = YEAR.sub(" ", bare), YEAR.search(bare)
    try:
        stream, year = names.stream(without_year), FinancialYear.parse(written[0]) if written else None
    except ValueError:  # an ambiguous stream, or not a financial year
        return PastedColumn(ColumnMeaning.UNUSED, heading)
    if stream or (year and fold(without_year) in BESIDE_A_YEAR):
        return PastedColumn(ColumnMeaning.WIDE, heading, stream, year)
    return PastedColumn(ColumnMeaning.UNUSED, heading)


def is_data(cell: str, names: NameResolver) -> bool:
    try:
        return bool(cell) and (names.payee(cell) is not None or POUNDS.clean(cell) is not None)
    except AmbiguousName:
        return True
    except ValidationError:
        return False


def awards_of(cells: Sequence[str], columns: list[PastedColumn] | None, names: NameResolver) -> list[dict[str, Any]]:
    """What one line gives: one award, or in a wide table one for each amount; ValueError says why it gives none."""
    if columns and len(cells) > len(columns):
        raise ValueError("It has more cells than the heading")
    found: dict[ColumnMeaning, list[Any]] = defaultdict(list)
    amounts: list[tuple[PastedColumn, Any]] = []
    for place, cell in enumerate(cells):
        column = columns[place] if columns else PastedColumn(meaning_of(cell, names)) if cell else None
        if not cell or column is None or column.meaning is ColumnMeaning.UNUSED:
            continue
        if column.meaning is not ColumnMeaning.WIDE:
            found[column.meaning].append(parse_cell(cell, column.meaning, names))
        elif cell.casefold() not in NO_AMOUNT:
            amounts.append((column, parse_cell(cell, ColumnMeaning.AMOUNT, names)))
    payee = payee_of(found.pop(ColumnMeaning.PAYEE, []))
    one = {meaning: only(values, meaning.value) for meaning, values in found.items()}
    if amount := one.get(ColumnMeaning.AMOUNT):
        amounts.append((PastedColumn(ColumnMeaning.AMOUNT), amount))
    if not amounts:
        raise ValueError("It gives no amount")
    return [
        {
            "title": one.get(ColumnMeaning.TITLE, ""),
            "recipient": payee.recipient,
            "partnership": payee.partnership,
            "stream": column.stream or one.get(ColumnMeaning.STREAM),
            "year": column.year or one.get(ColumnMeaning.YEAR),
            "amount": pounds,
        }
        for column, pounds in amounts
    ]


def meaning_of(cell: str, names: NameResolver) -> ColumnMeaning:
    """What a cell holds in a table without headings, by its looks."""
    if YEAR.fullmatch(cell):
        return ColumnMeaning.YEAR
    if names.payee(cell):
        return ColumnMeaning.PAYEE
    if names.stream(cell):
        return ColumnMeaning.STREAM
    if cell[0] in "£-0123456789":
        return ColumnMeaning.AMOUNT
    raise ValueError(f"“{cell}” is not a recipient, funding stream, financial year or amount that the office knows")


def parse_cell(cell: str, meaning: ColumnMeaning, names: NameResolver) -> Any:
    match meaning:
        case ColumnMeaning.YEAR:
            return FinancialYear.parse(cell)
        case ColumnMeaning.AMOUNT:
            try:
                return POUNDS.clean(cell)
            except ValidationError as error:
                raise ValueError(f"“{cell}”: {error.messages[0]}") from error
        case ColumnMeaning.TITLE:
            if len(cell) > LONGEST_TITLE:
                raise ValueError(f"The title is longer than {LONGEST_TITLE} characters")
            return " ".join(cell.split())
    known = names.payee(cell) if meaning is ColumnMeaning.PAYEE else names.stream(cell)
    if known is None:
        raise ValueError(f"“{cell}” is not a {meaning.value} that the office knows")
    return known


def only(values: Sequence[Any], what: str) -> Any:
    """The one value of a line, or None; a line that gives two that differ cannot be parsed."""
    if len(set(values)) > 1:
        raise ValueError(f"It gives more than one {what}: {' and '.join(str(value) for value in values)}")
    return values[0] if values else None


def payee_of(payees: Sequence[Payee]) -> Payee:
    """Who is paid and for whom, if a line names both a district and a recipient."""
    partnership = only([payee.partnership for payee in payees if payee.partnership], "partnership")
    recipient = only([payee.recipient for payee in payees if not payee.partnership], "recipient")
    if not payees:
        raise ValueError("It names no recipient")
    return Payee(recipient or payees[0].recipient, partnership)
