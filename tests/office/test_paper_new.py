"""Adding a background paper: a link or a file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Paper
from tests.papers import pdf

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
