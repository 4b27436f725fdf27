"""Spreadsheets as they really come: each ends in a clear sentence, or is read rightly. Nothing of a bad one is kept."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from grants.file_kinds import decode
from grants.models import StoredFile
from grants.refused import Refused
from intake.actions.bringing_in import upload_spreadsheet
from intake.spreadsheets.columns import all_columns
from intake.spreadsheets.opened import Opened
from intake.spreadsheets.past_decisions import Checked
from tests.intake.test_past_decisions import EXAMPLE, HEADINGS, csv_file, row, sentences, xlsx_file

TEXT = csv_file(row()).read().decode()
SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of the office programs of the nineties begin
EMPTY_ROWS = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_001))


def checked(name: str, content: bytes) -> Checked:
    return Opened.of(name, content, {}, {}, {}).checked


def filled(**cells: object) -> bytes:
    return xlsx_file(
        [(EXAMPLE | {name.replace("_", " "): cell for name, cell in cells.items()})[h] for h in HEADINGS]
    ).read()


def with_more_in_it(added: bytes) -> bytes:
    """A good workbook with something added to its rows."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(filled())) as book, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in book.infolist():
            data = book.read(entry.filename)
            changed.writestr(
                entry, data.replace(b"</sheetData>", added + b"</sheetData>") if entry.filename == SHEET else data
            )
    return content.getvalue()


def declaring_gigabytes() -> bytes:
    """A good workbook whose directory says that a sheet unpacks to 4 GB."""
    content = bytearray(filled())
    directory = content.rindex(b"PK\x01\x02", 0, content.rindex(SHEET.encode()))
    content[directory + 24 : directory + 28] = (4_000_000_000).to_bytes(4, "little")
    return bytes(content)


BAD = {
    "many gigabytes declared": ("a.xlsx", declaring_gigabytes, "too large when unpacked"),
    "many megabytes of nothing": ("a.xlsx", lambda: with_more_in_it(b" " * 60_000_000), "too large when unpacked"),
    "a million empty rows": ("a.xlsx", lambda: with_more_in_it(EMPTY_ROWS), "goes on beyond row 100,000"),
    "a row at the very end": ("a.xlsx", lambda: with_more_in_it(b'<row r="1048576"/>'), "goes on beyond row 100,000"),
    "a cell far away": (
        "a.xlsx", lambda: with_more_in_it(b"<row><c r='XFD9'><v>1</v></c></row>"), "16,384 columns, more than 200"
    ),
    "a cell far below": (
        "a.xlsx", lambda: with_more_in_it(b'<row><c r="A1048576"><v>1</v></c></row>'), "goes on beyond row 100,000"
    ),
    "a wide cell far below": (
        "a.xlsx", lambda: with_more_in_it(b'<row><c r="GA90000"><v>1</v></c></row>'), "183 columns, more than 44"
    ),
    "cut off": ("a.xlsx", lambda: filled()[:-100], "damaged"),
    "a workbook with a password": ("a.xlsx", lambda: OLD + bytes(600), "something else"),
    "an old workbook": ("a.xls", lambda: OLD, "Choose CSV, XLSX or ODS"),
    "a page as CSV": ("a.csv", lambda: b"<html><script>alert(1)</script></html>", "something else"),
    "a page as XLSX": ("a.xlsx", lambda: b"<html><script>alert(1)</script></html>", "something else"),
    "a PDF as CSV": ("a.csv", lambda: b"%PDF-1.7 and so on", "something else"),
    "nothing at all": ("a.xlsx", lambda: b"", "empty"),
    "headings alone": ("a.csv", TEXT.splitlines()[0].encode, "no rows below"),
    "200 columns": ("a.csv", ",".join([*HEADINGS, *map(str, range(200))]).encode, "more than 200"),
    "a program": ("a.exe.csv", TEXT.encode, "ending of a program"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), BAD.values(), ids=BAD)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_not_kept(reference, olu, name, content, told):
    with pytest.raises(Refused, match=told):
        upload_spreadsheet(SimpleUploadedFile(name, content()), by=olu)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("Interests", "Interests", 1).encode("utf-8-sig"),
        TEXT.replace(",", "\t").replace("285\t000.00", "285,000.00").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["marked as UTF-8", "tabs", "line ends of long ago", "UTF-16", "UTF-16 unmarked", "UTF-16 the other way"],
)
def test_csv_is_read_as_programs_write_it(reference, content):
    assert checked("past.csv", content).problems == []


SIGNS = "Mayor’s office,£7,500 – “first” Café\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"])
def test_pounds_dashes_and_quotation_marks_are_read_in_every_encoding(encoding):
    assert decode(SIGNS.encode(encoding)) == SIGNS


def semicolons(first: str = "") -> bytes:
    lines = (";".join(f'"{cell}"' for cell in cells) for cells in (HEADINGS, EXAMPLE.values()))
    return "\n".join([*filter(None, [first]), *lines]).encode()


@pytest.mark.parametrize(("content", "number"), [(semicolons(), 2), (semicolons("sep=;"), 3)])
def test_semicolons_part_cells_and_rows_keep_their_numbers(reference, content, number):
    found = checked("past.csv", content)
    assert (found.problems, found.decisions[0].where) == ([], f"row {number}")


def test_letters_of_windows_are_read_as_they_are(reference):
    content = csv_file(row(Title="Victims’ café – £5")).read().decode().encode("cp1252")
    assert checked("past.csv", content).decisions[0].values["title"] == "Victims’ café – £5"


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("1.500,00", "Write the amount in full"),
        ("7.5k", "Write the amount in full"),
        ("1,50", "Check the commas"),
        ("(500)", "without a minus sign"),
        ("-5", "without a minus sign"),
        ("1500.555", "at most two digits of pence"),
        ("0", "above zero"),
        ("£1,500", None),
        ("1500.5", None),
    ],
)
def test_an_amount_is_read_as_it_is_written_or_refused(reference, olu, amount, told):
    found = sentences(upload_spreadsheet(csv_file(row(Amount=amount, Total_as_stated="")), by=olu))
    assert (told in found[0]) if told else not found


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_dates_count_from_the_day_that_the_workbook_counts_from(reference, epoch):
    def counting_from(sheet):
        sheet.parent.epoch = epoch

    cells = EXAMPLE | {"Date of decision": date(2022, 6, 1)}
    content = xlsx_file([cells[heading] for heading in HEADINGS], change=counting_from).read()
    assert checked("a.xlsx", content).decisions[0].values["decided_on"] == date(2022, 6, 1)


@pytest.mark.parametrize(
    ("written", "told"),
    [(date(1900, 1, 1), "in a year from 1990"), (447_130, "Write the date, like"), ("June 2022", "Write the date")],
)
def test_a_date_that_is_none_is_refused(reference, olu, written, told):
    found = upload_spreadsheet(SimpleUploadedFile("a.xlsx", filled(Date_of_decision=written)), by=olu)
    assert told in sentences(found)[0]


def test_references_that_stand_twice_are_told_in_the_file_and_against_the_register(reference, draft, olu):
    rows = [
        row(External_reference="1", Reference="GM-2015-0001"),
        row(External_reference="2", Reference="gm-2015-0001", Date_of_decision="2/6/2022"),
        row(External_reference="3", Reference=draft.reference, Date_of_decision="3/6/2022"),
    ]
    assert sentences(upload_spreadsheet(csv_file(*rows), by=olu)) == [
        "3 Reference: Row 2 has the same reference",
        f"4 Reference: {draft.reference} is already the reference of another decision",
    ]


def test_scripts_in_cells_are_words_like_any_other(reference, olu, signed_in):
    taken = upload_spreadsheet(csv_file(row(Recipient="<script>alert(1)</script>")), by=olu)
    page = signed_in(olu).get(f"/office/imports/{taken.pk}/").content.decode()
    assert "“&lt;script&gt;alert(1)&lt;/script&gt;” is not known here yet" in page


def test_a_name_that_climbs_out_of_its_folder_is_kept_without_its_path(reference, olu):
    taken = upload_spreadsheet(csv_file(row(), name="..\\..\\etc\\past.csv"), by=olu)
    assert str(taken) == "past.csv"


def test_every_column_is_explained(reference):
    assert all(column.explained for column in all_columns())
