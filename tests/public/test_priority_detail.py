"""One priority, and the decisions that serve it."""

from tests.public.serving import serving


def test_a_priority_has_the_decisions_that_serve_it_with_their_money(published, olu, ada, read):
    priority = serving(published, olu, ada)
    page = read(f"/priorities/{priority.slug}/")
    assert page.all(".//dl[@class='tiles']/div/dd")[:3] == ["£7,500.00", "1", "1"]
    assert page.links[published.title] == f"/decisions/{published.reference}/"
    assert read(f"/decisions/{published.reference}/").links[priority.name] == f"/priorities/{priority.slug}/"


def test_a_priority_that_nothing_serves_yet_says_so(published, read):
    page = read("/priorities/strengthening-communities-and-places/")
    assert "No published decision belongs here yet." in page
    assert "atom?priority" not in page.markup  # the feed would refuse a priority that it has nothing of


def test_an_unknown_priority_is_not_found(reference, read):
    read("/priorities/no-such-priority/", status=404)
