"""All grants of a partnership, page by page; its first page shows the newest few of each year."""

from django.urls import reverse

from conditions.views import shared
from conditions.views.partners import pages
from tests import stories

PAGE = reverse("partners:grant_list", args=["manchester"])
FIRST = reverse("partners:partnership_detail", args=["manchester"])


def test_the_newest_of_a_year_stand_on_the_first_page_and_all_of_them_on_their_own(
    signed_in, published, mo, olu, ada, monkeypatch
):
    second = stories.whole(officer=olu, approver=ada, title="More hotspot work")
    monkeypatch.setattr(pages, "MOST_OF_YEAR", 1)
    monkeypatch.setattr(shared, "PAGE_SIZE", 1)
    client = signed_in(mo)
    [year] = client.get(FIRST).context["years"]
    assert ([each.reference for each in year.awards], year.in_all) == ([second.reference], 2)
    assert year.total == 15000
    assert "These are the newest 1 of 2." in client.get(FIRST).text
    listed = [[each.reference for each in client.get(PAGE, {"page": n}).context["page"]] for n in (1, 2)]
    assert listed == [[second.reference], [published.reference]]
    assert "Mentoring in Manchester" in client.get(PAGE, {"page": 2}).text


def test_a_partnership_without_grants_is_told_so(signed_in, mo):
    assert "No published decision gives your partnership a grant yet." in signed_in(mo).get(PAGE).text
