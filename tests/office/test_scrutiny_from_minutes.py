"""Olu pastes minutes, or an agenda item, and confirms what was read."""

from datetime import date

from django.urls import reverse

from intake.notices.minutes import read_minutes
from register.actions.scrutiny import enter
from register.models import ScrutinyEntry
from tests import scrutiny_stories

PAGE = reverse("office:scrutiny_from_minutes")
MINUTES = """MINUTES of the meeting of the Northvale Community Safety Partnership held on 3 June 2025 at 2 pm

Present: Chair, Chief Inspector
1. Minutes of the last meeting
Agreed as a true record.

2. Hotspot grant
The lead said how the money was used.
Decision: the partnership noted the report.
Date of next meeting: 8 July 2025
"""
ITEM = """Agenda item

Small grants - who is paid what

Decision:

RESOLVED

That the report be noted.

Minutes:

The Chair asked for the report.
"""


def test_minutes_have_a_body_a_day_items_and_what_is_left():
    read = read_minutes(MINUTES)
    assert (read.body, read.held_on) == ("Northvale Community Safety Partnership", date(2025, 6, 3))
    last, grant = read.items
    assert (last.title, last.resolved) == ("Minutes of the last meeting", ["Agreed as a true record."])
    assert grant.discussed == ["The lead said how the money was used."]
    assert grant.resolved == ["the partnership noted the report."]
    assert read.leftovers == ["Present: Chair, Chief Inspector", "Date of next meeting: 8 July 2025"]


def test_an_agenda_item_says_neither_body_nor_day():
    read = read_minutes(ITEM)
    assert (read.body, read.held_on) == ("", None)
    [item] = read.items
    assert item.title == "Small grants - who is paid what"
    assert (item.resolved, item.discussed) == (["That the report be noted."], ["The Chair asked for the report."])


def test_what_was_read_is_confirmed_and_waits(signed_in, olu, oma, reference):
    name = "Northvale Community Safety Partnership"
    entry = enter("body", by=olu, values=scrutiny_stories.body(name=name, kind="partnership"))
    body = scrutiny_stories.made_public(entry, by=oma)
    shown = signed_in(olu).post(PAGE, {"text": MINUTES})
    assert "Date of next meeting: 8 July 2025" in shown.text
    assert shown.context["form"]["body"].value() == body.pk
    asked = {"text": MINUTES, "body": body.pk, "held_on": "3/6/2025", "items": ["1"], "enter": "yes"}
    after = signed_in(olu).post(PAGE, asked, follow=True)
    meeting = ScrutinyEntry.objects.waiting().get(kind="meeting")
    assert [item.values["title"] for item in meeting.below.all()] == ["Hotspot grant"]
    assert "Hotspot grant" in after.text


def test_what_the_text_does_not_say_is_asked(signed_in, olu, reference):
    form = signed_in(olu).post(PAGE, {"text": ITEM, "enter": "yes"}).context["form"]
    assert set(form.errors) == {"body", "held_on", "items"}
    assert "No item was found" in signed_in(olu).post(PAGE, {"text": "Nothing of the sort."}).text
