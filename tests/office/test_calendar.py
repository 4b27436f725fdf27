"""Olu has what waits and what is due in her calendar program."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conditions.actions.calendars import make_calendar_key, revoke_calendar_key
from grants.actions.office_data import end_membership
from grants.refused import Refused
from grants.years import Month, london_today
from register.actions.forward_plan import plan_decision
from register.models import Listing
from tests import scrutiny_stories
from tests.grants.test_publish_plan import published_plan
from tests.public.test_forward_plan import values
from tests.stories import whole

PAGE = reverse("office:calendar")


@pytest.fixture
def feed(client, olu):
    key = make_calendar_key(None, by=olu)
    return lambda: client.get(reverse("office_calendar_feed", args=[key.token]))


def lines(answer):
    return answer.text.replace("\r\n ", "").splitlines()


def test_she_makes_an_address_and_revokes_it(signed_in, olu, reference):
    client = signed_in(olu)
    assert "Your private address" in client.post(PAGE, {"make": "yes"}, follow=True).text
    assert "Revoked" in client.post(PAGE, {"revoke": "yes"}, follow=True).text


def test_it_has_each_sort_of_date_under_a_title_of_its_own(sent, feed, olu, ada):
    whole(officer=olu, approver=ada, conditions=("GM4",))
    today = london_today()
    Listing.objects.update(subsidy_due_on=today + timedelta(days=20))
    panel = scrutiny_stories.enter("body", by=olu, values=scrutiny_stories.body())
    values_of_meeting = scrutiny_stories.meeting(held_on=today + timedelta(days=9), state="planned")
    scrutiny_stories.enter("meeting", by=olu, values=values_of_meeting, under=panel)
    scrutiny_stories.made_public(panel, by=ada)
    planned = plan_decision(by=olu, values=values())
    published_plan(olu, next_due_on=today + timedelta(days=30))
    said = [line.removeprefix("SUMMARY:") for line in lines(feed()) if line.startswith("SUMMARY:")]
    assert len(set(said)) == len(said)
    beginnings = (
        "Waits for approval: ",
        "Monthly return of grants: ",
        "Police\\, Fire",
        "Subsidy database: ",
        "Expected: ",
        "Review or new version due: ",
    )
    for beginning in beginnings:
        assert any(each.startswith(beginning) for each in said), beginning
    assert f"Expected: {planned.title}" in said
    month = Month(today.replace(day=1))
    assert f"DTSTART;VALUE=DATE:{month.next.last_day:%Y%m%d}" in lines(feed())


def test_reports_of_all_partnerships_on_a_day_are_one_line(feed, olu, ada, reference, time_machine):
    time_machine.move_to(date(2024, 2, 12))
    whole(officer=olu, approver=ada, conditions=("GM4",))
    [due] = [line for line in lines(feed()) if line.startswith("SUMMARY:Reports due")]
    assert "1 open" in due


def test_it_ends_with_the_work_in_the_office_and_sets_no_cookie(feed, olu, ann):
    assert not feed().cookies
    end_membership(olu.memberships.get(), by=ann)
    assert feed().status_code == 410


def test_revoked_it_is_gone_and_a_lead_makes_none(feed, olu, mo, client):
    revoke_calendar_key(None, by=olu)
    assert feed().status_code == 410
    with pytest.raises(Refused):
        make_calendar_key(None, by=mo)
    assert client.get(reverse("office_calendar_feed", args=["guessed"])).status_code == 404


def test_planned_meetings_and_responses_that_are_due_stand_on_their_days(published, feed, olu, ada, time_machine):
    time_machine.move_to(date(2024, 8, 1))
    recommended = scrutiny_stories.told(writer=olu, publisher=ada, decisions=[published])
    body = recommended.item.meeting.body
    values = scrutiny_stories.meeting(held_on=date(2024, 9, 16), state="planned")
    scrutiny_stories.made_public(scrutiny_stories.enter("meeting", by=olu, values=values, under=body), by=ada)
    said = lines(feed())
    assert "DTSTART;VALUE=DATE:20240916" in said
    assert "DTSTART;VALUE=DATE:20240902" in said
    assert any(line.startswith("SUMMARY:Response due: Recommendation 1.1") for line in said)
