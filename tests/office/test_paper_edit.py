"""Changing, reading and removing a paper in the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.papers import add_paper
from grants.models import Paper
from tests.papers import pdf
from tests.stories import JUST_OPENED

PDF = pdf()


@pytest.fixture
def paper(draft, olu):
    return add_paper(draft, by=olu, title="Risks", upload=SimpleUploadedFile("Risks.pdf", PDF))


@pytest.fixture
def address(draft, paper):
    return f"/office/decisions/{draft.reference}/papers/{paper.number}/"


def test_a_new_title_keeps_the_file(address, signed_in, olu):
    signed_in(olu).post(address, {"title": "Risks, in short", "url": ""} | JUST_OPENED)
    paper = Paper.objects.get()
    assert (paper.title, paper.file.name) == ("Risks, in short", "Risks.pdf")


def test_the_office_reads_the_file_before_publication_and_nobody_else(address, signed_in, olu, mo, client):
    response = signed_in(olu).get(f"{address}file/")  # office:paper_file
    assert b"".join(response.streaming_content) == PDF
    assert signed_in(mo).get(f"{address}file/").status_code == 403
    assert client.get(f"{address}file/").status_code == 302


def test_a_paper_is_removed_with_its_withholding(address, draft, signed_in, olu):
    draft.withholdings.create(what="paper-1", ground="enactment")
    assert "Withhold this paper" in signed_in(olu).get(address).content.decode()
    signed_in(olu).post(f"{address}remove/")  # office:paper_remove
    assert not Paper.objects.exists()
    assert not draft.withholdings.exists()
