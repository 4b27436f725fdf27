"""Spreadsheets of past decisions, and the form for another one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.spreadsheets.template import template_csv

ADDRESS = "/office/imports/"


def test_a_file_is_checked_and_has_a_page(reference, olu, signed_in):
    client = signed_in(olu)
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("past.csv", template_csv())}, follow=True)
    assert "Nothing is wrong in the rows that are read" in answer.content.decode()
    assert "past.csv" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"Colour", "There are no rows below"), (b"PK\x03\x04", "something else"), (b"", "empty")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(reference, olu, signed_in, content, told):
    page = signed_in(olu).post(ADDRESS, {"file": SimpleUploadedFile("past.csv", content)}).content.decode()
    assert told in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_import_template_is_handed_out(olu, signed_in, ending):
    answer = signed_in(olu).get(f"{ADDRESS}template.{ending}")
    assert answer["Content-Disposition"] == f'attachment; filename="past-decisions.{ending}"'
    assert signed_in(olu).get(f"{ADDRESS}template.exe").status_code == 404


def test_partners_are_kept_out(mo, signed_in):
    assert signed_in(mo).get(ADDRESS).status_code == 403
