"""The feed of scrutiny, and what waits, which it does not have."""

from register.actions.scrutiny import enter
from tests import scrutiny_stories

FEED = "/feeds/scrutiny.atom"


def test_each_event_with_its_words(client, small):
    told = {"writer": small.office.olu, "publisher": small.office.oma, "deed": "answered", "reason": ""}
    scrutiny_stories.changed(small.recommended, values=scrutiny_stories.answer(), **told)
    feed = client.get(FEED)
    assert feed["Content-Type"].startswith("application/atom+xml")
    for words in ("Entered: Police, Fire and Crime Panel", "Answered: Recommendation 1.1", "To Deputy Mayor: Publish"):
        assert words in feed.text


def test_what_waits_is_in_no_public_address(client, small):
    values = scrutiny_stories.body(name="Zanzibar Board")
    enter("body", by=small.office.olu, values=values)
    for address in (FEED, "/scrutiny/", "/sitemaps/body_detail-1.xml"):
        assert "anzibar" not in client.get(address).text


def test_decisions_and_the_panel_pack_say_who_considered_them(read, small):
    assert "Considered by Police, Fire and Crime Panel on 3 June 2024" in read(f"/decisions/{small.hotspot.reference}/")
    pack = read("/panel/?from=2024-06-01&to=2024-06-30")
    assert "Recommended at meetings between these dates" in pack
    assert "Publish how many young people finish." in pack
    assert "No recommendation of these meetings is recorded here." in read("/panel/?from=2024-01-01&to=2024-01-31")
