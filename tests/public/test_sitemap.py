"""What machines look for: sitemap, robots.txt, security.txt."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import fromstring

import pytest
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


def test_the_sitemap_keeps_the_rules_of_its_protocol(small, settings):
    """sitemaps.org: whole addresses of one site, each shorter than 2,048 characters, days as W3C has them; and
    robots.txt shuts none of them out."""
    answer = Client().get(reverse("public:sitemap"))
    root = fromstring(answer.content.decode())  # noqa: S314  our own
    assert answer["Content-Type"] == "application/xml"
    assert {child.tag for url in root for child in url} == {f"{SITEMAP}loc", f"{SITEMAP}lastmod"}
    places = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    assert all(place.startswith(settings.SITE_ADDRESS) and len(place) < 2048 for place in places)
    assert all(date.fromisoformat(changed.text) <= date.today() for changed in root.iter(f"{SITEMAP}lastmod"))  # noqa: DTZ011
    robots = RobotFileParser()
    robots.parse(Client().get(reverse("public:robots")).content.decode().splitlines())
    assert all(robots.can_fetch("*", place) for place in places)
    assert not robots.can_fetch("*", f"{settings.SITE_ADDRESS}/office/")


def test_a_decision_says_when_it_last_changed_and_a_draft_is_not_there(published, olu):
    text = Client().get("/sitemap.xml").content.decode()
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
