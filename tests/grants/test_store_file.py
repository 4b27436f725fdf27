"""Files that people send are what their names say, lie in private, and come back as downloads only."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from grants import file_kinds
from grants.actions.files import store_file
from grants.fields import BaseForm, UploadField
from grants.file_kinds import PAPERS, SPREADSHEETS, safe_name
from grants.files import attachment
from grants.models import StoredFile
from grants.refused import Refused

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return made.getvalue()


def office_file(content_type: str, **more: bytes) -> bytes:
    return archive({"[Content_Types].xml": f'<Types ContentType="{content_type}"/>'.encode(), "a.xml": b"<a/>"} | more)


TAKEN = {
    "Risk paper.pdf": PDF,
    "minutes.docx": office_file(WORD),
    "spend.xlsx": office_file(SHEET),
    "letter.odt": archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    "spend.csv": b"award,spent\n1,\xa3250\n",
    "map.PNG": b"\x89PNG\r\n\x1a\nIHDR",
    "photo.jpeg": b"\xff\xd8\xff\xe0JFIF",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SOMETHING_ELSE = "its content is something else"
REFUSED = {
    "a program": ("invoice.exe", b"MZ", "This kind of file is not accepted"),
    "two endings": ("invoice.pdf.exe", b"MZ", "This kind of file is not accepted"),
    "a program's ending inside": ("invoice.exe.pdf", PDF, "ending of a program"),
    "no ending": ("invoice", PDF, "Choose PDF, DOCX"),
    "nothing in it": ("empty.pdf", b"", "The file is empty"),
    "a program called a PDF": ("invoice.pdf", b"MZ\x90\x00", SOMETHING_ELSE),
    "a program called a CSV": ("table.csv", b"#!/bin/sh\n", SOMETHING_ELSE),
    "a web page called a CSV": ("table.csv", b" <html><script>", SOMETHING_ELSE),
    "a table with a null": ("table.csv", b"a\0b", "CSV UTF-8"),
    "a table in no known letters": ("table.csv", b"\x81\x8d\xff", "encoding is not valid"),
    "a picture called a photo": ("photo.jpg", TAKEN["map.PNG"], SOMETHING_ELSE),
    "a sheet called a letter": ("letter.docx", TAKEN["spend.xlsx"], SOMETHING_ELSE),
    "a plain zip": ("letter.docx", archive({"a.txt": b"a"}), SOMETHING_ELSE),
    "a damaged letter": ("letter.docx", TAKEN["minutes.docx"][:40], SOMETHING_ELSE),
    "a program before a zip": ("letter.docx", b"MZ" + TAKEN["minutes.docx"], SOMETHING_ELSE),
    "macros": ("letter.docx", office_file(WORD, **{"word/vbaProject.bin": b"x"}), "contains macros"),
    "a bomb": ("sheet.xlsx", office_file(SHEET, **{"a.bin": b"0" * 30_000_000}), "too large when unpacked"),
    "a way out": ("sheet.xlsx", office_file(SHEET, **{"../../etc/x": b"x"}), "too large when unpacked"),
    "a drawing, which may hold a program": ("map.svg", SVG, "This kind of file is not accepted"),
    "a drawing called a picture": ("map.png", SVG, SOMETHING_ELSE),
    "a drawing called a CSV": ("map.csv", SVG, SOMETHING_ELSE),
    "hidden characters": ("invoice\u202efdp.pdf", PDF, "hidden characters"),
}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


@pytest.mark.parametrize("name", TAKEN)
def test_every_kind_of_paper_is_taken_as_what_it_is(name, olu):
    stored = store_file(upload(name, TAKEN[name]), by=olu, kinds=PAPERS)
    assert stored.sha256 == hashlib.sha256(TAKEN[name]).hexdigest()
    assert stored.size == len(TAKEN[name])
    assert stored.name.lower() == name.lower()
    assert stored.content_type != "text/html"  # what the browser says does not count
    assert stored.added_by == olu


@pytest.mark.parametrize(("name", "content", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(name, content, why, olu):
    with pytest.raises(Refused, match=why):
        store_file(upload(name, content), by=olu, kinds=PAPERS)
    assert not StoredFile.objects.exists()


def test_a_file_may_have_20_megabytes_and_no_more(olu, monkeypatch):
    monkeypatch.setattr(file_kinds, "HIGHEST_SIZE", len(PDF))
    store_file(upload("just.pdf", PDF), by=olu, kinds=PAPERS)
    with pytest.raises(Refused, match="larger than"):
        store_file(upload("over.pdf", PDF + b" "), by=olu, kinds=PAPERS)


def test_only_the_kinds_asked_for_are_taken(olu):
    with pytest.raises(Refused, match="Choose CSV, XLSX or ODS"):
        store_file(upload("paper.pdf", PDF), by=olu, kinds=SPREADSHEETS)


def test_it_lies_under_a_random_name_and_nobody_else_may_read_it(olu):
    stored = store_file(upload("../../etc/passwd.pdf", PDF), by=olu, kinds=PAPERS)
    path = Path(stored.content.path)
    assert path.is_relative_to(settings.FILES_DIR)
    assert "passwd" not in str(path)
    assert not path.suffix
    assert path.stat().st_mode & 0o077 == 0
    assert stored.name == "passwd.pdf"


def test_where_the_row_cannot_be_written_no_file_is_left(olu):
    folder = Path(settings.FILES_DIR)
    before = set(folder.rglob("*/*"))
    with (
        pytest.raises(DatabaseError),
        connection.execute_wrapper(lambda execute, sql, *rest: execute(sql.replace("_storedfile", "_nowhere"), *rest)),
    ):
        store_file(upload("paper.pdf", PDF), by=olu, kinds=PAPERS)
    assert set(folder.rglob("*/*")) == before


def test_it_comes_back_as_a_download_that_runs_nothing(olu):
    response = attachment(store_file(upload("Spend £.pdf", PDF), by=olu, kinds=PAPERS))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    response.close()


def test_a_file_lost_from_the_disk_is_not_found(olu):
    stored = store_file(upload("paper.pdf", PDF), by=olu, kinds=PAPERS)
    Path(stored.content.path).unlink()
    with pytest.raises(Http404):
        attachment(stored)


@given(st.text(max_size=300))
def test_a_safe_name_has_no_path_and_fits(name):
    safe = safe_name(name + ".pdf")
    assert not set('/\\"<>:|?*\n\r') & set(safe)
    assert safe.endswith(".pdf")
    assert 4 < len(safe) <= file_kinds.LONGEST_NAME
    assert not safe.startswith(".")


class OneForm(BaseForm):
    paper = UploadField(kinds=SPREADSHEETS)


class ManyForm(BaseForm):
    papers = UploadField(multiple=True, required=False)


def test_the_form_says_what_the_action_would(rf):
    form = OneForm({}, {"paper": upload("spend.csv", b"a\0b")})
    assert "CSV UTF-8" in form.errors["paper"][0]
    assert OneForm({}, {}).errors["paper"] == ["Choose a file"]
    assert OneForm({}, {"paper": upload("spend.csv", b"")}).errors["paper"] == [
        "The file is empty. Choose another one."
    ]


def test_several_files_come_as_a_list(rf):
    files = rf.post("/", {"papers": [upload("a.pdf", PDF), upload("b.csv", b"a,b")]}).FILES
    form = ManyForm({}, files)
    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["papers"]] == ["a.pdf", "b.csv"]
    assert ManyForm({}, {}).is_valid()
    assert 'accept=".pdf,.docx,.xlsx,.odt,.csv,.png,.jpg,.jpeg"' in str(form["papers"])
    assert " multiple" in str(form["papers"])
    assert " multiple" not in str(OneForm()["paper"])
