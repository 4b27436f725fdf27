"""The one tabular reader: a CSV or XLSX file, or a table pasted from one, as rows of text. Values only: nothing
in it is computed, followed or run.

A file that is not what its name says, and zip bombs, are refused before this (grants/file_kinds.py); here everything is
limited again, because a small archive may unpack to many cells.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from grants.file_kinds import FileRefused, decode

Row = tuple[int, tuple[str, ...]]
"""The number of a row in its table, and its cells as people type them."""

SHEET = "Decisions"
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 30_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
SEPARATOR_LINE = re.compile("sep=([,;\t])", re.IGNORECASE)  # Excel's own first line
THOUSANDS = re.compile(r"(?<![\d/.–-])\d{1,3}(?:,\d{3})+(?!\d)")
LAST_ROW = 5 * MOST_ROWS  # empty rows among them
CHUNK = 1024 * 1024
FORMULAS = (ArrayFormula, DataTableFormula)  # any other one is a text that begins with =
BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, csv.Error, KeyError, ValueError, TypeError, AttributeError),
    *(SyntaxError, OSError),
)


class NotASpreadsheet(ValueError):
    """The file cannot be read as a table of past decisions. Its message says what to do about it."""


@dataclass(frozen=True)
class SpreadsheetRows:
    """The headings in order, and the filled rows below them, each as wide as the headings."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_file(name: str, content: bytes) -> SpreadsheetRows:
    """The table in a file. Raises NotASpreadsheet with a sentence: formulas, merged cells, too many rows or columns."""
    try:
        rows = csv_rows(content) if name.casefold().endswith(".csv") else xlsx_rows(content)
        first = next((cells for _, cells in rows if any(cells)), None)
        if first is None:
            raise NotASpreadsheet("The file holds no rows. Fill in the template and choose it again.")
        headings = trimmed(first)
        return SpreadsheetRows(headings, tuple(filled(rows, width=len(headings))))
    except NotASpreadsheet:
        raise
    except FileRefused as refused:
        raise NotASpreadsheet(str(refused)) from refused
    except BROKEN as error:
        raise NotASpreadsheet(
            "The file is damaged or is not a spreadsheet. Save it again, and choose it again."
        ) from error


def read_paste(text: str) -> list[Row]:
    """The filled rows of a pasted table, separated by tabs, semicolons, commas, or else by wide spaces."""
    text = THOUSANDS.sub(lambda amount: amount[0].replace(",", ""), text)
    if separator := next((each for each in "\t;," if each in text), ""):
        rows = separated(text, separator, strict=False)
    else:
        lines = enumerate(text.splitlines(), start=1)
        rows = ((number, tuple(re.split(r"\s{2,}", line.strip()))) for number, line in lines)
    return [(number, cells) for number, cells in rows if any(cells)]


def csv_rows(content: bytes) -> Iterator[Row]:
    text = decode(content)
    first, _, others = text.partition("\n")
    stated = SEPARATOR_LINE.fullmatch(first.strip())
    separator = stated[1] if stated else max(",;\t", key=first.count)
    for number, cells in separated(others if stated else text, separator, start=2 if stated else 1):
        for place, cell in enumerate(cells, start=1):
            if cell.startswith("="):
                raise NotASpreadsheet(formula(number, place))
            refuse_endless(cell, number, place)
        yield number, cells


def separated(text: str, separator: str, *, start: int = 1, strict: bool = True) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    return ((number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(reader, start=start))


def xlsx_rows(content: bytes) -> Iterator[Row]:
    refuse_merged(content)
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book[SHEET] if SHEET in book.sheetnames else book[book.sheetnames[0]]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > LAST_ROW:
                raise NotASpreadsheet(
                    f"The sheet goes on beyond row {LAST_ROW:,}, with more than can be read. Delete the rows below the "
                    "last decision, even if they look empty, and choose the file again."
                )
            if cells.count(None) < len(cells):
                yield number, tuple(cell_text(cell, number, place) for place, cell in enumerate(cells, start=1))
    finally:
        book.close()


def trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise NotASpreadsheet(f"The file has {len(headings)} columns, far more than the template. Use the template.")
    return tuple(headings)


def filled(rows: Iterable[Row], *, width: int) -> Iterator[Row]:
    count = 0
    for number, cells in rows:
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise NotASpreadsheet(f"The file has more than {MOST_ROWS:,} rows. Split it into several files.")
        if any(cells[width:]):
            raise NotASpreadsheet(f"Row {number} has a value to the right of the last heading. Every column needs one.")
        yield number, (*cells[:width], *[""] * (width - len(cells)))


def refuse_merged(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and (place := merged_in(archive, name)):
                raise NotASpreadsheet(f"Cells {place} are merged. Unmerge them, and give each row its own values.")


def merged_in(archive: zipfile.ZipFile, name: str) -> str:
    """The first merged cells of a sheet, like A1:B2; empty if there are none. Read in pieces that overlap."""
    with archive.open(name) as sheet:
        tail = b""
        while chunk := sheet.read(CHUNK):
            if match := MERGED.search(tail + chunk):
                return match[1].decode()
            tail = chunk[-200:]
    return ""


def cell_text(value: Any, number: int, place: int) -> str:
    """A cell's value as people would type it. Floats are rounded to the 15 digits that spreadsheets show."""
    if value is None:
        return ""
    if isinstance(value, FORMULAS) or (isinstance(value, str) and value.startswith("=")):
        raise NotASpreadsheet(formula(number, place))
    if value in ERROR_CODES:
        raise NotASpreadsheet(f"Cell {cell_name(number, place)} holds the error {str(value)[:20]}. Give its value.")
    match value:
        case bool():
            return "Yes" if value else "No"
        case float():
            return f"{value:.15g}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    text = str(value).strip()
    refuse_endless(text, number, place)
    return text


def refuse_endless(text: str, number: int, place: int) -> None:
    if len(text) > LONGEST_CELL:
        raise NotASpreadsheet(
            f"Cell {cell_name(number, place)} holds {len(text):,} characters, more than {LONGEST_CELL:,}."
        )


def formula(number: int, place: int) -> str:
    return f"Cell {cell_name(number, place)} holds a formula. Paste the values alone, and choose the file again."


def cell_name(number: int, place: int) -> str:
    return f"{get_column_letter(min(place, 18_278))}{number}"
