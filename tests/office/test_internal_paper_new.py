"""Papers of a decision that stay in the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grants.actions.discarding import discard
from grants.models import InternalPaper, StoredFile
from register.notices.building import build
from tests.stories import fresh

SIGNED = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def keep(client, decision, **form):
    upload = SimpleUploadedFile("signed.pdf", SIGNED, "application/pdf")
    address = f"/office/decisions/{decision.reference}/internal/new/"
    return client.post(address, {"title": "Signed submission", "upload": upload} | form, follow=True)


@pytest.mark.parametrize("state", ["draft", "approved", "published"])
def test_it_is_kept_in_any_state_and_changes_nothing_of_the_record(state, request, olu, signed_in):
    decision = request.getfixturevalue(state)
    page = keep(signed_in(olu), decision).content.decode()
    assert "Only the office can open it." in page
    assert (fresh(decision).state, fresh(decision).revision) == (decision.state, decision.revision)
    assert build(fresh(decision)).papers == ()
    assert "kept an internal paper" in page


def test_officers_open_it_and_nobody_else(published, olu, mo, client, signed_in):
    keep(signed_in(olu), published)
    address = reverse("office:internal_paper_file", args=[published.reference, InternalPaper.objects.get().pk])
    assert b"".join(signed_in(olu).get(address).streaming_content) == SIGNED
    assert client.get(address).status_code == 302
    assert signed_in(mo).get(address).status_code == 403
    assert client.get(f"/decisions/{published.reference}/papers/1/").status_code == 404


def test_a_file_is_asked_for(draft, olu, signed_in):
    page = keep(signed_in(olu), draft, upload="").content.decode()
    assert "Choose a file" in page
    assert 'value="Signed submission"' in page


def test_it_goes_with_a_draft_that_is_discarded(draft, olu, signed_in):
    keep(signed_in(olu), draft)
    discard(draft, by=olu, revision=fresh(draft).revision)
    assert not InternalPaper.objects.exists()
    assert not StoredFile.objects.exists()


def test_it_is_removed_with_its_file_and_the_diary_says_so(draft, olu, signed_in):
    client = signed_in(olu)
    keep(client, draft)
    address = reverse("office:internal_paper_remove", args=[draft.reference, InternalPaper.objects.get().pk])
    assert client.get(address).url == f"/office/decisions/{draft.reference}/"
    page = client.post(address, follow=True).content.decode()
    assert "removed an internal paper" in page
    assert not InternalPaper.objects.exists()
    assert not StoredFile.objects.exists()
