"""Mo asks for a later date."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conditions.models import LaterDate, Obligation
from grants.formatting import day
from grants.years import london_today

UNTIL = london_today() + timedelta(days=30)


@pytest.fixture
def page(published):
    return reverse("partners:later_date_new", args=["manchester", Obligation.objects.get(terms_data__code="SC3").pk])


def test_it_is_with_the_office_and_the_page_says_so(signed_in, mo, page):
    client = signed_in(mo)
    after = client.post(page, {"wanted_on": UNTIL.isoformat(), "reason": "The plan is not agreed."}, follow=True)
    assert "The office has your request" in after.text
    assert f"{day(UNTIL)} was asked for on" in after.text
    assert "Ask for a later date" not in after.text
    assert LaterDate.objects.get().asked_by == mo


def test_what_is_missing_is_said_and_nothing_is_lost(signed_in, mo, page):
    form = signed_in(mo).post(page, {"wanted_on": "31/2/2027", "reason": "The plan is not agreed."})
    assert "31/2/2027 is not a real date" in form.text
    assert "The plan is not agreed." in form.text
