"""Tables that go out into spreadsheets: no cell of ours may be taken for a formula (CWE-1236)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

Cell = str | int | Decimal | date | None

PLAIN = frozenset((int, Decimal, date, type(None)))
STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # some programs fold the full-width signs
SPACES = " \u00a0\u3000"
LINES = 200  # of a file, sent together
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


class Table(Protocol):
    """What can be written: a title, the names of its columns, and the cells of a row."""

    @property
    def title(self) -> str: ...
    @property
    def names(self) -> list[str]: ...
    def cells(self, row: Any) -> list[Any]: ...


def safe_cell(value: object) -> Cell:
    """The value as it may stand in a CSV or XLSX cell: a text that a spreadsheet program could take for a formula goes
    behind an apostrophe; numbers, dates and nothing at all stay as they are."""
    if type(value) in PLAIN or (isinstance(value, int | Decimal | date) and not isinstance(value, bool)):
        return value  # type: ignore[return-value]
    text = str(value)
    if text[:1].isalnum():  # nearly every text; it saves most of the time of a long file
        return text
    starts = {text[:1], text.lstrip(SPACES)[:1]}
    return f"'{text}" if starts & STARTS_A_FORMULA else text


def safe_row(values: Iterable[object]) -> list[Cell]:
    return [safe_cell(value) for value in values]


class PassThrough:
    """What csv.writer takes for a file: hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """As RFC 4180 has it, with the mark that Excel needs. No cell acts as a formula."""
    writer = csv.writer(PassThrough())
    yield BYTE_ORDER_MARK + writer.writerow(safe_row(names))
    yield from map(writer.writerow, map(safe_row, rows))


def csv_parts(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The same for sending: the line of names at once, before any row is asked for, and then many lines together, which
    cost a server no more to send than one."""
    lines = csv_lines(names, rows)
    yield next(lines)
    while part := "".join(islice(lines, LINES)):
        yield part
