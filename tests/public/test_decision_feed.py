"""Feeds: valid Atom, one entry per version, identifiers that stay."""

from datetime import datetime
from xml.etree.ElementTree import Element, fromstring

from django.test import Client

from tests import stories

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(query: str = "") -> Element:
    response = Client().get(f"/feeds/decisions.atom{query}")
    assert response["Content-Type"].startswith("application/atom+xml")
    return fromstring(response.content.decode())  # noqa: S314  our own


def texts(entries: list[Element], name: str) -> list[str]:
    return [entry.findtext(ATOM + name) for entry in entries]


def test_a_feed_has_what_atom_requires(small):
    for root in (feed(), feed("?q=mentoring"), feed("?q=zebra")):
        for part in (root, *root.findall(f"{ATOM}entry")):
            assert all(part.findtext(ATOM + name) for name in ("id", "title", "updated"))
            datetime.fromisoformat(part.findtext(f"{ATOM}updated"))
        assert root.find(f"{ATOM}author/{ATOM}name").text
        (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert "/feeds/decisions.atom" in own.get("href")
        assert all(entry.find(f"{ATOM}link").get("href") for entry in root.findall(f"{ATOM}entry"))


def test_each_version_is_an_entry_of_its_own_newest_first(small):
    entries = feed().findall(f"{ATOM}entry")
    assert len(entries) == 7  # five decisions, of which one was corrected and one withdrawn
    ids = texts(entries, "id")
    assert len(set(ids)) == 7
    assert all(each.startswith("tag:") for each in ids)
    hotspot = [title for title in texts(entries, "title") if small.hotspot.reference in title]
    assert [title.rpartition(", ")[2] for title in hotspot] == ["version 2)", "version 1)"]


def test_identifiers_stay_when_more_is_published(small):
    before = set(texts(feed().findall(f"{ATOM}entry"), "id"))
    small.office.grants("wigan")
    assert before < set(texts(feed().findall(f"{ATOM}entry"), "id"))


def test_a_feed_of_a_partnership_a_stream_a_recipient_or_a_search(small):
    for query in (
        "partnership=salford",
        "stream=community-safety-grant",
        "recipient=bury-metropolitan-borough-council",
    ):
        assert len(feed(f"?{query}").findall(f"{ATOM}entry")) == 1, query
    assert "Partnership Salford" in feed("?partnership=salford").findtext(f"{ATOM}title")


def test_a_draft_is_in_no_feed(draft, olu):
    stories.sent(draft, by=olu)
    assert not feed().findall(f"{ATOM}entry")


def test_pages_lead_feed_readers_to_it(small):
    assert '<link rel="alternate" type="application/atom+xml"' in Client().get("/").content.decode()
