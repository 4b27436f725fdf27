"""A CSV or XLSX file as rows of text. Values only: nothing in the file is computed, followed or run.

What a file holds against its name, and zip bombs, are refused before this (grants/file_kinds.py); here everything is
bounded once more, because a small archive may unpack to many cells.
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

SHEET = "Decisions"
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 30_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
SEPARATOR = re.compile("sep=([,;\t])", re.IGNORECASE)
LAST_ROW = 5 * MOST_ROWS  # empty rows among them
ENDLESS = (
    f"The sheet has more rows than can be read: it goes on beyond row {LAST_ROW:,}. Delete the rows below the last "
    "decision, even if they look empty, and choose the file again."
)
CHUNK = 1024 * 1024
FORMULAS = (ArrayFormula, DataTableFormula)  # any other one is a text that begins with =
BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
)


class NotASpreadsheet(ValueError):
    """The file cannot be read as a table of past decisions. Its message says what to do about it."""


@dataclass(frozen=True)
class SpreadsheetRows:
    """The headings in order, and each filled row with its number in the file. Cells are text as people type it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(name: str, content: bytes) -> SpreadsheetRows:
    """The table in a file. Raises NotASpreadsheet with a sentence: formulas, merged cells, too many rows or columns."""
    is_csv = name.casefold().endswith(".csv")
    try:
        rows = csv_rows(content) if is_csv else xlsx_rows(content)
        headings = next(((number, row) for number, row in rows if any(row)), None)
        if headings is None:
            raise NotASpreadsheet("The file holds no rows. Fill in the template and choose it again.")
        return SpreadsheetRows(tuple(trimmed(headings[1])), tuple(filled(rows, width=len(trimmed(headings[1])))))
    except NotASpreadsheet:
        raise
    except FileRefused as unfit:
        raise NotASpreadsheet(str(unfit)) from unfit
    except (*BROKEN, csv.Error) as error:
        raise NotASpreadsheet(
            "The file is damaged or is not a spreadsheet. Save it again, and choose it again."
        ) from error


def trimmed(row: tuple[str, ...]) -> list[str]:
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise NotASpreadsheet(f"The file has {len(cells)} columns, far more than the template. Use the template.")
    return cells


def filled(rows: Iterable[tuple[int, tuple[str, ...]]], *, width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    count = 0
    for number, row in rows:
        if not any(row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise NotASpreadsheet(f"The file has more than {MOST_ROWS:,} rows. Split it into several files.")
        if any(row[width:]):
            raise NotASpreadsheet(f"Row {number} has a value to the right of the last heading. Every column needs one.")
        yield number, (*row[:width], *[""] * (width - len(row)))


def csv_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = decode(content)
    first, _, others = text.partition("\n")
    told = SEPARATOR.fullmatch(first.strip())  # the line with which Excel says what stands between the cells
    delimiter = told[1] if told else max(",;\t", key=first.count)
    reader = csv.reader(StringIO(others if told else text, newline=""), delimiter=delimiter, strict=True)
    for number, row in enumerate(reader, start=2 if told else 1):
        for place, cell in enumerate(row, start=1):
            if cell.startswith("="):
                raise NotASpreadsheet(formula(number, place))
            refuse_endless(cell, number, place)
        yield number, tuple(cell.strip() for cell in row)


def xlsx_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    refuse_merged(content)
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book[SHEET] if SHEET in book.sheetnames else book[book.sheetnames[0]]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > LAST_ROW:
                raise NotASpreadsheet(ENDLESS)
            if row.count(None) < len(row):
                yield number, tuple(cell_text(cell, number, place) for place, cell in enumerate(row, start=1))
    finally:
        book.close()


def refuse_merged(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and (place := merged_in(archive, name)):
                raise NotASpreadsheet(f"Cells {place} are merged. Unmerge them, and give each row its own values.")


def merged_in(archive: zipfile.ZipFile, name: str) -> str:
    """The first merged cells of a sheet, like A1:B2; empty where there are none. Read in pieces that overlap."""
    with archive.open(name) as sheet:
        tail = b""
        while chunk := sheet.read(CHUNK):
            if match := MERGED.search(tail + chunk):
                return match[1].decode()
            tail = chunk[-200:]
    return ""


def cell_text(value: Any, number: int, place: int) -> str:
    if value is None:
        return ""
    if isinstance(value, FORMULAS) or (isinstance(value, str) and value.startswith("=")):
        raise NotASpreadsheet(formula(number, place))
    if value in ERROR_CODES:
        raise NotASpreadsheet(f"Cell {named(number, place)} holds the error {str(value)[:20]}. Give its value.")
    text = written(value)
    refuse_endless(text, number, place)
    return text


def written(value: object) -> str:
    """A cell's value as people would type it. Floats are rounded to the 15 digits that spreadsheets show."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def refuse_endless(text: str, number: int, place: int) -> None:
    if len(text) > LONGEST_CELL:
        raise NotASpreadsheet(
            f"Cell {named(number, place)} holds {len(text):,} characters, more than {LONGEST_CELL:,}."
        )


def formula(number: int, place: int) -> str:
    return f"Cell {named(number, place)} holds a formula. Paste the values alone, and choose the file again."


def named(number: int, place: int) -> str:
    return f"{get_column_letter(min(place, 18_278))}{number}"
