"""The office's front page: what waits for this person, and for the office."""

import pytest

from conditions.actions import record_contribution
from tests.stories import contribution, match_obligation


def home(client) -> str:
    return client.get("/office/").content.decode()


def test_on_the_first_day_every_list_says_that_it_is_empty(olu, signed_in):
    page = home(signed_in(olu))
    assert "No decision is waiting for approval." in page
    assert "You have no drafts." in page
    assert "No evidence from partnerships is waiting." in page


def test_an_officer_sees_her_own_drafts_and_not_those_of_others(draft, olu, oma, signed_in):
    assert draft.reference in home(signed_in(olu))
    assert draft.reference not in home(signed_in(oma))


def test_everybody_in_the_office_sees_what_waits_for_approval(sent, oma, signed_in):
    assert sent.reference in home(signed_in(oma))


def test_what_is_approved_and_not_published_is_not_forgotten(approved, oma, signed_in):
    assert approved.reference in home(signed_in(oma))


def test_evidence_that_waits_is_counted(published, mo, olu, signed_in):
    record_contribution(match_obligation(published), by=mo, values=contribution())
    assert "1 contribution from partnerships" in " ".join(home(signed_in(olu)).split())


@pytest.mark.parametrize("name", ["mo", "ann"])
def test_it_is_shut_for_leads_and_for_those_who_only_administer(name, request, signed_in):
    assert signed_in(request.getfixturevalue(name)).get("/office/").status_code == 403


def test_signed_out_it_leads_to_the_sign_in_page(client, db):
    response = client.get("/office/")
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")
