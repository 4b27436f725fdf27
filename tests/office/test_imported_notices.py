"""What became of the decisions on a list page."""

from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Decision

NOTICES = Path(__file__).parent.parent / "notices"
ADDRESS = "/office/decisions/new/from-a-notice/"


def give(client, page: bytes, **fields: str):
    data = {"page": SimpleUploadedFile("page.html", page), "form_key": str(uuid4())} | fields
    return client.post(ADDRESS, data, follow=True)


def test_a_saved_list_is_drafted_and_each_draft_is_listed(reference, olu, signed_in):
    client = signed_in(olu)
    page = give(client, (NOTICES / "fortnight.html").read_bytes()).content.decode()
    assert "2 new drafts" in page
    assert "GM-2025-0001: Uplift of community safety grants" in page
    assert "2 things to look at" in page
    again = give(client, (NOTICES / "fortnight.html").read_bytes()).content.decode()
    assert "Here already" in again
    assert Decision.objects.count() == 2


def test_a_saved_page_leads_to_its_draft_and_says_where_each_field_came_from(reference, olu, signed_in):
    answer = give(signed_in(olu), (NOTICES / "saved-page.html").read_bytes())
    assert answer.redirect_chain[-1][0] == "/office/decisions/GM-2022-0001/notice/"
    page = answer.content.decode()
    assert "the Purpose block, after “The reasons for the decision are:”" in page


def test_text_and_file_together_or_neither_are_refused(reference, olu, signed_in):
    client = signed_in(olu)
    assert "not both" in give(client, b"<html>x", text="words").content.decode()
    assert "or choose a saved page" in client.post(ADDRESS, {"form_key": str(uuid4())}).content.decode()


def test_references_that_are_not_here_are_left_out(reference, olu, signed_in):
    page = signed_in(olu).get(ADDRESS + "read/?new=GM-1999-0001").content.decode()
    assert "0 new drafts" in page
