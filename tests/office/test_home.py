"""The office's front page: what waits for this person, and for the office."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.actions.contributions import record_contribution
from conditions.actions.questions import ask
from conditions.models import Contribution
from grants.actions.decisions import revise
from grants.actions.office_data import end_membership
from grants.models import Allocation
from register.actions.approval import return_decision, send_for_approval
from register.actions.withdrawing import ask_for_withdrawal
from tests import stories
from tests.stories import bare_draft, contribution, match_obligation, send


def home(client) -> str:
    return client.get("/office/").content.decode()


def queue(client) -> str:
    """What waits for this person."""
    return " ".join(home(client).split('id="queue"')[1].split("</section>")[0].split())


def others(client) -> str:
    return " ".join(home(client).split('id="others"')[1].split("</section>")[0].split())


def test_on_the_first_day_every_list_says_that_it_is_empty(olu, signed_in):
    page = home(signed_in(olu))
    assert "Nothing waits for you." in page
    assert "No decision is waiting for approval by somebody else." in page
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
    assert sent.reference in queue(signed_in(ada))
    page = home(signed_in(olu))
    assert sent.reference not in page.split('id="queue"')[1].split("</section>")[0]
    assert sent.reference in page.split('id="others"')[1].split("</section>")[0]


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
    line = '<a class="govuk-link" href="/office/decisions/?state=sent"><strong>1</strong> waiting for your approval</a>'
    assert line in queue(signed_in(ada))
    assert "Nothing waits for you." in queue(signed_in(oma))


def test_a_month_without_drafts_is_not_called_complete(published, olu, signed_in):
    page = signed_in(olu).get("/office/").text
    assert "No draft has a date of decision in that month." in page
    assert "None is missing" not in page


def test_what_waits_says_since_when_how_much_and_from_whom_the_oldest_first(published, olu, ada, mo, signed_in):
    obligation = match_obligation(published)
    ask(obligation, by=mo, text="Does staff time count?", at=datetime(2024, 3, 3, 9, tzinfo=UTC))
    offered = send(obligation, by=mo)
    Contribution.objects.update(sent_at=datetime(2024, 3, 2, 9, tzinfo=UTC))
    back = stories.sent(stories.draft(by=olu, district="salford", amount=Decimal("9000.00")), by=olu)
    return_decision(back, by=ada, comment="The total is wrong.", at=datetime(2024, 3, 1, 9, tzinfo=UTC))
    page = queue(signed_in(olu))
    places = [page.index(each) for each in ("The total is wrong.", str(offered.description), "Does staff time count?")]
    assert places == sorted(places)
    assert "1 March 2024" in page
    assert "£9,000.00" in page
    assert "£5,000.00" in page
    assert "Manchester Community Safety Partnership" in page
    assert "Mo, Manchester" in page


def test_what_was_sent_to_another_approver_waits_for_them(draft, olu, ada, abe, signed_in):
    send_for_approval(draft, by=olu, approver=abe)
    assert draft.reference in queue(signed_in(abe))
    assert draft.reference not in queue(signed_in(ada))
    assert ">Abe</td>" in others(signed_in(ada))


def test_what_was_sent_to_somebody_who_left_waits_for_nobody(draft, olu, ada, abe, ann, signed_in):
    send_for_approval(draft, by=olu, approver=abe)
    end_membership(abe.memberships.get(), by=ann)
    page = others(signed_in(ada))
    assert "nobody: Abe has left" in page
    assert '<a class="govuk-link" href="/office/hand-over/">1 decision waits for nobody</a>' in page


def test_a_withdrawal_waits_for_another_approver(published, olu, ada, abe, signed_in):
    ask_for_withdrawal(published, by=ada, reason="Taken without the power to take it.", answer="Nothing is paid.")
    assert "To withdraw" in queue(signed_in(abe))
    assert "another approver" in others(signed_in(ada))
    assert "To withdraw" not in queue(signed_in(olu))


def test_what_is_approved_waits_for_its_owner_to_publish_it(approved, olu, oma, signed_in):
    assert "To publish" in queue(signed_in(olu))
    assert "To publish" not in queue(signed_in(oma))


def test_what_somebody_sent_for_a_partnership_waits_for_somebody_else(published, olu, oma, signed_in):
    record_contribution(match_obligation(published), by=olu, values=contribution())
    assert "contributions to look at" not in queue(signed_in(olu))
    assert "<strong>1</strong> contribution to look at" in queue(signed_in(oma))


def test_counts_are_true_at_any_size_and_cost_no_more(published, mo, olu, signed_in, monkeypatch):
    monkeypatch.setattr("grants.queue.MAX_SHOWN", 2)
    obligation, client = match_obligation(published), signed_in(olu)
    costs = []
    for count in (3, 9):
        while Contribution.objects.count() < count:
            record_contribution(obligation, by=mo, values=contribution(amount=Decimal("10.00")))
        with CaptureQueriesContext(connection) as asked:
            page = queue(client)
        assert f"<strong>{count}</strong> contributions to look at" in page
        assert f"And {count - 2} more" in page
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 25


def test_it_leads_to_the_choice_of_letters(olu, client, signed_in):
    link = home(signed_in(olu)).split('href="/letters/')[1].split('"')[0]
    assert "Waiting for your approval" in client.get(f"/letters/{link}").text
