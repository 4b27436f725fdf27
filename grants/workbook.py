"""A table as a workbook for Excel."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from grants.spreadsheets import Cell, Table, safe_row
from grants.years import london_today

ROWS_PER_SHEET = 1_048_575  # as many as Excel takes, below the row of names
LONGEST_SHEET_NAME = 31
PART = 64 * 1024
NARROWEST, WIDEST = 10, 60
DAY_WIDTH = len("dd/mm/yyyy")
# No text becomes a formula or a link.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True, "constant_memory": True}


def workbook_parts(table: Table, rows: Iterable[Any], *, count: int, comments: str = "") -> Iterator[bytes]:
    """The whole workbook, made on the disk when it is asked for, a part at a time. Its properties say `comments`."""
    with TemporaryFile() as file:
        write_workbook(file, table, iter(rows), count=count, comments=comments)
        file.seek(0)
        yield from iter(partial(file.read, PART), b"")


def write_workbook(file: IO[bytes], table: Table, rows: Iterator[Any], *, count: int, comments: str) -> None:
    """All `count` rows. What is more than a sheet takes goes on to further ones, called "Awards 1 of 2" and so on.
    Amounts are numbers with pounds and pence, dates are dates."""
    sheets = max(1, -(-count // ROWS_PER_SHEET))
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        formats = {
            str: book.add_format({"bold": True}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        made = datetime.combine(london_today(), time.min)  # the day: the same rows on one day are the same bytes
        book.set_properties({"title": table.title, "comments": comments, "created": made})
        for number in range(1, sheets + 1):
            sheet = book.add_worksheet(sheet_name(table.title, number, sheets))
            fill(sheet, table, islice(rows, ROWS_PER_SHEET), formats)


def sheet_name(title: str, number: int, sheets: int) -> str:
    """As much of the title as a sheet may be called."""
    rest = "" if sheets == 1 else f" {number} of {sheets}"
    return title[: LONGEST_SHEET_NAME - len(rest)] + rest


def fill(sheet: Worksheet, table: Table, rows: Iterator[Any], formats: dict[type, Any]) -> None:
    """Write the names and the rows, each column as wide as what it holds."""
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, table.names, formats[str])
    widths = [len(name) for name in table.names]
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(safe_row(table.cells(row))):
            sheet.write(number, column, cell, formats.get(type(cell)) if not isinstance(cell, str) else None)
            widths[column] = max(widths[column], width(cell))
    for column, widest in enumerate(widths):
        sheet.set_column(column, column, min(max(widest + 1, NARROWEST), WIDEST))


def width(cell: Cell) -> int:
    """How many characters a cell shows."""
    if isinstance(cell, Decimal):
        return len(f"{cell:,.2f}")
    return DAY_WIDTH if isinstance(cell, date) else len(str(cell or ""))
