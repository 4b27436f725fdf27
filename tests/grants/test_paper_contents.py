"""What a paper holds and does not show is said with its place; a paper that hides nothing raises nothing."""

import io
import json
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from grants.paper_contents import apart
from grants.paper_contents.cleaning import without_properties
from grants.paper_contents.looking import hidden_contents
from tests.papers import docx, paragraph, pdf, run, zipped

CASES = Path(os.environ.get("CASES") or Path(__file__).resolve().parents[3] / "shared" / "cases") / "files"
KINDS = {".xlsx": "XLSX", ".docx": "DOCX", ".pdf": "PDF", ".jpg": "JPEG", ".png": "PNG", ".odt": "ODT"}
BY_MO = 'w:id="1" w:author="Mo" w:date="2024-01-12T09:30:00Z"'
PRIVATE = "Jo, 07700 900123"
ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">{}</office:document-content>'
)


def said(kind: str, data: bytes) -> list[str]:
    return [each.sentence for each in hidden_contents(kind, data)]


def workbook(change) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = None
    book.active.title = "Spending"
    for row in (("Club", "Spent"), ("Bury", 100), ("Wigan", 200), ("Jo", "07700 900123")):
        book.active.append(row)
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def hide_rows(book):
    for number in (3, 4):
        book.active.row_dimensions[number].hidden = True


def hide_a_sheet(book):
    book.create_sheet("Names").append(("Jo", "jo@example.org"))
    book["Names"].sheet_state = "veryHidden"


def hide_in_white(book):
    book.active["B4"].font = Font(color="FFFFFFFF")
    for cell in book.active[1]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")


def hide_a_name(book):
    book.defined_names["Caseload"] = openpyxl.workbook.defined_name.DefinedName(
        "Caseload", attr_text="4711", hidden=True
    )


SPREADSHEETS = {
    "nothing": (lambda book: None, []),
    "an unused column that is hidden": (lambda book: setattr(book.active.column_dimensions["F"], "hidden", True), []),
    "rows": (hide_rows, ["Rows 3 to 4 of “Spending” are hidden. There is personal data in them: a phone number."]),
    "a column": (
        lambda book: setattr(book.active.column_dimensions["A"], "hidden", True),
        ["In “Spending”, column A is hidden."],
    ),
    "a sheet": (
        hide_a_sheet,
        [
            (
                "The sheet “Names” is hidden so that Excel’s own menu does not list it. "
                "There is personal data in it: an e-mail address."
            )
        ],
    ),
    "a comment": (
        lambda book: setattr(book.active["B2"], "comment", Comment("Ask Jo", "Mo")),
        ["There is a comment on cell B2, by “Mo”, in “Spending”."],
    ),
    "white on white, not on blue": (
        hide_in_white,
        [
            (
                "In “Spending”, row 4 has cells that show nothing of what is in them. "
                "There is personal data in it: a phone number."
            )
        ],
    ),
    "a name": (hide_a_name, ["It has hidden names: “Caseload”."]),
    "an author and a manager": (
        lambda book: setattr(book.properties, "creator", "Jo Bloggs"),
        ["Its properties name an author, “Jo Bloggs”."],
    ),
}


@pytest.mark.parametrize(("change", "sentences"), SPREADSHEETS.values(), ids=SPREADSHEETS)
def test_a_spreadsheet_says_what_it_hides(change, sentences):
    assert said("XLSX", workbook(change)) == sentences


CHANGED = (
    f"<w:p><w:del {BY_MO}><w:r><w:delText>dropped after Jo complained</w:delText></w:r></w:del>"
    f"<w:ins {BY_MO}>{run('ended')}</w:ins></w:p>"
)
WHITE = '<w:color w:val="FFFFFF"/>'
GROUND = '<w:tcPr><w:shd w:fill="003366"/></w:tcPr>'
SHADED = f"<w:tbl><w:tr><w:tc>{GROUND}{paragraph('Head', WHITE)}</w:tc></w:tr></w:tbl>"
LETTERS = {
    "nothing": (docx(), []),
    "white on a dark cell": (docx(SHADED), []),
    "tracked changes": (
        docx(CHANGED),
        ["There are tracked changes: one deletion and one insertion, by “Mo”; the deleted words can still be read."],
    ),
    "hidden words": (
        docx(f"<w:p>{run('Costs. ')}{run(PRIVATE, '<w:vanish/>')}</w:p>"),
        ["There is text formatted as hidden, after “Costs.”. There is personal data in it: a phone number."],
    ),
    "white words": (docx(paragraph("Ask Jo", '<w:color w:val="FFFFFF"/>')), ["There is text in white."]),
    "tiny words": (docx(paragraph("Ask Jo", '<w:sz w:val="2"/>')), ["There is text too small to read."]),
    "words that are shown after all": (docx(paragraph("Ask Jo", '<w:vanish w:val="0"/>')), []),
    "an author": (
        docx(properties="<dc:creator>Jo Bloggs</dc:creator>"),
        ["Its properties name an author, “Jo Bloggs”."],
    ),
    "a title that is shown": (docx(properties="<dc:title>Two clubs</dc:title>"), []),
}


@pytest.mark.parametrize(("data", "sentences"), LETTERS.values(), ids=LETTERS)
def test_a_letter_says_what_it_hides(data, sentences):
    assert said("DOCX", data) == sentences


def test_a_document_says_what_is_embedded_in_it_and_where_it_refers_to():
    part = zipped({"xl/sharedStrings.xml": "<sst><si><t>jo@example.org</t></si></sst>"})
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://x/attachedTemplate" Target="file:///C:/Users/jo/Letter%20of%20Jo.dotx" TargetMode="External"/>'
        '<Relationship Id="rId2" Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = zipped({**parts, "word/embeddings/names.xlsx": part, "word/_rels/settings.xml.rels": relation})
    assert said("DOCX", made) == [
        "A file is embedded in it: names.xlsx. There is personal data in it: an e-mail address.",
        "It refers to what is kept elsewhere: C:/Users/jo/Letter of Jo.dotx.",
    ]


def test_an_open_document_says_what_it_hides():
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Mo</dc:creator>"
        "</office:change-info><text:p>dropped</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    style = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    words = (
        f'<text:p>Costs <text:span text:style-name="T1">{PRIVATE}</text:span>'
        "<office:annotation><dc:creator>Mo</dc:creator><text:p>Ask Jo</text:p></office:annotation></text:p>"
    )
    meta = ODT.format("<meta:initial-creator>Jo Bloggs</meta:initial-creator><dc:title>Costs</dc:title>")
    made = zipped({"content.xml": ODT.format(style + changes + words), "meta.xml": meta})
    assert said("ODT", made) == [
        "There are tracked changes: one deletion, by “Mo”; the deleted words can still be read.",
        "There is a comment by “Mo”.",
        "There is text formatted as hidden, near “Costs”. There is personal data in it: a phone number.",
        "Its properties name an author, “Jo Bloggs”.",
    ]
    assert said("ODT", zipped({"content.xml": ODT.format("<text:p>Costs</text:p>")})) == []
    cleaned = without_properties("ODT", made)
    assert len(said("ODT", cleaned)) == 3


UNDER = (
    "On page 1, text lies under a filled rectangle: what looks blacked out can be copied. "
    "There is personal data in it: a phone number."
)
COVERED = f"BT /F1 12 Tf 40 200 Td ({PRIVATE}) Tj ET 0 0 0 rg 38 194 330 18 re f"
PORTABLE = {
    "nothing": (pdf(), []),
    "a dark heading": (pdf("0 0 0 rg 38 194 330 18 re f 1 1 1 rg BT /F1 12 Tf 40 200 Td (Heading) Tj ET"), []),
    "words under a black rectangle": (
        pdf(COVERED),
        [UNDER],
    ),
    "and a label on it": (
        pdf(f"{COVERED} 1 1 1 rg BT /F1 12 Tf 40 200 Td (REDACTED REDACTED) Tj ET"),
        [UNDER],
    ),
    "on a page that is turned": (
        pdf(COVERED, page="/Rotate 90"),
        [UNDER],
    ),
    "words that are not drawn": (
        pdf("BT 3 Tr /F1 12 Tf 40 160 Td (Ask Jo) Tj ET"),
        ["On page 1, text that is not drawn (as behind a scan) can be copied."],
    ),
    "white words": (
        pdf("1 1 1 rg BT /F1 12 Tf 40 160 Td (Ask Jo) Tj ET"),
        ["On page 1, text that cannot be seen (in the colour of its ground, or under a picture) can be copied."],
    ),
    "words beyond the page": (
        pdf("BT /F1 12 Tf 600 160 Td (Ask Jo) Tj ET"),
        ["On page 1, text lies outside what the page shows, and can be copied."],
    ),
    "a title": (
        pdf(info="/Title (Case 4711) /Author (Jo Bloggs)"),
        ["Its properties name an author, “Jo Bloggs”, and a title, “Case 4711”, which is not on the page."],
    ),
    "a title that is shown": (pdf(info="/Title (Risks of the evening clubs)"), []),
    "a note": (
        pdf(page="/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask Jo) /T (Mo) >>]"),
        ["There is a note on page 1, by “Mo”."],
    ),
    "a mark to redact": (
        pdf(page="/Annots [<< /Type /Annot /Subtype /Redact /Rect [0 0 9 9] >>]"),
        ["On page 1, something is marked to be redacted and has not been taken out."],
    ),
    "a hidden field": (
        pdf(page="/Annots [<< /Subtype /Widget /FT /Tx /F 2 /T (case) /V (4711) /Rect [0 0 9 9] >>]"),
        ["Its form has fields that are not shown: “case”."],
    ),
    "a layer": (
        pdf(catalogue="/OCProperties << /D << /OFF [7 0 R] >> >>", more=("<< /Type /OCG /Name (Names) >>",)),
        ["It has layers that are turned off: “Names”."],
    ),
    "a program": (
        pdf(catalogue="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        ["There is a program in it (JavaScript)."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "sentences"), PORTABLE.values(), ids=PORTABLE)
def test_a_pdf_says_what_it_hides(data, sentences):
    assert said("PDF", data) == sentences


def test_a_pdf_says_what_it_once_was_and_a_copy_is_without_it():
    first = pdf(info="/Author (Jo Bloggs)")
    later = first + b"6 0 obj\n<< >>\nendobj\nxref\n6 1\n%010d 00000 n \n" % len(first)
    later += b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        first.rindex(b"xref\n0"),
        later.rindex(b"xref\n6"),
    )
    assert said("PDF", later) == [
        "It keeps an earlier version of itself: what has been changed or taken out since can be brought back."
    ]
    cleaned = without_properties("PDF", first)
    assert said("PDF", cleaned) == []
    assert b"Jo Bloggs" not in cleaned


def photograph(*, artist: str = "", turned: int = 1, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    if artist:
        exif[0x013B], exif[0x0110] = artist, "ExampleCam 5"
        exif[0x8825] = {1: "N", 2: (53.0, 28.0, 48.0), 3: "W", 4: (2.0, 14.0, 24.0)}
    if turned != 1:
        exif[0x0112] = turned
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(made, kind, exif=exif)
    return made.getvalue()


def test_a_picture_says_where_and_by_whom_it_was_taken_and_a_copy_does_not():
    assert said("JPEG", photograph()) == []
    taken = photograph(artist="Jo Bloggs", turned=6)
    assert said("JPEG", taken) == [
        "The picture says where it was taken (53.48 N, 2.24 W).",
        "Its properties name a person, “Jo Bloggs”, and a camera, “ExampleCam 5”.",
    ]
    cleaned = without_properties("JPEG", taken)
    assert said("JPEG", cleaned) == []
    assert Image.open(io.BytesIO(cleaned)).size == (20, 40)  # as it was shown


def test_words_in_a_png_and_behind_its_end_are_said():
    words, made = PngInfo(), io.BytesIO()
    words.add_text("Comment", "Taken at the home of Jo")
    Image.new("RGB", (4, 4)).save(made, "PNG", pnginfo=words)
    assert said("PNG", made.getvalue()) == [
        "Words are written into the picture’s properties: “Comment: Taken at the home of Jo”."
    ]
    assert said("PNG", without_properties("PNG", made.getvalue())) == []
    assert said("PNG", photograph(kind="PNG") + b"a list of names") == [
        "Something is kept behind the end of the picture, 15 bytes."
    ]


def test_a_picture_in_a_document_is_looked_at_too():
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = zipped({**parts, "word/media/image1.jpeg": photograph(artist="Jo Bloggs")})
    assert said("DOCX", made)[0] == "The picture in it (image1.jpeg) says where it was taken (53.48 N, 2.24 W)."


def test_a_csv_file_is_its_text():
    assert said("CSV", b"club,spent\nBury,100\n") == []


def locked() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


UNREADABLE = {
    "a locked PDF": ("PDF", locked(), "locked with a password"),
    "half a PDF": ("PDF", pdf()[:200], "damaged"),
    "no PDF": ("PDF", b"%PDF-1.7\n", "damaged"),
    "half a letter": ("DOCX", docx()[:300], "damaged"),
    "a letter with broken XML": ("DOCX", zipped({"word/document.xml": "<w:document"}), "damaged"),
    "a bomb of entities": (
        "DOCX",
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;'}),
        "damaged",
    ),
    "half a picture": ("JPEG", photograph()[:20], "damaged"),
}


@pytest.mark.parametrize(("kind", "data", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_looked_through_says_so_and_must_be_replaced(kind, data, words):
    [only] = hidden_contents(kind, data)
    assert words in only.sentence
    assert only.must_be_replaced


def test_ten_thousand_hidden_rows_take_little_time_and_say_which():
    cells = "".join(f'<row r="{n}" hidden="1"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 10_002))
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook(lambda book: None))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}'
    parts["xl/worksheets/sheet1.xml"] = f"{sheet}</sheetData></worksheet>".encode()
    started = time.process_time()
    assert said("XLSX", zipped(parts)) == ["Rows 2 to 10,001 of “Spending” are hidden."]
    assert time.process_time() - started < 5


def test_a_reader_that_needs_too_long_is_ended_and_the_paper_must_be_replaced(monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.001)
    [only] = apart.look_apart("PDF", io.BytesIO(pdf()))
    assert "too long to look through" in only.sentence
    assert only.must_be_replaced


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_every_shared_case_says_what_it_must():
    for case in json.loads((CASES / "expected.json").read_text())["files"]:
        kind, data = KINDS[Path(case["file"]).suffix], (CASES / case["file"]).read_bytes()
        words = " ".join(said(kind, data)).casefold()
        missing = [each for each in case["say"] if plain(each) not in words]
        assert (missing, case["clean"] and words) == ([], case["clean"] and ""), case["file"]


def plain(sentence: str) -> str:
    return sentence.casefold().replace("telephone", "phone").replace("'", "’")
