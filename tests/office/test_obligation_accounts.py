"""The account of each condition by itself, page by page."""

import pytest
from django.urls import reverse

from conditions.views import shared
from tests.snapshots import remembered
from tests.stories import whole

PAGE = reverse("office:obligation_accounts")


@pytest.fixture
@remembered
def two(reference, olu, ada):
    whole(officer=olu, approver=ada)
    whole(officer=olu, approver=ada, district="salford", conditions=("SC1", "GM1"))


def test_each_condition_has_its_own_account_and_leads_to_what_is_asked_by_it(signed_in, olu, two):
    client = signed_in(olu)
    assert "The same for each condition" in client.get(reverse("office:obligation_list")).text
    accounts = client.get(PAGE).context["accounts"]
    assert [each.name.partition(",")[0] for each in accounts] == ["GM-2024-0001"] * 5 + ["GM-2024-0002"] * 2
    [underspend] = [each for each in accounts if "Monitoring report" in each.name]
    page = client.get(reverse("office:obligation_list") + underspend.narrowed)
    assert page.context["account"].asked == 1
    assert "alone: Monitoring report" in page.text


def test_a_long_list_is_read_page_by_page_and_says_how_long_it_is(signed_in, olu, two, monkeypatch):
    monkeypatch.setattr(shared, "PAGE_SIZE", 3)
    pages = [signed_in(olu).get(PAGE, {"page": number}) for number in (1, 2, 3)]
    names = [each.name for page in pages for each in page.context["accounts"]]
    assert (len(names), len(set(names))) == (7, 7)
    assert "7 conditions; these are 4 to 6, in the order of decisions." in pages[1].text


def test_it_keeps_to_what_was_chosen(signed_in, olu, two):
    page = signed_in(olu).get(PAGE, {"partnership": "salford"})
    assert len(page.context["accounts"]) == 2
    assert "?partnership=salford" in page.text
    assert "No condition matches." in signed_in(olu).get(PAGE, {"partnership": "bury"}).text
