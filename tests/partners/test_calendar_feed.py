"""The calendar of due dates (RFC 5545), for whoever holds its address."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.calendars import make_calendar_key, revoke_calendar_key
from conditions.icalendar import CalendarEvent, calendar
from conditions.models import Obligation
from grants.actions.office_data import add_membership, end_membership
from grants.models import Role, SampleMark
from grants.years import LONDON
from tests.stories import match_obligation


@pytest.fixture
def key(published, mo, manchester):
    return make_calendar_key(manchester, by=mo)


@pytest.fixture
def feed(key, client):
    return lambda: client.get(reverse("partners:calendar_feed", args=[key.token]))


def test_it_holds_what_is_still_to_be_done_on_the_day_it_is_due(feed, olu):
    answer = feed()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert answer.text.count("BEGIN:VEVENT") == 5
    assert answer.text.count("DTSTART;VALUE=DATE:20240331\r\nDTEND;VALUE=DATE:20240401\r\n") == 5
    plan = Obligation.objects.get(condition__standard__code="SC3")
    assess(plan, by=olu, finding="met", reasons="The plan is clear.")
    assert feed().text.count("BEGIN:VEVENT") == 4


def test_in_a_sample_it_says_that_the_standing_is_invented(feed):
    assert "Illustrative" not in feed().text
    SampleMark.objects.create()
    assert feed().text.count("DESCRIPTION:Illustrative: ") == 5


def test_each_title_is_its_own_and_it_reminds_a_week_and_a_day_before(feed):
    lines = feed().text.replace("\r\n ", "").splitlines()
    titles = [line for line in lines if line.startswith("SUMMARY:")]
    assert len(set(titles)) == 5
    assert all(title.startswith("SUMMARY:Manchester: ") and "GM-2024-0001" in title for title in titles)
    assert lines.count("TRIGGER:-P6DT15H") == lines.count("TRIGGER:-P0DT15H") == 5


def test_an_entry_keeps_its_uid(feed, published):
    uid = f"UID:condition-{match_obligation(published).pk}@"
    assert uid in feed().text
    assert uid in feed().text


def test_it_sets_no_cookie_and_asks_for_none(feed):
    answer = feed()
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_an_unknown_address_opens_nothing_and_a_revoked_one_says_that_it_has_ended(feed, client, mo, manchester):
    assert client.get(reverse("partners:calendar_feed", args=["guessed"])).status_code == 404
    revoke_calendar_key(manchester, by=mo)
    assert feed().status_code == 410
    assert "It has been revoked" in feed().text
    assert not feed().cookies


def test_it_dies_with_the_membership_for_good(feed, mo, manchester, ann, time_machine):
    end_membership(mo.memberships.get(), by=ann)
    assert feed().status_code == 410
    again = add_membership(mo, Role.LEAD, by=ann, partnership=manchester)
    type(again).objects.filter(pk=again.pk).update(started_at=date(2099, 1, 1).isoformat() + "T00:00Z")
    assert feed().status_code == 410


def test_lines_are_folded_within_75_octets_and_text_is_escaped():
    at = datetime(2024, 2, 29, 9, tzinfo=LONDON)
    entry = CalendarEvent(
        "1@x", date(2024, 2, 29), "Match; 50%, “at least”", "é£" * 60 + "\r\nEND:VEVENT\a", "https://x.example/"
    )
    text = calendar("Conditions", [entry], at=at)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:Match\\; 50%\\, “at least”\r\n" in unfolded
    assert "é£" * 60 + "\\nEND:VEVENT\r\n" in unfolded
    assert "DTEND;VALUE=DATE:20240301" in text
    assert text.count("\r\nEND:VEVENT\r\n") == 1
