"""Cells that go out into spreadsheets: no cell of ours may be taken for a formula (CWE-1236)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None

STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # some programs fold the full-width signs
SPACES = " \u00a0\u3000"


def safe_cell(value: object) -> Cell:
    """The value as it may stand in a CSV or XLSX cell: a text that a spreadsheet program could take for a formula goes
    behind an apostrophe; numbers, dates and nothing at all stay as they are."""
    if value is None or (isinstance(value, int | Decimal | date) and not isinstance(value, bool)):
        return value
    text = str(value)
    starts = {text[:1], text.lstrip(SPACES)[:1]}
    return f"'{text}" if starts & STARTS_A_FORMULA else text


def safe_row(values: Iterable[object]) -> list[Cell]:
    return [safe_cell(value) for value in values]
