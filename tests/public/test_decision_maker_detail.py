"""One post, and what it decided."""

from grants.models import Post
from tests.public.small_register import MAKER


def test_a_decision_maker_has_its_decisions_with_their_money(small, read):
    page = read(f"/decision-makers/{MAKER}/")
    assert page.all(".//dl[@class='tiles']/div/dd")[:3] == ["£407,695.00", "5", "5"]


def test_the_page_keeps_the_title_of_the_day_when_the_post_is_renamed(published, read):
    Post.objects.filter(title__startswith="Director for Police").update(title="Deputy Director")
    assert read(f"/decision-makers/{MAKER}/").title.startswith("Director for Police")
    page = read(f"/decisions/{published.reference}/")
    assert page.links["Director for Police, Crime, Criminal Justice and Fire"] == f"/decision-makers/{MAKER}/"


def test_a_post_that_decided_nothing_in_public_is_not_found(draft, read):
    read(f"/decision-makers/{MAKER}/", status=404)
