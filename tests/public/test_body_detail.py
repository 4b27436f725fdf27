"""A body: its open recommendations first, and its meetings."""

from register.actions.scrutiny import withdraw_row
from tests import scrutiny_stories

PAGE = "/scrutiny/bodies/police-fire-and-crime-panel/"


def test_what_is_open_comes_first_and_past_its_date_is_said_plainly(read, small):
    page = read(PAGE)
    assert "Open recommendations: 1" in page
    assert "Past its date: a response was due by 2 September 2024, and none is recorded here." in page
    assert "It considers decisions; it takes none of them." in page


def test_answered_it_is_open_no_more(read, small):
    told = {"writer": small.office.olu, "publisher": small.office.oma, "deed": "answered", "reason": ""}
    scrutiny_stories.changed(small.recommended, values=scrutiny_stories.answer(), **told)
    page = read(PAGE)
    assert "Open recommendations: 0" in page
    assert "1 answered" in page


def test_withdrawn_it_says_why_and_nothing_else(read, small):
    body = small.recommended.item.meeting.body
    entry = withdraw_row(body, by=small.office.olu, reason="It was entered under a wrong name.")
    scrutiny_stories.made_public(entry, by=small.office.oma)
    page = read(PAGE)
    assert "It was entered under a wrong name." in page
    assert "Publish how many" not in page
