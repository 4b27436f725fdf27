"""What machines look for: sitemap, robots.txt, security.txt."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client
from django.urls import reverse

from public.views import sitemap

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def root_of(place: str) -> Element:
    answer = Client().get(place)
    assert answer["Content-Type"] == "application/xml"
    return fromstring(answer.content.decode())  # noqa: S314  our own


def paths(root: Element) -> list[str]:
    return [urlsplit(loc.text).path for loc in root.iter(f"{SITEMAP}loc")]


def whole() -> list[Element]:
    """The parts that the index leads to."""
    index = root_of(reverse("public:sitemap"))
    assert index.tag == f"{SITEMAP}sitemapindex"
    return [root_of(place) for place in paths(index)]


def test_the_addresses_of_the_sitemap_answer(small):
    places = [place for part in whole() for place in paths(part)]
    assert len(places) == len(set(places))
    assert f"/decisions/{small.hotspot.reference}/" in places
    one_of_each_kind = {place.rstrip("/").rpartition("/")[0]: place for place in places}
    for place in one_of_each_kind.values():
        assert Client().get(place).status_code == 200, place


def test_every_page_that_links_lead_to_is_in_the_sitemap(small):
    """Pages of versions are found from their decision."""
    known = {place for part in whole() for place in paths(part)}
    pages = ("/", "/lists/", "/about/", "/decisions/", f"/decisions/{small.hotspot.reference}/")
    linked = {
        link for page in pages for link in re.findall(r'href="(/[^"?#]*/)["?#]', Client().get(page).content.decode())
    }
    assert {link for link in linked - known if not re.search(r"/versions/|^/sign-in/", link)} == set()


def test_a_part_holds_a_limited_number_of_addresses(small, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    parts = [paths(part) for part in whole()]
    assert max(map(len, parts)) == 2
    assert len([place for part in parts for place in part if place.startswith("/decisions/GM-")]) == 5
    for kind, number in (("decisions", 4), ("decisions", 0), ("never", 1)):
        assert Client().get(reverse("public:sitemap_part", args=[kind, number])).status_code == 404


def test_the_sitemap_keeps_the_rules_of_its_protocol(small, settings):
    """sitemaps.org: whole addresses of one site, each shorter than 2,048 characters, days as W3C has them; and
    robots.txt shuts none of them out."""
    parts = whole()
    assert {part.tag for part in parts} == {f"{SITEMAP}urlset"}
    assert {child.tag for part in parts for url in part for child in url} == {f"{SITEMAP}loc", f"{SITEMAP}lastmod"}
    places = [loc.text for part in parts for loc in part.iter(f"{SITEMAP}loc")]
    assert all(place.startswith(settings.SITE_ADDRESS) and len(place) < 2048 for place in places)
    days = [changed.text for part in parts for changed in part.iter(f"{SITEMAP}lastmod")]
    assert all(date.fromisoformat(day) <= date.today() for day in days)  # noqa: DTZ011
    robots = RobotFileParser()
    robots.parse(Client().get(reverse("public:robots")).content.decode().splitlines())
    assert all(robots.can_fetch("*", place) for place in places)
    assert not robots.can_fetch("*", f"{settings.SITE_ADDRESS}/office/")


def test_a_decision_says_when_it_last_changed_and_a_draft_is_not_there(published, olu):
    text = Client().get("/sitemaps/decisions-1.xml").content.decode()
    assert f"<lastmod>{published.listing.published_at.date()}</lastmod>" in text
    assert text.count("/decisions/GM-") == 1


def test_robots_are_told_what_is_closed_and_where_the_map_is(db):
    lines = Client().get(reverse("public:robots")).content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /office/" in lines
    assert lines[-1].endswith("/sitemap.xml")


@pytest.mark.parametrize("day", ["2028-02-29", "2026-12-31", "2027-01-01", "2026-06-30"])
def test_the_word_on_weaknesses_never_runs_out_and_is_never_good_for_more_than_a_year(db, time_machine, day):
    time_machine.move_to(f"{day}T12:00:00Z")
    text = Client().get(reverse("public:security_txt")).content.decode()
    expires = datetime.fromisoformat(dict(line.split(": ", 1) for line in text.splitlines())["Expires"])
    assert timedelta(days=300) < expires - datetime.now(UTC) < timedelta(days=366)


def test_whoever_finds_a_weakness_learns_whom_to_tell(db):
    text = Client().get(reverse("public:security_txt")).content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)
    assert date.fromisoformat(fields["Expires"][:10]).day == 1
