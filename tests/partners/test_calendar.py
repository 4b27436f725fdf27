"""A lead makes the private address of a calendar, and revokes it."""

import pytest
from django.urls import reverse

from conditions.actions import make_calendar_key
from conditions.models import CalendarKey
from grants.actions import add_membership
from grants.models import Role
from grants.refused import Refused

PAGE = reverse("partners:calendar", args=["manchester"])


def test_mo_makes_an_address_replaces_it_and_revokes_it(signed_in, mo):
    client = signed_in(mo)
    assert "Make an address" in client.get(PAGE).text
    first = client.post(PAGE, {"make": "yes"}, follow=True).context["link"]
    second = client.post(PAGE, {"make": "yes"}, follow=True).context["link"]
    assert first != second
    assert client.post(PAGE, {"revoke": "yes"}, follow=True).context["link"] == ""
    assert not CalendarKey.objects.live().exists()


def test_each_lead_has_an_address_of_her_own(signed_in, mo, sal, manchester, ann):
    add_membership(sal, Role.LEAD, by=ann, partnership=manchester)
    mine, hers = (signed_in(person).post(PAGE, {"make": "yes"}, follow=True).context["link"] for person in (mo, sal))
    assert mine != hers
    assert signed_in(mo).get(PAGE).context["link"] == mine


def test_nobody_else_makes_one(sal, olu, manchester):
    for person in (sal, olu):
        with pytest.raises(Refused):
            make_calendar_key(manchester, by=person)
