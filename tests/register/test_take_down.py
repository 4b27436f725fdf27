"""Taking down: out of public sight at once and everywhere, while it is being checked; nothing is destroyed."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from conditions.models import Condition
from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.actions.papers import add_paper, change_paper
from grants.refused import Refused
from register.actions.listing import rebuild_listing
from register.actions.taking_down import restore, take_down
from register.models import Listing, Notice, TakeDown
from register.notices import pdf as pdf_file
from register.notices.pdf import contents
from register.notices.verification import verify
from tests import stories
from tests.papers import pdf
from tests.register.test_withhold import every_address, said_in_public
from tests.stories import fresh, withdrawn

SECRET = "Unmistakable"
WHY = "It may name a child."
PDF = pdf()
MOMENT = datetime(2024, 3, 8, 14, 30, tzinfo=UTC)  # a Friday


def published(decision, *, by, approver, note=""):
    ready = stories.approved(stories.sent(fresh(decision), by=by), by=approver)
    return stories.published(ready, by=approver, note=note)


@pytest.fixture
def telling(draft, olu, ada):
    """A published decision with one word in every text, and a paper."""
    long = f"{SECRET}, and long enough to be a text of its own, as the gate asks of reasons and purpose."
    texts = {"title": f"{SECRET} title", "summary": f"{SECRET} summary", "reasons": long, "purpose": f"{long} Twice."}
    revise(draft, by=olu, values=texts | {"risk_implications": long, "external_reference": f"{SECRET}-1"})
    change_award(draft.awards.get(), by=olu, values={"title": f"{SECRET} award"})
    Condition.objects.filter(decision=draft, number=2).update(title=f"{SECRET} condition", wording=f"{SECRET} wording")
    add_paper(draft, by=olu, title=f"{SECRET} paper", upload=SimpleUploadedFile(f"{SECRET}.pdf", PDF))
    return published(draft, by=olu, approver=ada)


def test_the_text_is_on_no_public_page_any_more(telling, ada):
    take_down(telling, by=ada, reason=WHY, at=MOMENT)
    for address in (*every_address(telling.reference), f"/decisions/{telling.reference}.pdf"):
        assert SECRET not in said_in_public(address), address
    assert "0 decisions" in said_in_public(f"/decisions/?q={SECRET}")
    rebuild_listing()
    assert SECRET not in str(Listing.objects.values_list("title", "summary", "words"))


def test_the_page_says_so_with_date_and_hour_and_the_money_stands(telling, ada):
    take_down(telling, by=ada, reason=WHY, at=MOMENT)
    page = said_in_public(f"/decisions/{telling.reference}/")
    assert "was taken out of public sight on 8 March 2024 at 14:30, while it is being checked" in page
    assert WHY not in page
    assert "£7,500.00" in page
    assert "Manchester City Council" in page
    assert telling.listing.total == 7500
    assert "8 March 2024 at 14:30, while it is being checked" in said_in_public(f"/decisions/{telling.reference}.json")


def test_nothing_is_destroyed_and_the_chain_holds(telling, olu, ada):
    address = f"/decisions/{telling.reference}/"
    before = Client().get(address).content
    row = take_down(telling, by=ada, reason=WHY)
    assert not verify().fault
    restore(row, by=ada)
    assert Client().get(address).content == before
    assert SECRET in Listing.objects.get().title


def test_a_notice_is_still_never_edited(telling, ada):
    take_down(telling, by=ada, reason=WHY)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Notice.objects.update(note="Something else", taken_down_at=None)


def test_a_correction_settles_it_and_the_earlier_version_stays_out_of_sight(telling, olu, ada, abe):
    row = take_down(telling, by=ada, reason=WHY)
    clean = {"title": "Clean", "summary": "Clean.", "reasons": stories.RECORD["reasons"]}
    revise(telling, by=olu, values=clean | {"purpose": stories.RECORD["purpose"], "risk_implications": ""})
    published(telling, by=olu, approver=abe, note="The name of a person is gone.")
    assert TakeDown.objects.get().settled_at
    assert "Clean" in said_in_public(f"/decisions/{telling.reference}/")
    earlier = said_in_public(f"/decisions/{telling.reference}/versions/1/")
    assert SECRET not in earlier
    assert "taken out of public sight" in earlier
    assert "while it is being checked. Amounts" not in earlier
    restore(row, by=abe)
    assert SECRET in said_in_public(f"/decisions/{telling.reference}/versions/1/")


def test_a_withdrawal_settles_it_and_brings_nothing_back(telling, ada, abe):
    take_down(telling, by=ada, reason=WHY)
    withdrawn(telling, by=abe, reason="It should never have been published.")
    assert TakeDown.objects.get().settled_at
    for address in (f"/decisions/{telling.reference}/", f"/decisions/{telling.reference}/versions/1/"):
        assert SECRET not in said_in_public(address)


DOWN = "This paper was taken out of public sight on 8 March 2024 at 14:30, while it is being checked."
NAME = "Innominate"


@pytest.fixture
def papered(draft, olu, ada, abe):
    """Two published versions that list one paper, with one word in its title and its name."""
    add_paper(draft, by=olu, title=f"{NAME} paper", upload=SimpleUploadedFile(f"{NAME}.pdf", PDF))
    first = published(draft, by=olu, approver=ada)
    revise(first, by=olu, values={"risk_implications": "A provider may leave."})
    return published(first, by=olu, approver=abe, note="The risks had been left out.")


def versions(decision):
    page = f"/decisions/{decision.reference}/"
    return [page, *(f"{page}versions/{number}/" for number in (1, 2))]


def test_a_paper_is_in_no_version_search_feed_file_or_download_any_more(papered, ada, client):
    paper, data = f"/decisions/{papered.reference}/papers/1/", f"/decisions/{papered.reference}.json"
    assert "1 decision" in said_in_public(f"/decisions/?q={NAME}")
    before = pdf_of(papered)
    row = take_down(papered, by=ada, reason=WHY, paper=1, at=MOMENT)
    for address in (*every_address(papered.reference), *versions(papered)):
        assert NAME not in said_in_public(address), address
    assert client.get(paper).status_code == 404
    assert DOWN in said_in_public(paper)
    assert DOWN in said_in_public(data)
    assert "0 decisions" in said_in_public(f"/decisions/?q={NAME}")
    assert DOWN in pdf_of(papered)
    rebuild_listing()
    assert "0 decisions" in said_in_public(f"/decisions/?q={NAME}")
    for address in versions(papered):
        assert f"1. {DOWN}" in said_in_public(address)
        assert f'href="{paper}"' not in said_in_public(address)
    restore(row, by=ada)
    assert "%PDF" in said_in_public(paper)
    assert NAME in said_in_public(data)
    assert "1 decision" in said_in_public(f"/decisions/?q={NAME}")
    assert pdf_of(papered) == before
    assert all(f"{NAME} paper" in said_in_public(address) for address in versions(papered))


def pdf_of(decision):
    return str(contents(Notice.objects.filter(decision=decision).latest("version")))


def test_the_pdf_that_was_kept_is_not_handed_out_while_a_paper_is_down(papered, ada, client, monkeypatch):
    """The typesetting itself is tried elsewhere: here it shows what it is given."""
    monkeypatch.setattr(pdf_file, "make_pdf", lambda notice, sample: str(contents(notice)).encode())
    address = f"/decisions/{papered.reference}.pdf"
    assert NAME in said_in_public(address)
    row = take_down(papered, by=ada, reason=WHY, paper=1)
    assert NAME not in said_in_public(address)
    restore(row, by=ada)
    assert NAME in said_in_public(address)


def test_a_version_that_is_withdrawn_with_a_paper_down_does_not_name_it(papered, ada, abe):
    take_down(papered, by=ada, reason=WHY, paper=1, at=MOMENT)
    withdrawn(papered, by=abe, reason="It should never have been published.")
    for address in (*versions(papered), f"/decisions/{papered.reference}/versions/3/"):
        page = said_in_public(address)
        assert NAME not in page
        assert "1. This paper was taken out of public sight on 8 March 2024 at 14:30." in page


def test_restoring_one_text_does_not_bring_back_what_an_earlier_take_down_hid(telling, olu, ada, abe):
    take_down(telling, by=ada, reason=WHY)
    clean = {"title": "Clean", "summary": "Clean.", "reasons": stories.RECORD["reasons"]}
    revise(telling, by=olu, values=clean | {"purpose": stories.RECORD["purpose"], "risk_implications": ""})
    published(telling, by=olu, approver=abe, note="The name of a person is gone.")
    restore(take_down(telling, by=ada, reason="It may name a place as well."), by=ada)
    assert "Clean" in said_in_public(f"/decisions/{telling.reference}/")
    assert SECRET not in said_in_public(f"/decisions/{telling.reference}/versions/1/")


def test_a_correction_without_the_paper_settles_it_and_one_with_it_does_not(telling, olu, ada, abe, client):
    take_down(telling, by=ada, reason=WHY, paper=1)
    revise(telling, by=olu, values={"risk_implications": ""})
    published(telling, by=olu, approver=abe, note="The risks are said elsewhere.")
    assert client.get(f"/decisions/{telling.reference}/papers/1/").status_code == 404
    assert not TakeDown.objects.get().settled_at
    upload = SimpleUploadedFile("Clean.pdf", pdf("% clean"))
    change_paper(telling.papers.get(), by=olu, title="Clean", upload=upload)
    published(telling, by=olu, approver=abe, note="The paper is replaced by a clean one.")
    assert TakeDown.objects.get().settled_at
    assert "% clean" in said_in_public(f"/decisions/{telling.reference}/papers/1/")


def test_after_a_withdrawal_papers_are_no_longer_handed_out_in_any_version(telling, abe, client):
    withdrawn(telling, by=abe, reason="It should never have been published.")
    address = f"/decisions/{telling.reference}/papers/1/"
    assert client.get(address).status_code == 404
    pages = [f"/decisions/{telling.reference}/", *(f"/decisions/{telling.reference}/versions/{n}/" for n in (1, 2))]
    assert not [page for page in pages if f'href="{address}"' in said_in_public(page)]
    assert "its papers are no longer handed out" in said_in_public(pages[0])


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_only_what_is_public_is_taken_down(request, state, ada):
    with pytest.raises(Refused, match="Only what has been published"):
        take_down(request.getfixturevalue(state), by=ada, reason=WHY)


def test_it_needs_an_approver_and_a_sentence_and_is_done_once(telling, olu, ada, abe):
    with pytest.raises(Refused, match="Only an approver"):
        take_down(telling, by=olu, reason=WHY)
    with pytest.raises(Refused, match="in a sentence"):
        take_down(telling, by=ada, reason=" ")
    row = take_down(telling, by=ada, reason=WHY)
    with pytest.raises(Refused, match="out of public sight already"):
        take_down(telling, by=abe, reason=WHY)
    with pytest.raises(Refused, match="cannot read this paper"):
        take_down(telling, by=ada, reason=WHY, paper=7)
    restore(row, by=abe)
    with pytest.raises(Refused, match="restored already"):
        restore(row, by=ada)


def test_a_paper_that_is_a_link_is_kept_by_somebody_else(draft, olu, ada):
    add_paper(draft, by=olu, title="Plan", url="https://www.example.org/plan")
    decision = published(draft, by=olu, approver=ada)
    with pytest.raises(Refused, match="This paper is a link"):
        take_down(decision, by=ada, reason=WHY, paper=1)


def test_it_has_to_be_settled_within_five_working_days(telling, ada):
    assert take_down(telling, by=ada, reason=WHY, at=MOMENT).settle_by.isoformat() == "2024-03-15"
