"""A table of awards copied from a spreadsheet, read as registers are: the meaning of its columns and cells, and what
could not be parsed. Without headings, each cell says by its looks what it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError

from grants.fields import PoundsField
from grants.names import NameResolver, Payee
from grants.years import FinancialYear

from .finding_tables import tables_in
from .grid import read_paste
from .matching import Entry, Matching, entries
from .meanings import IGNORED, KEPT, TOTAL
from .proposing import propose, unread_money
from .tables import Choices, RowKind, Table, TableRow
from .totals import stated_totals
from .values import looks_like_money, pounds_in, year_of

LONGEST_TITLE = 140
POUNDS = PoundsField()


class CellMeaning(Enum):
    """What a cell of a table without headings holds."""

    PAYEE = "partnership, district or organisation"
    STREAM = "funding stream"
    YEAR = "financial year"
    AMOUNT = "amount"
    TITLE = "title"


MEANINGS = {
    "payee": CellMeaning.PAYEE,
    "recipient": CellMeaning.PAYEE,
    "partnership": CellMeaning.PAYEE,
    "recipient_identifier": CellMeaning.PAYEE,
    "stream": CellMeaning.STREAM,
    "year": CellMeaning.YEAR,
    "amount": CellMeaning.AMOUNT,
    "award_title": CellMeaning.TITLE,
    "title": CellMeaning.TITLE,
    "purpose": CellMeaning.TITLE,
}


@dataclass(frozen=True)
class UnparsedRow:
    """A line that gives no award, as it was pasted, and why."""

    line: int
    text: str
    reason: str


@dataclass
class PastedTable:
    """`awards` are fields of awards, of which stream, year and title may be open. `totals` are sums of other lines,
    `unused` the headings of columns that hold nothing of an award, `unread_money` those of them that hold sums, and
    `disagree` says which totals of the table are not the sum of its awards."""

    awards: list[dict[str, Any]] = field(default_factory=list)
    unparsed: list[UnparsedRow] = field(default_factory=list)
    totals: list[UnparsedRow] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unread_money: list[str] = field(default_factory=list)
    disagree: list[str] = field(default_factory=list)


def parse_table(text: str, names: NameResolver) -> PastedTable:
    """The awards of a pasted table, and each line that gives none, with the reason."""
    pasted = PastedTable()
    for table in tables_in([read_paste(text)], Choices()):
        matching = propose([table]) if table.heading_rows else Matching()
        of_row: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries([table], matching) if table.heading_rows else ():
            of_row[entry.row].append(entry)
        for row in table.rows:
            add_row(pasted, table, row, of_row[row.number], names)
        if table.heading_rows:
            not_read = (KEPT, IGNORED, TOTAL)
            pasted.unused += [
                each
                for each in table.headings
                if matching.columns[each] in not_read
                or (matching.columns[each] not in MEANINGS and matching.columns[each] != "wide")
            ]
            pasted.unread_money += unread_money([table], matching)
            pasted.disagree += [total.sentence for total in stated_totals([table], matching, {}) if not total.agrees]
    return pasted


def add_row(pasted: PastedTable, table: Table, row: TableRow, said: Sequence[Entry], names: NameResolver) -> None:
    text = " | ".join(filter(None, row.cells))
    if row.kind is RowKind.TOTAL:
        pasted.totals.append(UnparsedRow(row.number, text, "A total of the table, not an award"))
        return
    if any(cell.casefold() == "nil" for cell in row.cells):
        pasted.totals.append(UnparsedRow(row.number, text, "It gives nothing, so it is no award"))
        return
    try:
        pasted.awards += awards_of(said, names) if table.heading_rows else [award_by_looks(row.cells, names)]
    except ValueError as error:
        pasted.unparsed.append(UnparsedRow(row.number, text, str(error)))


def awards_of(said: Sequence[Entry], names: NameResolver) -> list[dict[str, Any]]:
    """What one line gives: one award, or in a wide table one for each amount; ValueError says why it gives none."""
    if not said:
        raise ValueError("It gives no amount")
    return [award_of(cells_of(entry), names) for entry in said]


def cells_of(entry: Entry) -> Iterator[tuple[CellMeaning, str]]:
    cells: Mapping[str, str] = entry.cells
    for name, cell in cells.items():
        is_named_already = name == "recipient_identifier" and "recipient" in cells
        if name in entry.own | {"year", "stream"} and name in MEANINGS and not is_named_already:
            yield MEANINGS[name], cell


def award_by_looks(cells: Sequence[str], names: NameResolver) -> dict[str, Any]:
    return award_of(((meaning_of(cell, names), cell) for cell in cells if cell), names)


def award_of(cells: Iterator[tuple[CellMeaning, str]], names: NameResolver) -> dict[str, Any]:
    """The fields of one award; ValueError says why its cells give none."""
    found: dict[CellMeaning, list[Any]] = defaultdict(list)
    for meaning, cell in cells:
        found[meaning].append(parse_cell(cell, meaning, names))
    payee = payee_of(found.pop(CellMeaning.PAYEE, []))
    titles = found.pop(CellMeaning.TITLE, [])
    one = {meaning: only(values, meaning.value) for meaning, values in found.items()}
    amount: Decimal | None = one.get(CellMeaning.AMOUNT)
    if amount is None:
        raise ValueError("It gives no amount")
    return {
        "title": titles[0] if titles else "",
        "recipient": payee.recipient,
        "partnership": payee.partnership,
        "stream": one.get(CellMeaning.STREAM),
        "year": one.get(CellMeaning.YEAR),
        "amount": amount,
    }


def meaning_of(cell: str, names: NameResolver) -> CellMeaning:
    """What a cell holds in a table without headings, by its looks."""
    if year_of(cell) or ("/" in cell and cell.replace("/", "").isdigit()):
        return CellMeaning.YEAR
    if names.payee(cell):
        return CellMeaning.PAYEE
    if names.stream(cell):
        return CellMeaning.STREAM
    if looks_like_money(cell) or cell[0] in "£-0123456789":
        return CellMeaning.AMOUNT
    raise ValueError(f"“{cell}” is not a recipient, funding stream, financial year or amount that the office knows")


def parse_cell(cell: str, meaning: CellMeaning, names: NameResolver) -> Any:
    match meaning:
        case CellMeaning.YEAR:
            return year_of(cell) or FinancialYear.parse(cell)
        case CellMeaning.AMOUNT:
            try:
                return POUNDS.clean(pounds_in(cell))
            except ValidationError as error:
                raise ValueError(f"“{cell}”: {error.messages[0]}") from error
        case CellMeaning.TITLE:
            if len(cell) > LONGEST_TITLE:
                raise ValueError(f"The title is longer than {LONGEST_TITLE} characters")
            return " ".join(cell.split())
    known = names.payee(cell) if meaning is CellMeaning.PAYEE else names.stream(cell)
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
