"""Reading a file: each sheet of a CSV, XLSX or ODS file as rows of text, with what is hidden in it. Formulas count by
the value that was saved with them; nothing in a file is computed, followed or run.

A file that is not what its name says, and zip bombs, are refused before this (grants/file_kinds.py); here everything
is limited again, because a small archive may unpack to many cells.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from grants.file_kinds import FileRefused, decode
from grants.paper_contents.excel import sheets_of
from grants.paper_contents.package import Package

from . import opendocument

Row = tuple[int, tuple[str, ...]]
"""The number of a row in its sheet, and its cells as people type them."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = MOST_ROWS * MOST_COLUMNS  # of one sheet, empty ones among them
LONGEST_CELL = 30_000
LAST_ROW = 5 * MOST_ROWS  # empty rows among them
CHUNK = 1024 * 1024
SEPARATOR_LINE = re.compile("sep=([,;\t|])", re.IGNORECASE)  # Excel's own first line
THOUSANDS = re.compile(r"(?<![\d/.–-])\d{1,3}(?:,\d{3})+(?!\d)")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,9})")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
NOT_COMPUTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
BROKEN = (
    *(CalamineError, zipfile.BadZipFile, csv.Error, etree.XMLSyntaxError, KeyError, ValueError, TypeError),
    *(AttributeError, SyntaxError, OSError),
)


class NotASpreadsheet(ValueError):
    """The file cannot be read as tables. Its message says what to do about it."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its filled rows, all equally wide. Columns are counted from 0, rows from 1. `merged` are cells joined
    into one: first row, first column, last row, last column."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: int = 0
    not_computed: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0][1]) if self.rows else 0


def read_file(name: str, content: bytes) -> list[Grid]:
    """The sheets of a file that hold anything. Raises NotASpreadsheet with a sentence: nothing in it, too much,
    broken."""
    read = {".csv": csv_grids, ".xlsx": xlsx_grids, ".ods": ods_grids}[name[name.rindex(".") :].casefold()]
    try:
        grids = [grid for grid in read(content) if grid.rows]
    except NotASpreadsheet:
        raise
    except FileRefused as refused:
        raise NotASpreadsheet(str(refused)) from refused
    except BROKEN as error:
        raise NotASpreadsheet(
            "The file is damaged or is not a spreadsheet. Save it again, and choose it again."
        ) from error
    if not grids:
        raise NotASpreadsheet("The file holds no rows. Choose the file that holds the decisions.")
    if (rows := sum(len(grid.rows) for grid in grids)) > MOST_ROWS:
        raise NotASpreadsheet(f"The file has {rows:,} rows, more than {MOST_ROWS:,}. Split it into several files.")
    return grids


_PARTING = re.compile(r"\s*\|\s*|\s[–—-]\s")
_RULE = re.compile(r"[|:\s-]*-[|:\s-]*")


def read_paste(text: str) -> Grid:
    """A pasted table, separated by tabs, semicolons, commas, or else by wide spaces; or by pipes or spaced dashes,
    where they part each of its lines."""
    text = THOUSANDS.sub(lambda amount: amount[0].replace(",", ""), text)
    if "\t" not in text and ";" not in text:
        text = _with_tabs(text)
    if separator := next((each for each in "\t;," if each in text), ""):
        return grid("", separated(text, separator, strict=False))
    lines = enumerate(text.splitlines(), start=1)
    return grid("", ((number, tuple(re.split(r"\s{2,}", line.strip()))) for number, line in lines))


def _with_tabs(text: str) -> str:
    lines = [_PARTING.split(line.strip("| ")) for line in text.splitlines() if not _RULE.fullmatch(line)]
    is_parted = all(len(cells) > 2 for cells in lines if any(cells))
    return "\n".join("\t".join(cells) for cells in lines) if is_parted else text


def grid(name: str, rows: Iterable[Row], **more: Any) -> Grid:
    """The filled rows, each as wide as the widest."""
    filled = []
    for number, cells in rows:
        if any(cells):
            refuse_endless(number, cells)
            filled.append((number, cells))
    width = max((last_filled(cells) for _, cells in filled), default=0)
    refuse_wide(width, len(filled))
    padding = ("",) * width
    return Grid(name, tuple((number, (*cells, *padding)[:width]) for number, cells in filled), **more)


def last_filled(cells: tuple[str, ...]) -> int:
    return max(place for place, cell in enumerate(cells, start=1) if cell)


def refuse_endless(number: int, cells: tuple[str, ...]) -> None:
    for place, cell in enumerate(cells, start=1):
        if len(cell) > LONGEST_CELL:
            raise NotASpreadsheet(
                f"Cell {cell_name(number, place)} holds {len(cell):,} characters, more than {LONGEST_CELL:,}."
            )
    if number > LAST_ROW:
        raise NotASpreadsheet(
            f"The sheet goes on beyond row {LAST_ROW:,}, with more than can be read. Delete the rows below the last "
            "decision, even if they look empty, and choose the file again."
        )


def refuse_wide(width: int, height: int) -> None:
    if width > MOST_COLUMNS or width * height > MOST_CELLS:
        most = min(MOST_COLUMNS, MOST_CELLS // max(height, 1))
        raise NotASpreadsheet(f"The file has {width:,} columns, more than {most:,}. Delete those that are not needed.")


def cell_name(number: int, place: int) -> str:
    return f"{letters(place - 1)}{number}"


def letters(place: int) -> str:
    """The letters of a column that is counted from 0: A, Z, AA."""
    return letters(place // 26 - 1) + chr(65 + place % 26) if place >= 0 else ""


def csv_grids(content: bytes) -> Iterator[Grid]:
    text = decode(content)
    first, _, others = text.partition("\n")
    if stated := SEPARATOR_LINE.fullmatch(first.strip()):
        yield grid("", separated(others, stated[1], start=2))
        return
    separator = max(",;\t|", key=text[:CHUNK].count)
    yield grid("", separated(text, separator))


def separated(text: str, separator: str, *, start: int = 1, strict: bool = True) -> Iterator[Row]:
    """Quoted cells may hold line breaks; a row has the number that a spreadsheet program shows."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    return ((number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(reader, start=start))


def xlsx_grids(content: bytes) -> Iterator[Grid]:
    package = Package(content)
    scanned = {sheet.name: scan(package, sheet.part) for sheet in sheets_of(package)}
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
            merged = tuple(
                (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            yield grid(
                about.name,
                ((number, tuple(map(cell_text, cells))) for number, cells in rows),
                is_hidden=about.visible is not SheetVisibleEnum.Visible,
                merged=merged,
                **scanned.get(about.name, {}),
            )


def scan(package: Package, part: str) -> dict[str, Any]:
    """What a sheet hides, and its formulas, read before its cells: one cell far away would make a reader of values ask
    for the memory of all between."""
    hidden, columns = set(), set()
    number = width = height = formulas = not_computed = 0
    for piece in pieces(package, part):
        columns |= {hidden for col in COLUMNS.findall(piece) for hidden in hidden_columns(dict(ATTRIBUTE.findall(col)))}
        for row in ROW.finditer(piece):
            said = dict(ATTRIBUTE.findall(row[1]))
            number = int(said.get(b"r", number + 1))
            if said.get(b"hidden") in (b"1", b"true") or said.get(b"ht") == b"0":
                hidden.add(number)
        places = set(PLACE.findall(piece))
        width = max([width, *map(as_number, {column for column, _ in places})])
        height = max([height, number, *(int(row) for _, row in places)])
        refuse_endless(height, ())
        refuse_wide(width, height)
        formulas += len(FORMULA.findall(piece))
        not_computed += len(NOT_COMPUTED.findall(piece))
    return {
        "hidden_rows": frozenset(hidden),
        "hidden_columns": frozenset(columns),
        "formulas": formulas,
        "not_computed": not_computed,
    }


def hidden_columns(col: dict[bytes, bytes]) -> range:
    """The columns, from 0, that one element of a sheet hides."""
    if col.get(b"hidden") in (b"1", b"true") or col.get(b"width") == b"0":
        return range(int(col.get(b"min", 1)) - 1, min(int(col.get(b"max", 1)), MOST_COLUMNS))
    return range(0)


def as_number(written: bytes) -> int:
    """The number of a column that is counted from 1: A is 1, AA is 27."""
    return reduce(lambda number, letter: 26 * number + letter - 64, written, 0)


def pieces(package: Package, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    rest = b""
    with package.archive.open(part) as content:
        while chunk := content.read(CHUNK):
            whole, end, rest = (rest + chunk).rpartition(b"</row>")
            yield whole + end
    yield rest


def ods_grids(content: bytes) -> Iterator[Grid]:
    for name, is_hidden, table in opendocument.tables(Package(content)):
        rows = list(islice(opendocument.rows(table, most=MOST_ROWS + 1, widest=MOST_COLUMNS), MOST_ROWS + 1))
        yield grid(
            name,
            ((number, cells) for number, cells, _ in rows),
            is_hidden=is_hidden,
            hidden_rows=frozenset(number for number, _, hidden in rows if hidden),
            hidden_columns=opendocument.hidden_columns(table, MOST_COLUMNS),
            merged=tuple(opendocument.merged(table)),
            formulas=opendocument.formulas(table),
        )


def cell_text(value: Any) -> str:
    """A cell's value as people would type it. Floats are rounded to the 15 digits that spreadsheets show."""
    match value:
        case str():
            return value.strip()
        case bool():
            return "Yes" if value else "No"
        case float():
            return f"{value:.15g}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case None | time() | timedelta():
            return "" if value is None else str(value)
    return str(value).strip()
