"""Feeds: valid Atom, one entry per version, identifiers that stay."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.models import SampleMark
from register.models import Notice
from tests import stories
from tests.public.small_register import MAKER

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(query: str = "") -> Element:
    response = Client().get(f"/feeds/decisions.atom{query}")
    assert response["Content-Type"].startswith("application/atom+xml")
    return fromstring(response.content.decode())  # noqa: S314  our own


def texts(entries: list[Element], name: str) -> list[str]:
    return [entry.findtext(ATOM + name) for entry in entries]


# What RFC 4287 §4.1 allows in a feed and in an entry: how often at least and at most.
ONCE, AT_MOST_ONCE, ANY, SOME = (1, 1), (0, 1), (0, 10_000), (1, 10_000)
FEED = {
    **dict.fromkeys(("id", "title", "updated"), ONCE),
    **dict.fromkeys(("subtitle", "rights", "icon", "logo", "generator"), AT_MOST_ONCE),
    **dict.fromkeys(("category", "contributor", "entry"), ANY),
    **dict.fromkeys(("author", "link"), SOME),
}
ENTRY = {
    **dict.fromkeys(("id", "title", "updated"), ONCE),
    **dict.fromkeys(("published", "summary", "content", "rights", "source"), AT_MOST_ONCE),
    **dict.fromkeys(("author", "category", "contributor"), ANY),
    "link": SOME,  # without content it has to lead somewhere
}
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[!-~]+")  # RFC 4151


def faults(part: Element, allowed: dict[str, tuple[int, int]]) -> list[str]:
    """What RFC 4287 finds fault with in a feed or an entry itself."""
    counts = Counter(child.tag.removeprefix(ATOM) for child in part)
    wrong = [name for name, (least, most) in allowed.items() if not least <= counts[name] <= most]
    wrong += sorted(counts.keys() - allowed.keys())
    links = Counter(link.get("rel", "alternate") for link in part.findall(f"{ATOM}link"))
    wrong += [f"link {rel}" for rel in ("alternate", "self") if links[rel] > 1]
    wrong += [each.text for each in part.findall(f"{ATOM}id") if not TAG.fullmatch(each.text)]
    for name in ("updated", "published"):
        told = [datetime.fromisoformat(each.text) for each in part.findall(ATOM + name)]
        wrong += [f"{name}: {each}" for each in told if each.tzinfo is None]
    return wrong


@pytest.mark.parametrize("query", ["", "?q=mentoring", "?q=zebra", "?partnership=salford&year=2024-25&min=5"])
def test_a_feed_is_valid_atom(small, query):
    root = feed(query)
    entries = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed"
    assert faults(root, FEED) == []
    assert [faults(entry, ENTRY) for entry in entries] == [[]] * len(entries)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert urlsplit(own.get("href")).path == "/feeds/decisions.atom"
    assert all(urlsplit(link.get("href")).scheme for link in root.iter(f"{ATOM}link"))
    assert root.findtext(f"{ATOM}updated") >= max(texts(entries, "updated"), default="")


@pytest.mark.parametrize("title", ["A <b>bold</b> & \x0b strange title", "Title \ud7ff \ufffe"])
def test_characters_that_xml_does_not_know_break_no_feed(reference, olu, ada, title):
    stories.whole(officer=olu, approver=ada, title=title, summary=f"{title}.", conditions=())
    (entry,) = feed().findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title")


def test_each_version_is_an_entry_of_its_own_newest_first(small):
    entries = feed().findall(f"{ATOM}entry")
    assert len(entries) == 8  # five decisions, of which one was corrected and one withdrawn, and a finding
    ids = texts(entries, "id")
    assert len(set(ids)) == 8
    assert all(each.startswith("tag:") for each in ids)
    hotspot = [title for title in texts(entries, "title") if f"{small.hotspot.reference}, version" in title]
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


def by_title(words: str) -> Element:
    (found,) = [each for each in feed().findall(f"{ATOM}entry") if words in each.findtext(f"{ATOM}title")]
    return found


def test_an_entry_says_the_money_and_leads_to_the_page(small):
    grant, change = by_title(small.many.reference), by_title(small.change.reference)
    digest = small.many.notices.get().chain_digest
    assert grant.findtext(f"{ATOM}summary").endswith(f"As decided: £400,000.00 to 4 recipients. Chain digest: {digest}")
    assert "As decided: +£195.00 to 1 earlier award." in change.findtext(f"{ATOM}summary")
    assert "Not approved: no money is awarded." in by_title(small.refused.reference).findtext(f"{ATOM}summary")
    assert urlsplit(grant.find(f"{ATOM}link").get("href")).path == f"/decisions/{small.many.reference}/"


def test_what_was_found_of_conditions_is_told_those_of_a_day_together(small):
    plan = by_title(f"Condition met: Clear spending plan ({small.hotspot.reference})")
    assert plan.findtext(f"{ATOM}summary").startswith(
        "A condition was found met: Clear spending plan, for Manchester Community Safety Partnership."
    )
    assert plan.find(f"{ATOM}link").get("href").endswith(f"/decisions/{small.hotspot.reference}/#conditions")
    match = stories.match_obligation(small.hotspot)
    for _ in range(2):
        assess(match, by=small.office.olu, finding="not_met", reasons="Nothing more was sent.")
    assert "was found not met 2 times" in by_title("Condition not met").findtext(f"{ATOM}summary")
    assert len(feed("?partnership=salford").findall(f"{ATOM}entry")) == 1


def test_a_draft_is_in_no_feed(draft, olu):
    stories.sent(draft, by=olu)
    assert not feed().findall(f"{ATOM}entry")


def test_pages_lead_feed_readers_to_it(small):
    assert '<link rel="alternate" type="application/atom+xml"' in Client().get("/").content.decode()


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("partnerships/salford/", "partnership=salford"),
        ("recipients/salford-city-council/", "recipient=salford-city-council"),
        ("funding-streams/community-safety-grant/", "stream=community-safety-grant"),
        ("years/2024-25/", "year=2024-25"),
        (f"decision-makers/{MAKER}/", f"decision_maker={MAKER}"),
    ],
)
def test_what_decisions_are_browsed_by_has_a_feed_of_its_own(small, read, page, query):
    markup = read(f"/{page}").markup
    assert re.search(rf'<link rel="alternate" type="application/atom\+xml"[^>]+\?{query}">', markup)
    assert feed(f"?{query}").findall(f"{ATOM}entry")


def test_a_list_without_decisions_is_as_old_as_the_register(small):
    newest = Notice.objects.latest("sequence").published_at
    updated = datetime.fromisoformat(feed("?kind=contract").findtext(f"{ATOM}updated"))
    assert updated == newest


def test_a_register_without_notices_has_a_feed_too(reference):
    assert feed().findtext(f"{ATOM}updated") == "1990-01-01T00:00:00+00:00"


def test_a_sample_says_in_the_feed_that_findings_are_invented(small):
    plan = Obligation.objects.filter(terms_data__code="SC3").first()
    assess(plan, by=small.office.olu, finding="met", reasons="The plan has been read.")
    assert "Illustrative" not in Client().get("/feeds/decisions.atom").text
    SampleMark.objects.create()
    told = feed()
    words = "Sample data: this register shows how the service works."
    assert told.findtext(f"{ATOM}subtitle").startswith(words)
    for other in ("plan_feed", "scrutiny_feed"):
        assert words in Client().get(reverse(f"public:{other}")).text
    summaries = [each for each in texts(told.findall(f"{ATOM}entry"), "summary") if "was found met" in each]
    assert summaries
    assert all(each.startswith("Illustrative: A condition was found met") for each in summaries)
