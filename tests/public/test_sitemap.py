"""What machines look for: sitemap, robots.txt, security.txt."""

from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

from django.test import Client
from django.urls import reverse

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_addresses_of_the_sitemap_answer(small):
    root = fromstring(Client().get(reverse("public:sitemap")).content.decode())  # noqa: S314  our own
    places = [urlsplit(loc.text).path for loc in root.iter(f"{SITEMAP}loc")]
    assert root.tag == f"{SITEMAP}urlset"
    assert len(places) == len(set(places))
    assert f"/decisions/{small.hotspot.reference}/" in places
    one_of_each_kind = {place.rstrip("/").rpartition("/")[0]: place for place in places}
    for place in one_of_each_kind.values():
        assert Client().get(place).status_code == 200, place


def test_a_decision_says_when_it_last_changed_and_a_draft_is_not_there(published, olu):
    text = Client().get("/sitemap.xml").content.decode()
    assert f"<lastmod>{published.listing.published_at.date()}</lastmod>" in text
    assert text.count("/decisions/GM-") == 1


def test_robots_are_told_what_is_closed_and_where_the_map_is(db):
    lines = Client().get(reverse("public:robots")).content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /office/" in lines
    assert lines[-1].endswith("/sitemap.xml")


def test_whoever_finds_a_weakness_learns_whom_to_tell(db):
    text = Client().get(reverse("public:security_txt")).content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)
    assert date.fromisoformat(fields["Expires"][:10]).day == 1
