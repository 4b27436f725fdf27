"""The rules of a stream stand beside every award from it: until when its money is to be spent, and on what (§5)."""

from decimal import Decimal

import pytest

from grants.models import FundingStream
from register.notices.pdf import contents
from tests import stories
from tests.stories import fresh

RULES = ("To be spent: by the end of each financial year.", "Only for work in the hotspots.")


@pytest.fixture
def ruled(reference):
    streams = FundingStream.objects.filter(slug="challenger-soc-hotspot-fund")
    streams.update(spend_by=FundingStream.SpendBy.YEAR_END, restrictions=RULES[1])


@pytest.fixture
def decision(ruled, olu, ada):
    return stories.whole(officer=olu, approver=ada)


def test_on_the_page_and_in_the_notice_as_pdf(decision, read):
    page = read(f"/decisions/{decision.reference}/")
    [row] = page.all(".//table//tbody/tr[@id='award-1']")
    assert all(rule in row for rule in RULES)
    notice = decision.notices.get()
    set_in_pdf = contents(notice)
    assert "(by the end of each financial year)" in set_in_pdf["awards"][0][2]
    [rules] = [each for each in set_in_pdf["stream_rules"] if each["title"].startswith("Rules of the")]
    assert [each["text"] for each in rules["blocks"]] == list(RULES)


def test_beside_the_lines_of_a_variation(decision, olu, ada, read):
    change = stories.variation(by=olu, award=decision.awards.get(), new_amount=Decimal("7000.00"))
    change = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    page = read(f"/decisions/{change.reference}/")
    [row] = [each for each in page.all(".//table//tbody/tr") if "award 1" in each]
    assert f"From the Challenger SOC hotspot fund. {RULES[0]} Its rules" in row
    assert RULES[1] in page
    set_in_pdf = contents(change.notices.get())
    assert "(by the end of each financial year)" in set_in_pdf["varied"][0][2]
    assert [each["text"] for each in set_in_pdf["stream_rules"][0]["blocks"]] == list(RULES)


def test_what_was_published_stays_when_the_stream_changes(decision, read):
    FundingStream.objects.update(spend_by="", restrictions="Anything.")
    assert RULES[0] in read(f"/decisions/{decision.reference}/")
    assert RULES[0] in read(f"/decisions/{decision.reference}/versions/1/")


def test_many_awards_lead_to_the_rules_below_them(ruled, olu, ada, read):
    draft = stories.draft(by=olu)
    for number in range(3):
        stories.award(draft, by=olu, amount=1000 + number, district="bury", stream="challenger-soc-hotspot-fund")
    decision = stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)
    page = read(f"/decisions/{decision.reference}/")
    assert page.links["Its rules"] == "#rules-challenger-soc-hotspot-fund"
    assert str(page).count(RULES[1]) <= 1
    assert RULES[1] in page


@pytest.mark.parametrize("where", ["", "awards/1/", "awards/grid/"])
def test_on_the_office_s_pages_of_the_decision_and_its_awards(ruled, olu, signed_in, where):
    draft = stories.draft(by=olu)
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/{where}").content.decode()
    assert all(rule in page for rule in RULES)
