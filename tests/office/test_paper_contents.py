"""What a paper holds and does not show, as the office sees it."""

import pytest

from grants.actions.papers import add_paper
from grants.models import Paper, PaperAcknowledgement
from tests.papers import docx, paragraph, upload

LETTER = docx(paragraph("Ask Jo", "<w:vanish/>"), properties="<dc:creator>Jo Bloggs</dc:creator>")
HIDDEN, AUTHOR = "There is text formatted as hidden.", "Its properties name an author, “Jo Bloggs”."


@pytest.fixture
def address(draft, olu):
    add_paper(draft, by=olu, title="Risks", upload=upload("Risks.docx", LETTER))
    return f"/office/decisions/{draft.reference}/papers/1/contents/"


def test_a_paper_that_hides_something_leads_here_at_once(draft, signed_in, olu):
    new = f"/office/decisions/{draft.reference}/papers/new/"
    page = signed_in(olu).post(new, {"title": "Risks", "upload": upload("Risks.docx", LETTER)}, follow=True)
    assert page.redirect_chain[-1][0].endswith("/papers/1/contents/")
    text = page.content.decode()
    assert HIDDEN in text
    assert AUTHOR in text
    assert "It begins: Ask Jo" in text


def test_an_officer_reads_it_and_may_not_let_it_be_published(address, signed_in, olu):
    client = signed_in(olu)
    assert "Let it be published" not in client.get(address).content.decode()
    client.post(address, {"chosen": [HIDDEN], "reason": "Fine."})
    assert not PaperAcknowledgement.objects.exists()


def test_an_approver_lets_it_be_published_with_a_reason(address, signed_in, ada):
    client = signed_in(ada)
    page = client.post(address, {"chosen": [HIDDEN], "reason": ""}).content.decode()
    assert "Say why it may be published" in page
    page = client.post(address, {"chosen": [HIDDEN, AUTHOR], "reason": "Both are known."}, follow=True)
    text = page.content.decode()
    assert "Nothing is left to look at" in text
    assert "Both are known." in text
    assert PaperAcknowledgement.objects.count() == 2


def test_the_copy_takes_the_author_away_and_nothing_else(address, signed_in, olu):  # office:paper_clean
    clean = address.replace("contents/", "clean/")
    client = signed_in(olu)
    text = client.post(clean, follow=True).content.decode()
    assert "Open it and look at it" in text
    assert [each.sentence for each in Paper.objects.get().file.hidden_contents] == [HIDDEN]
    assert "nothing in this paper" in client.post(clean, follow=True).content.decode()


def test_leads_do_not_come_in(address, signed_in, mo):
    assert signed_in(mo).get(address).status_code == 403
