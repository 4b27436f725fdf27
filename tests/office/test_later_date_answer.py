"""Olu grants or refuses a later date."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conditions.actions.later_dates import ask_for_later_date
from conditions.models import LaterDate, Obligation
from grants.formatting import day
from grants.years import london_today

UNTIL = london_today() + timedelta(days=30)
WHY = "The council's accounts close on 15 April, and the plan needs them."


@pytest.fixture
def asked(published, mo):
    plan = Obligation.objects.get(terms_data__code="SC3")
    return ask_for_later_date(plan, by=mo, wanted_on=UNTIL, reason="The accounts are not closed.")


@pytest.fixture
def page(asked):
    return reverse("office:later_date_answer", args=[asked.pk])


def test_it_waits_on_the_list_of_what_is_to_be_reviewed(signed_in, olu, page):
    assert page in signed_in(olu).get(reverse("office:review_list")).text


def test_granted_it_is_on_the_public_page_with_its_reason(signed_in, olu, page, asked, client):
    form = signed_in(olu).get(page)
    assert "The accounts are not closed." in form.text
    answer = signed_in(olu).post(page, {"granted_on": UNTIL.isoformat(), "reason": WHY, "grant": "yes"}, follow=True)
    assert "The later date is public." in answer.text
    read = client.get(reverse("public:decision_detail", args=[asked.obligation.reference])).text
    assert f"Due on {day(UNTIL)}" in read
    assert "The council&#x27;s accounts close on 15 April" in read
    assert "in place of 31 March 2024" in read
    assert "The council's accounts close on 15 April" in b"".join(client.get("/data/conditions.csv")).decode()


def test_refused_it_says_why_to_the_partnership_alone(signed_in, olu, mo, page, asked, client):
    signed_in(olu).post(page, {"reason": "It was due long ago.", "refuse": "yes"})
    theirs = reverse("partners:obligation_detail", args=["manchester", asked.obligation_id])
    assert "It was due long ago." in signed_in(mo).get(theirs).text
    client.logout()
    assert "long ago" not in client.get(reverse("public:decision_detail", args=[asked.obligation.reference])).text


def test_a_grant_needs_its_date_and_a_reason_for_the_public(signed_in, olu, page):
    form = signed_in(olu).post(page, {"granted_on": "", "reason": WHY, "grant": "yes"}).context["form"]
    assert form.errors["granted_on"] == ["Enter the new due date, like 30/4/2025"]
    form = (
        signed_in(olu).post(page, {"granted_on": UNTIL.isoformat(), "reason": "Fine.", "grant": "yes"}).context["form"]
    )
    assert "at least 20 characters" in str(form.non_field_errors())
    assert not LaterDate.objects.exclude(answer="").exists()
