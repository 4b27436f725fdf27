"""Lines that are rows: of a table, or of a list with a line for each award, its cells parted by dashes or the like."""

import re
from decimal import Decimal

from .names import NAME, is_recipient, tidy

LONGEST_LINE = 300
NIL = re.compile(r"nil|none|£?0(?:\.00)?|[-–—]", re.IGNORECASE)
"""What stands where a sum would, of what gets nothing."""
_PARTING = re.compile(r"\s[–—|-]\s|;\s")
_MONEY = re.compile(
    r"£?\s?(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?|[0-9]{1,12}(?:\.[0-9]{2})?)(?P<k>k)?", re.IGNORECASE
)


def amount_of(cell: str) -> Decimal | None:
    """The amount that a cell is, and nothing else."""
    match = _MONEY.fullmatch(cell.strip())
    if not match:
        return None
    amount = Decimal(match["figure"].replace(",", "")) * (1000 if match["k"] else 1)
    return amount if amount > 0 else None


def cells_of_line(words: str) -> tuple[str, ...]:
    """The cells of a line like "NAME – £5,000 – Fund – 2026/27", also where it says "nil"; none of any other."""
    cells = tuple(cell.strip(" .;,") for cell in _PARTING.split(words)) if len(words) < LONGEST_LINE else ()
    sums = [cell for cell in cells if NIL.fullmatch(cell) or ("£" in cell and amount_of(cell) is not None)]
    is_named = len(cells) > 2 and re.fullmatch(NAME, tidy(cells[0])) and is_recipient(tidy(cells[0]))
    return cells if is_named and len(sums) == 1 else ()


def is_row(text: str) -> bool:
    """Whether a line is one of a table, whose first cell is no sum, or of a list of awards."""
    mark = "|" if "|" in text else "\t"
    is_of_table = mark in text.strip(f" {mark}") and "£" not in text.strip(f" {mark}").split(mark)[0]
    return is_of_table or bool(cells_of_line(text))
