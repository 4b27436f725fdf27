"""The office's front page: what waits for this person, and for the office."""

import pytest
import time_machine

from conditions.actions.contributions import record_contribution
from grants.actions.decisions import revise
from grants.models import Allocation
from tests.stories import bare_draft, contribution, match_obligation


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


def test_a_long_list_shows_its_beginning_and_says_how_many_more(reference, olu, signed_in, monkeypatch):
    monkeypatch.setattr("register.front_page.MAX_SHOWN", 1)
    for title in ("One", "Two", "Three"):
        bare_draft(by=olu, title=title, outcome="not_approved")
    page = home(signed_in(olu))
    assert "And 2 more: find them" in page
    assert page.count("/office/decisions/GM-") == 1


def test_everybody_in_the_office_sees_what_waits_for_approval(sent, oma, signed_in):
    assert sent.reference in home(signed_in(oma))


def test_what_is_approved_and_not_published_is_not_forgotten(approved, oma, signed_in):
    assert approved.reference in home(signed_in(oma))


def test_evidence_that_waits_is_counted(published, mo, olu, signed_in):
    record_contribution(match_obligation(published), by=mo, values=contribution())
    assert "1 thing from partnerships" in " ".join(home(signed_in(olu)).split())


@pytest.mark.parametrize("name", ["mo", "ann"])
def test_it_is_shut_for_leads_and_for_those_who_only_administer(name, db, request, signed_in):
    assert signed_in(request.getfixturevalue(name)).get("/office/").status_code == 403


def test_signed_out_it_leads_to_the_sign_in_page(client, db):
    response = client.get("/office/")
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


def test_an_approver_sees_what_she_may_approve_apart_from_her_own(sent, olu, ada, signed_in):
    page = home(signed_in(ada)).split("Waiting for your approval")[1].split("<h2")[0]
    assert sent.reference in page
    assert "Waiting for your approval" not in home(signed_in(olu))


def test_days_since_the_decision_are_counted(approved, olu, signed_in):
    with time_machine.travel("2024-03-07T12:00:00Z"):
        assert ">30<" in home(signed_in(olu))


def test_the_return_says_what_is_missing_and_what_blocks_it(draft, olu, signed_in):
    revise(draft, by=olu, values={"purpose": ""})
    with time_machine.travel("2024-02-20T12:00:00Z"):
        page = " ".join(home(signed_in(olu)).split())
    part = page.split("Decided in February 2024")[1].split("Decided in January 2024")[0]
    assert "1 still missing" in part
    assert "Say what the money is for." in part


def test_the_return_counts_what_is_published(published, olu, signed_in):
    with time_machine.travel("2024-03-01T12:00:00Z"):
        page = home(signed_in(olu))
    assert "1 published" in page.split("Decided in February 2024")[1]


def test_a_stream_with_little_left_is_named(approved, olu, signed_in):
    stream = approved.awards.get().stream
    Allocation.objects.create(stream=stream, year=2023, amount=8000)
    with time_machine.travel("2024-02-20T12:00:00Z"):
        assert "93.7% of £8,000.00 is committed" in home(signed_in(olu))
    with time_machine.travel("2025-02-20T12:00:00Z"):
        assert "93.7%" not in home(signed_in(olu))


def test_it_leads_to_the_import_of_past_decisions(olu, signed_in):
    assert 'href="/office/imports/"' in signed_in(olu).get("/office/").content.decode()


def test_it_begins_with_what_waits_and_the_way_there(sent, ada, oma, signed_in):
    line = '<a class="govuk-link" href="#for-me"><strong>1</strong> waiting for your approval</a>'
    assert line in home(signed_in(ada))
    assert "Nothing to do." in home(signed_in(oma))


def test_a_month_without_drafts_is_not_called_complete(published, olu, signed_in):
    page = signed_in(olu).get("/office/").text
    assert "No draft has a date of decision in that month." in page
    assert "None is missing" not in page
