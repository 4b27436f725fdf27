"""The list as a file, with a column that says what to change."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

import xlsxwriter

from grants.spreadsheets import safe_row

from .described import Problem
from .proposing import headings_of
from .tables import Table

SHEET, ROW, WHAT = "Sheet", "Row", "What to change"


def corrections_xlsx(tables: Sequence[Table], problems: Sequence[Problem]) -> bytes:
    """Every row that is read, as it is in the file, and what is wrong in it."""
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet("What to change")
        sheet.set_column(0, 0, 60, wrapped)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(rows(tables, problems)):
            sheet.write_row(number, 0, safe_row(cells), bold if number == 0 else None)
    return content.getvalue()


def rows(tables: Sequence[Table], problems: Sequence[Problem]) -> Iterator[list[str]]:
    headings = [heading for heading in headings_of(tables) if any(heading in table.places for table in tables)]
    wrong: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        wrong[problem.sheet, problem.row].append(f"{problem.column}: {problem.told}.")
    yield [WHAT, SHEET, ROW, *headings]
    for table in tables:
        for row in table.data:
            said = "\n".join(dict.fromkeys(wrong[table.sheet, row.number]))
            yield [said, table.sheet, str(row.number), *(table.cell(row, heading) for heading in headings)]
