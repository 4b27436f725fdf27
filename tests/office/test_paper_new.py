"""Adding a background paper: a link or a file."""

import io
import time
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Paper
from grants.refused import Refused
from tests import stories
from tests.papers import docx, pdf

PDF = pdf()


def post(client, decision, **typed):
    return client.post(f"/office/decisions/{decision.reference}/papers/new/", typed, follow=True).content.decode()


def test_a_file_is_added_and_listed(draft, signed_in, olu):
    page = post(signed_in(olu), draft, title="Risks", url="", upload=SimpleUploadedFile("Risks.pdf", PDF))
    assert Paper.objects.get().file.name == "Risks.pdf"
    assert "Risks.pdf" in page


def test_a_link_is_added(draft, signed_in, olu):
    post(signed_in(olu), draft, title="Plan", url="www.example.org/plan")
    assert Paper.objects.get().url == "https://www.example.org/plan"


def test_neither_a_disguise_nor_nothing_nor_a_script_is_taken(draft, signed_in, olu):
    client = signed_in(olu)
    assert "its content is something else" in post(
        client, draft, title="Risks", upload=SimpleUploadedFile("Risks.pdf", b"MZ")
    )
    assert "The file is empty" in post(client, draft, title="Risks", upload=SimpleUploadedFile("Risks.pdf", b""))
    assert "either the address of the paper or a file" in post(client, draft, title="Risks")
    assert "Enter a whole address" in post(client, draft, title="Risks", url="javascript:alert(1)")
    assert not Paper.objects.exists()


def large_workbook():
    """20 MB, with 10,000 hidden rows."""
    row = '<row r="{0}" hidden="1"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = "".join(row.format(number, "x" * 1_900) for number in range(2, 10_002))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="'
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relationships}">'
        '<sheets><sheet name="Spending" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def locked_pdf():
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


BAD = {
    "20 MB with 10,000 hidden rows": ("Spending.xlsx", large_workbook, "Rows 2 to 10,001 of “Spending” are hidden."),
    "a locked PDF": ("Risks.pdf", locked_pdf, "locked with a password"),
    "a letter with broken XML": ("Letter.docx", lambda: docx("<w:p>"), "The file is damaged"),
}


@pytest.mark.parametrize(("name", "make", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_has_a_sentence_in_little_time_and_nothing_is_lost(draft, signed_in, olu, name, make, sentence):
    client, content = signed_in(olu), make()
    assert len(content) <= 20_000_000
    started = time.monotonic()
    page = post(client, draft, title="What is behind it", upload=SimpleUploadedFile(name, content))
    assert sentence in page
    assert time.monotonic() - started < 30
    assert "What is behind it" in page
    assert Paper.objects.filter(title="What is behind it").count() <= 1
    assert draft.awards.get().amount == 7500
    with pytest.raises(Refused, match=name):
        stories.sent(stories.fresh(draft), by=olu)


def test_half_a_letter_is_refused_and_what_was_typed_stays(draft, signed_in, olu):
    half = SimpleUploadedFile("Letter.docx", docx()[:-200])
    page = post(signed_in(olu), draft, title="What is behind it", upload=half)
    assert "its content is something else" in page
    assert "What is behind it" in page
    assert not Paper.objects.exists()
