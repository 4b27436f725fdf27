"""One partnership: what it is, what it was given, and whether it kept its conditions."""

from decimal import Decimal

from grants.actions.decisions import set_decision_makers
from grants.models import Post
from tests import stories

BURY = "bury-metropolitan-borough-council"


def test_the_page_says_who_is_paid_since_a_partnership_has_no_bank_account(reference, read):
    page = read("/partnerships/manchester/")
    assert "no bank account of its own: Manchester City Council is its accountable body" in page


def test_awards_stand_by_year_with_their_sums(small, read):
    page = read("/partnerships/manchester/")
    assert page.all(".//caption")[:3] == [
        "Awarded, as it stands, by financial year The bars run from £0 to £100,000.00",
        "2024/25: £100,000.00 as it stands",
        "2023/24: £7,695.00 as it stands",
    ]
    assert "awarded, as it stands £107,695.00" in page
    assert "£7,695.00 £7,500.00 as decided" in page
    assert "£1 of grant drew £0.64" in page


def test_what_is_past_due_stands_before_the_money(small, read):
    page = read("/partnerships/manchester/")
    assert page.all(".//h2")[:2] == ["4 conditions past due or not met", "Match funding"]
    assert "£2,695.00 of match still to be evidenced" in page.all(".//section[@class='late']")[0]
    assert page.links["Why, and what happens next"].endswith("?partnership=manchester&standing=past_due_or_not_met")


def test_awards_of_earlier_years_are_shown_on_request(small, read):
    assert read("/partnerships/manchester/").all(".//details/summary") == ["2023/24: 1 award"]


def test_conditions_are_counted_by_where_they_stand(small, read):
    page = read("/partnerships/manchester/")
    assert page.all(".//dl[@class='tiles']/div")[3:] == ["Past due 4", "Met 1"]
    assert page.links["Adds to existing services"] == f"/decisions/{small.hotspot.reference}/#condition-2"


def test_its_own_strategy_is_listed(reference, read):
    assert "Tackling drug and alcohol driven crime" in read("/partnerships/manchester/").all(".//li")
    assert "strategy" not in read("/partnerships/wigan/")


def test_a_partnership_without_awards_says_so(small, read):
    page = read("/partnerships/wigan/")
    assert "No award for this partnership has been published yet." in page
    assert "No published decision here has conditions with a due date." in page


def test_no_such_partnership(reference, read):
    read("/partnerships/atlantis/", status=404)


def test_of_many_awards_in_a_year_the_newest_are_shown_and_the_way_to_all(office, read):
    many_awards(office, 21)
    for address, query in (("/partnerships/bury/", "partnership=bury"), (f"/recipients/{BURY}/", f"recipient={BURY}")):
        page = read(address)
        assert "2023/24: £2,100.00 as it stands" in page
        assert len(page.all(".//table[@class='govuk-table stacked year-awards']/tbody/tr")) == 20
        assert "These are the newest 20." in page
        assert page.links["All 21 awards of 2023/24"] == f"/awards/?{query}&year=2023-24"


def many_awards(office, count: int) -> None:
    decision = stories.bare_draft(by=office.olu, title="Many small grants", no_conditions=True)
    set_decision_makers(decision, by=office.olu, posts=[Post.objects.order_by("pk")[0]])
    for _ in range(count):
        stories.award(decision, by=office.olu, amount=Decimal(100), district="bury", stream="community-safety-grant")
    office.publishes(stories.fresh(decision))
