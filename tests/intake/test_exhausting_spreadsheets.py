"""Spreadsheets that were made to exhaust whoever reads them: refused with a sentence, within the limits."""

import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from intake.spreadsheets.apart import MOST_SECONDS, SMALL, read_apart
from intake.spreadsheets.grid import NotASpreadsheet, read_file

MILLION = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows=(("Recipient", "Amount"), ("Bolton", 7500)), *, sheet=lambda xml: xml) -> bytes:
    """A real workbook, whose sheet somebody has rewritten."""
    written, rewritten = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    tab = book.add_worksheet()
    for number, cells in enumerate(rows):
        tab.write_row(number, 0, cells)
    book.close()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, sheet(content) if name == SHEET else content)
    return rewritten.getvalue()


def with_cells(cells: bytes):
    return lambda xml: xml.replace(b"</row>", cells + b"</row>", 1)


def ods(cells: str, before: str = "") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"{before}"
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


CELL = "<table:table-cell><text:p>1</text:p></table:table-cell>"
EXHAUSTING = {
    "a row of a million cells": ("a.xlsx", lambda: workbook(sheet=with_cells(b"<c><v>1</v></c>" * MILLION))),
    "a row of a million cells in one place": (
        "a.xlsx",
        lambda: workbook(sheet=with_cells(b'<c r="A1"><v>1</v></c>' * MILLION)),
    ),
    "padded to 100 MB": ("a.xlsx", lambda: workbook(sheet=with_cells(b" " * 100 * MILLION))),
    "100 MB after its last row": (
        "a.xlsx",
        lambda: workbook(sheet=lambda xml: xml.replace(b"</sheetData>", b" " * 100 * MILLION + b"</sheetData>")),
    ),
    "a million cells in a CSV": ("a.csv", lambda: b"1," * MILLION),
    "a million lines of a CSV": ("a.csv", lambda: b"1,2,3\n" * MILLION),
    "a million cells in an ODS": ("a.ods", lambda: ods(CELL * MILLION)),
    "a cell said to be there a million times": (
        "a.ods",
        lambda: ods(CELL.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1000000"')),
    ),
}


# A small process between, since what a process starts is charged with the memory of who started it.
MEASURED = """
import resource, subprocess, sys
command = [sys.executable, "-m", "intake.spreadsheets.apart", sys.argv[1]]
subprocess.run(command, stdin=sys.stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.mark.parametrize(("name", "made"), EXHAUSTING.values(), ids=EXHAUSTING)
def test_it_costs_no_more_than_the_limits(name, made):
    measured = subprocess.run([sys.executable, "-c", MEASURED, name], input=made(), capture_output=True, check=True)
    seconds, kilobytes = map(float, measured.stdout.split())
    assert seconds <= MOST_SECONDS + 0.5
    assert kilobytes <= 200 * 1024


def test_it_is_refused_with_a_sentence():
    name, made = EXHAUSTING["100 MB after its last row"]
    with pytest.raises(NotASpreadsheet, match="too large to read"):
        read_apart(name, made())


def test_a_large_file_is_read_like_a_small_one():
    content = workbook([("Recipient", "Amount"), *((f"Group {number}", number + 0.5) for number in range(2_000))])
    assert len(content) > SMALL
    assert read_apart("a.xlsx", content) == read_file("a.xlsx", content)


def test_what_is_refused_there_is_refused_with_the_same_sentence():
    with pytest.raises(NotASpreadsheet, match="damaged or is not a spreadsheet"):
        read_apart("a.xlsx", b"PK\x03\x04" * SMALL)


def test_a_small_file_cannot_hold_much():
    """A file that is read without limits, packed as closely as it can be."""
    content = workbook(sheet=with_cells(b"<c><v>1</v></c>" * 60_000))
    assert len(content) <= SMALL
    began = time.process_time()
    with pytest.raises(NotASpreadsheet):
        read_apart("a.xlsx", content)
    assert time.process_time() - began <= MOST_SECONDS


def test_a_busy_machine_may_take_ten_times_as_long_for_the_same_work(monkeypatch):
    waited = []

    def read(*_command, timeout, **_options):
        waited.append(timeout)
        return subprocess.CompletedProcess([], 0, stdout=b'{"grids": []}')

    monkeypatch.setattr(subprocess, "run", read)
    assert read_apart("a.xlsx", b" " * (SMALL + 1)) == []
    assert waited == [10 * MOST_SECONDS]
