"""Every organisation that is paid, the largest sum first."""

from grants.models import Award, Organisation
from tests import stories


def test_recipients_stand_with_the_sums_of_their_awards_the_largest_first(small, read):
    rows = read("/recipients/").all(".//tbody/tr")
    assert rows[0] == "Manchester City Council Council 2 £107,695.00"
    assert len(rows) == 4


def test_who_is_only_in_a_draft_or_an_individual_is_not_named(draft, olu, ada, read):
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    Award.objects.filter(decision=draft).update(recipient=someone, partnership=None)
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    stories.draft(by=olu, district="salford")
    assert "No award has been published yet." in read("/recipients/")


def test_recipients_are_read_page_by_page(small, read, monkeypatch):
    monkeypatch.setattr("public.views.paging.PAGE_SIZE", 3)
    page = read("/recipients/")
    assert len(page.all(".//tbody/tr")) == 3
    assert len(read(f"/recipients/{page.links['Next page']}").all(".//tbody/tr")) == 1
    assert "There is no page “9”. This is page 2 of 2." in read("/recipients/?page=9")
