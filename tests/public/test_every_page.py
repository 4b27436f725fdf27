"""What holds of every public page."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import return_sent
from grants.actions.decisions import revise
from tests import stories
from tests.public.small_register import addresses

SECRET = "Unmistakable"
INSIDE = (SECRET, "Kept inside", "Mentoring sessions paid by the partnership", "Invoices of", "Olu", "Oma", "Ada")


def status(address: str) -> int:
    return 404 if address == "/no-such-page/" else 200


def test_every_page_is_sound_says_what_it_is_sets_no_cookie_and_is_the_same_for_somebody_signed_in(
    small, signed_in, read, mo
):
    client = signed_in(mo)
    for address in addresses(small):
        page = read(address, status(address))
        assert len(page.all(".//h1")) == 1, address
        assert client.get(address).content.decode() == page.markup, address
        if status(address) == 200:
            assert page.title.endswith("– GM policing decisions"), address
            assert page.description, address


def test_what_is_inside_stays_inside(small, read, mo):
    """A draft, unpublished changes, the lead officer, contributions and comments, the names of people."""
    hide_everywhere(small, mo)
    for address in [*addresses(small), "/conditions/?partnership=manchester", "/decisions/?partnership=salford"]:
        page = read(address, status(address))
        assert [words for words in INSIDE if words in page] == [], address
    assert "0 decisions" in read(f"/decisions/?q={SECRET}")


@pytest.mark.parametrize("ending", ["", "versions/", "versions/1/", "versions/1/2/"])
def test_a_draft_has_no_page(draft, read, ending):
    read(f"/decisions/{draft.reference}/{ending}", status=404)


def hide_everywhere(small, mo):
    olu = small.office.olu
    stories.bare_draft(by=olu, title=f"{SECRET} draft", purpose=SECRET)
    stories.sent(stories.draft(by=olu, district="salford", title=f"{SECRET} and waiting"), by=olu)
    revise(small.hotspot, by=olu, values={"title": f"{SECRET} title", "lead_officer": f"{SECRET} officer"})
    obligation = stories.match_obligation(small.hotspot)
    offer = stories.contribution(description=f"{SECRET} offer", proof=SECRET)
    record_contribution(obligation, by=mo, values=offer)
    sent_back = record_contribution(obligation, by=mo, values=offer)
    return_sent(sent_back, by=olu, comment=f"{SECRET} comment")


def test_a_page_of_a_larger_register_asks_no_more_queries(small):
    before = {address: queries(address) for address in addresses(small)}
    for district in ("salford", "manchester", "bury", "manchester"):
        small.office.grants(district)
    after = {address: queries(address) for address in before}
    assert {address: (before[address], asked) for address, asked in after.items() if asked > before[address]} == {}
    assert max(before.values()) <= 80  # the most are for /data/: about three for each table


def queries(address: str) -> int:
    """With nothing kept from earlier answers."""
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return len(asked)
