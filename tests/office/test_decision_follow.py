"""Ada says from when the conditions of one decision are followed."""

from datetime import date

import pytest
from django.urls import reverse

from conditions.standing import of_decision

WHY = "They were followed on paper until then."


@pytest.fixture
def address(published):
    return reverse("office:decision_follow", args=[published.reference])


def test_ada_says_from_when_and_why(published, address, signed_in, ada, client):
    page = signed_in(ada).post(address, {"followed_from": "1/6/2024", "reason": WHY}, follow=True)
    assert "It is recorded" in page.content.decode()
    published.refresh_from_db()
    assert (published.conditions_followed_from, of_decision(published.reference)) == (date(2024, 6, 1), [])
    public = client.get(f"/decisions/{published.reference}/").content.decode()
    assert "before 1 June 2024 was kept before this register began" in public


def test_without_a_reason_nothing_changes(published, address, signed_in, ada):
    page = signed_in(ada).post(address, {"followed_from": "1/6/2024", "reason": "So."})
    assert "at least 20 characters" in page.content.decode()
    assert len(of_decision(published.reference)) == 5


def test_officers_and_leads_may_not(address, signed_in, olu, mo):
    assert [signed_in(person).get(address).status_code for person in (olu, mo)] == [403, 403]
