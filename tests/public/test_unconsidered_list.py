"""Decisions that no body has considered, as far as meetings are recorded."""

from datetime import date

from register.actions.scrutiny import withdraw_row
from tests import scrutiny_stories

PAGE = "/scrutiny/not-considered/"


def test_without_a_meeting_nothing_is_said(read, small):
    item = small.recommended.item
    entry = withdraw_row(item.meeting, by=small.office.olu, reason="It was entered under the wrong body.")
    scrutiny_stories.made_public(entry, by=small.office.oma)
    assert "nothing can be said" in read(PAGE)


def test_decisions_before_the_first_meeting_are_not_accused(read, small):
    page = read(PAGE)
    assert "The first meeting recorded here was held on 3 June 2024." in page
    assert small.many.title not in page
    assert "There is no such decision." in page


def test_those_since_then_are_listed_until_they_are_considered(read, small):
    body = small.recommended.item.meeting.body
    values = scrutiny_stories.meeting(held_on=date(2024, 1, 8))
    entry = scrutiny_stories.enter("meeting", by=small.office.olu, values=values, under=body)
    meeting = scrutiny_stories.made_public(entry, by=small.office.oma)
    assert small.many.title in read(PAGE)
    assert small.hotspot.title not in read(PAGE)
    assert small.gone.title not in read(PAGE)
    values = scrutiny_stories.item(decisions=[small.many])
    entry = scrutiny_stories.enter("item", by=small.office.olu, values=values, under=meeting)
    scrutiny_stories.made_public(entry, by=small.office.oma)
    assert small.many.title not in read(PAGE)
