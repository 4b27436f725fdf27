"""A meeting: what it considered, where the decisions say what members ask for, and what was recommended."""

import pytest

from grants.models import Plan
from register.actions.scrutiny import withdraw_row
from register.actions.taking_down import take_down
from tests import scrutiny_stories

WRONG = "It was entered under the wrong meeting."


@pytest.fixture
def page(small):
    return f"/scrutiny/meetings/{small.recommended.item.meeting_id}/"


def test_what_was_reported_and_resolved_and_what_members_ask_for(read, small, page):
    said = read(page)
    for words in ("Held on 3 June 2024.", "The mentoring had begun", "To note the report.", "To Deputy Mayor:"):
        assert words in said
    assert f"/decisions/{small.hotspot.reference}/#conditions" in said.markup
    assert "How shares were set: nothing of it is published" in said


def test_the_plans_that_it_considered_lead_to_their_pages(read, small, page):
    plan = Plan.objects.get(slug="standing-together-2022-25")
    told = {"writer": small.office.olu, "publisher": small.office.oma, "values": {"plans": [plan]}}
    scrutiny_stories.changed(small.recommended.item, **told)
    assert read(page).links[str(plan)] == f"/plans/{plan.slug}/"


def test_a_decision_that_was_withdrawn_since_says_so(read, small, page):
    assert f"A grant that was withdrawn ({small.gone.reference})" in read(page)
    assert "this decision has been withdrawn since" in read(page)


def test_a_decision_out_of_sight_is_named_by_its_reference_alone(read, small, page):
    take_down(small.hotspot, by=small.office.ada, reason="A name may be in it.")
    said = read(page)
    assert small.hotspot.title not in said
    assert f"Decision {small.hotspot.reference}" in said
    assert "while it is being checked" in said


def test_what_was_corrected_stays_readable(read, small, page):
    told = {"writer": small.office.olu, "publisher": small.office.oma, "values": {"resolved": "To ask for more."}}
    scrutiny_stories.changed(small.recommended.item, **told)
    said = read(page)
    assert "What was resolved was “To note the report.”, is “To ask for more.”" in said
    assert scrutiny_stories.REASON in said


def test_withdrawn_an_item_takes_its_words_out_of_sight_with_the_older_ones(read, small, page, client):
    told = {"writer": small.office.olu, "publisher": small.office.oma, "values": {"resolved": "To ask for more."}}
    item = scrutiny_stories.changed(small.recommended.item, **told)
    scrutiny_stories.made_public(withdraw_row(item, by=small.office.olu, reason=WRONG), by=small.office.oma)
    said = read(page)
    assert WRONG in said
    every = said.markup + "".join(
        client.get(address).text
        for address in ("/scrutiny/recommendations/", "/feeds/scrutiny.atom", f"/decisions/{small.hotspot.reference}/")
    )
    every += b"".join(client.get("/data/recommendations.csv")).decode()
    for words in ("To note the report", "To ask for more", "The mentoring had begun", "how many young people finish"):
        assert words not in every


def test_a_meeting_without_items_says_so(read, small):
    values = scrutiny_stories.meeting(website="")
    body = small.recommended.item.meeting.body
    meeting = scrutiny_stories.made_public(
        scrutiny_stories.enter("meeting", by=small.office.olu, values=values, under=body), by=small.office.oma
    )
    assert "No item of this meeting is recorded here." in read(f"/scrutiny/meetings/{meeting.pk}/")
