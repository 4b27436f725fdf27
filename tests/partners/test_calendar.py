"""A lead makes the private address of a calendar, and revokes it."""

import pytest
from django.urls import reverse

from conditions.actions.calendars import make_calendar_key
from conditions.models import CalendarKey
from grants.actions.office_data import add_membership
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


@pytest.mark.parametrize(("really", "said"), [("revoke", "Revoke your address?"), ("make", "Make a new address?")])
def test_before_an_address_is_lost_the_page_asks(signed_in, mo, really, said):
    client = signed_in(mo)
    link = client.post(PAGE, {"make": "yes"}, follow=True).context["link"]
    assert said in client.get(PAGE, {"really": really}).text
    assert client.get(PAGE).context["link"] == link


def test_without_an_address_there_is_nothing_to_ask(signed_in, mo):
    assert "Make an address" in signed_in(mo).get(PAGE, {"really": "revoke"}).text


def test_each_lead_has_an_address_of_her_own(signed_in, mo, sal, manchester, ann):
    add_membership(sal, Role.LEAD, by=ann, partnership=manchester)
    mine, hers = (signed_in(person).post(PAGE, {"make": "yes"}, follow=True).context["link"] for person in (mo, sal))
    assert mine != hers
    assert signed_in(mo).get(PAGE).context["link"] == mine


def test_nobody_else_makes_one(sal, olu, manchester):
    for person in (sal, olu):
        with pytest.raises(Refused):
            make_calendar_key(manchester, by=person)
