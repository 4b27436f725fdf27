"""The template that people fill in: as XLSX with a sheet that explains each column, and as CSV."""

import csv
from io import BytesIO, StringIO

import xlsxwriter

from grants.spreadsheets import safe_row

from .columns import all_columns
from .grid import MOST_ROWS

SHEET = "Decisions"
EXPLANATION = [
    f"Fill in the sheet “{SHEET}”: one row for each award, at most {MOST_ROWS:,} rows.",
    (
        "A decision with several awards has several rows. In the rows after the first, repeat the decision's columns "
        "or leave them empty."
    ),
    "A decision that awards nothing has one row, without the columns of an award.",
    "Columns may be in any order, and you may leave out those you do not need.",
    "Leave out anything to be withheld, so that it is in no spreadsheet. Choose the part and the ground on the draft.",
    "A variation has one row without the columns of an award. Choose on the draft which awards it changes.",
]


def template_xlsx() -> bytes:
    """The sheet to fill in, all cells of it text so that nothing is turned into something else; and the explanation."""
    content = BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, len(all_columns()) - 1, 24, text)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, safe_row(column.heading for column in all_columns()), bold)
        explained = book.add_worksheet("How to fill it in")
        explained.set_column(0, 1, 30)
        explained.set_column(2, 3, 70)
        explained.write_column(0, 0, EXPLANATION)
        explained.write_row(len(EXPLANATION) + 1, 0, ("Column", "Needed", "What it holds", "Example"), bold)
        for number, row in enumerate(explanations(), start=len(EXPLANATION) + 2):
            explained.write_row(number, 0, safe_row(row), wrapped)
    return content.getvalue()


def explanations() -> list[tuple[str, str, str, str]]:
    return [(each.heading, "Yes" if each.is_required else "", each.explained, each.example) for each in all_columns()]


def template_csv() -> bytes:
    """Headings and one example row, to be written over. With a byte order mark, by which Excel knows UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(safe_row(column.heading for column in all_columns()))
    writer.writerow(safe_row(column.example for column in all_columns()))
    return text.getvalue().encode("utf-8-sig")
