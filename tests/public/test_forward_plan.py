"""Anybody reads what is intended, what was taken and what was withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse

from grants.formatting import day
from grants.models import Post
from grants.years import london_today
from register.actions.forward_plan import change_plan, draft_planned, plan_decision, withdraw_plan
from tests.stories import approved, fresh, published

PAGE = reverse("public:forward_plan")
SOON = london_today() + timedelta(days=40)
WHY = "The budget of the year comes later than we thought."


def values(**others):
    return {
        "title": "Community safety grants of next year",
        "about": "",
        "post": Post.objects.order_by("pk")[0],
        "expected_on": SOON,
        "is_key": True,
        "why_key": "It spends more than £500,000.",
        "notice_on": london_today(),
    } | others


@pytest.fixture
def planned(reference, olu):
    return plan_decision(by=olu, values=values())


def test_an_empty_plan_says_so(client, reference):
    assert "No decision is announced at present." in client.get(PAGE).text
    assert "Nothing has been withdrawn from the plan." in client.get(f"{PAGE}?show=withdrawn").text


def test_what_who_when_why_and_since_when(client, planned):
    read = client.get(PAGE).text
    for words in (planned.title, str(planned.post), f"Expected by {day(SOON)}.", "39 clear days before", "£500,000"):
        assert words in read


def test_what_is_changed_says_what_it_was_and_why(client, planned, olu):
    change_plan(planned, by=olu, values=values(expected_on=SOON + timedelta(days=5)), reason=WHY)
    read = client.get(PAGE).text
    assert f"Expected by was “{day(SOON)}”" in read
    assert WHY in read


def test_what_is_withdrawn_says_why(client, planned, olu):
    withdraw_plan(planned, by=olu, reason=WHY)
    assert planned.title not in client.get(PAGE).text
    assert WHY in client.get(f"{PAGE}?show=withdrawn").text


def test_a_draft_gives_nothing_away(client, planned, olu):
    decision = draft_planned(planned, by=olu)
    read = client.get(PAGE).text + client.get(reverse("public:plan_feed")).text
    assert decision.reference not in read
    assert planned.title in read


def test_taken_it_leads_to_the_decision_and_back(client, planned, sent, ada):
    planned.decision = sent
    planned.save()
    decision = fresh(published(approved(sent, by=ada), by=ada))
    there = reverse("public:decision_detail", args=[decision.reference])
    assert there in client.get(f"{PAGE}?show=taken").text
    assert f"{PAGE}?show=taken#planned-{planned.pk}" in client.get(there).text


def test_the_feed_has_each_event(client, planned, olu):
    change_plan(planned, by=olu, values=values(is_key=False), reason=WHY)
    withdraw_plan(planned, by=olu, reason=WHY)
    feed = client.get(reverse("public:plan_feed"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    for kind in ("Intended", "Changed", "Withdrawn"):
        assert f"{kind}: {planned.title}" in feed.text


def test_the_table_has_what_the_page_has(client, planned):
    [line] = b"".join(client.get("/data/forward-plan.csv")).decode("utf-8-sig").splitlines()[1:]
    assert planned.title in line
    assert SOON.isoformat() in line
