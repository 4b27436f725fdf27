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
    assert "before 1 June 2024 was to be kept before this register began: whether it was kept is not" in public
    assert f"The office follows these conditions from 1 June 2024. {WHY}" in public
    assert WHY in signed_in(ada).get(f"/office/decisions/{published.reference}/").content.decode()


def test_left_to_the_office_s_day_again_the_page_gives_no_reason(published, address, signed_in, ada, client):
    signed_in(ada).post(address, {"followed_from": "1/6/2024", "reason": WHY})
    signed_in(ada).post(address, {"followed_from": "", "reason": "That was said of another decision."})
    public = client.get(f"/decisions/{published.reference}/").content.decode()
    assert ("to be kept before" in public, WHY in public) == (False, False)
    assert len(of_decision(published.reference)) == 5


def test_the_reason_names_nobody_unless_that_is_ticked(published, address, signed_in, ada):
    typed = {"followed_from": "1/6/2024", "reason": "Ring 0161 496 0000 about the paper file."}
    assert "a phone number is in the reason" in signed_in(ada).post(address, typed).content.decode()
    signed_in(ada).post(address, typed | {"acknowledged": "on"})
    published.refresh_from_db()
    assert published.conditions_followed_from == date(2024, 6, 1)


def test_without_a_reason_nothing_changes(published, address, signed_in, ada):
    page = signed_in(ada).post(address, {"followed_from": "1/6/2024", "reason": "So."})
    assert "at least 20 characters" in page.content.decode()
    assert len(of_decision(published.reference)) == 5


def test_officers_and_leads_may_not(address, signed_in, olu, mo):
    assert [signed_in(person).get(address).status_code for person in (olu, mo)] == [403, 403]
