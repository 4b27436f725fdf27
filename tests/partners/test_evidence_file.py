"""Papers come back to the partnership that sent them, as downloads."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.evidence import add_evidence
from tests.stories import match_obligation


def test_mo_gets_her_paper_back_as_a_download(signed_in, mo, published):
    [sent] = add_evidence(match_obligation(published), by=mo, papers=[SimpleUploadedFile("a b.csv", b"paid,5000\n")])
    answer = signed_in(mo).get(reverse("partners:evidence_file", args=["manchester", sent.pk]))
    assert b"".join(answer) == b"paid,5000\n"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_a_declaration_has_no_file(signed_in, mo, published):
    [sent] = add_evidence(match_obligation(published), by=mo, statement="Done.")
    assert signed_in(mo).get(reverse("partners:evidence_file", args=["manchester", sent.pk])).status_code == 404
