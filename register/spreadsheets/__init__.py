"""Spreadsheets of past decisions: the template that people fill in (`columns`, `template`), reading what they send
(`reading`), and what each row says (`checking`). Writes nothing."""

from .checking import Checked, Problem, check, check_rows
from .columns import COLUMNS, TEXTS, Column
from .names import Names, load_names
from .reading import MOST_ROWS, NotASpreadsheet, Table, read_table
from .records import PastAward, PastDecision
from .template import template_csv, template_xlsx

__all__ = [
    "COLUMNS",
    "MOST_ROWS",
    "TEXTS",
    "Checked",
    "Column",
    "Names",
    "NotASpreadsheet",
    "PastAward",
    "PastDecision",
    "Problem",
    "Table",
    "check",
    "check_rows",
    "load_names",
    "read_table",
    "template_csv",
    "template_xlsx",
]
