"""What a partnership has to do, by when, and what is missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.models import Obligation
from conditions.views import shared
from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.actions.office_data import add_membership
from grants.models import Role
from tests import stories
from tests.stories import contribution, match_obligation, send, variation, whole

PAGE = reverse("partners:partnership_detail", args=["manchester"])


@pytest.fixture
def decision_of_2024(time_machine, request):
    """The £7,500 for Manchester, published in the month in which it was decided."""
    time_machine.move_to("2024-02-20 12:00Z", tick=False)
    return request.getfixturevalue("published")


def sections(page):
    return {name: len(tasks) for name, tasks in page.context["sections"]}


def test_mo_reads_what_is_missing_and_by_when(signed_in, decision_of_2024, mo):
    page = signed_in(mo).get(PAGE)
    assert "Due on 31 March 2024: £7,500.00 of match still to be evidenced." in page.text
    assert sections(page) == {"Later": 5}


def test_what_falls_due_within_28_days_is_due_soon(signed_in, decision_of_2024, mo, time_machine):
    time_machine.move_to("2024-03-03 12:00Z")
    assert sections(signed_in(mo).get(PAGE)) == {"Due in the next 28 days": 5}


def test_the_day_after_the_due_date_it_is_past_due(signed_in, decision_of_2024, mo, time_machine):
    time_machine.move_to("2024-04-01 12:00Z")
    page = signed_in(mo).get(PAGE)
    assert sections(page) == {"Past due": 5}
    assert "5 things to do, all past due." in page.text
    assert (
        "Past due since 31 March 2024: £7,500.00 of match still to be evidenced. Nothing has been sent yet."
        in page.text
    )


def test_evidence_sent_in_waits_with_the_office_and_the_gap_stays(signed_in, decision_of_2024, mo):
    send(match_obligation(decision_of_2024), by=mo, amount=Decimal("7500.00"))
    page = signed_in(mo).get(PAGE)
    assert sections(page) == {"Later": 4, "With the office": 1}
    assert page.context["gap"] == 7500


def test_a_pledge_is_no_evidence_and_leaves_the_condition_with_the_partnership(signed_in, decision_of_2024, mo):
    pledge = contribution(stage="pledged", spent_on=None)
    record_contribution(match_obligation(decision_of_2024), by=mo, values=pledge)
    assert sections(signed_in(mo).get(PAGE)) == {"Later": 5}


def test_what_the_office_has_assessed_is_settled_and_asks_nothing_more(signed_in, decision_of_2024, mo, olu, ada):
    obligation = match_obligation(decision_of_2024)
    assess(obligation, by=ada, finding="waived", reasons="The scheme ended early.")
    page = signed_in(mo).get(PAGE)
    assert sections(page) == {"Later": 4}
    assert page.context["gap"] == 0
    assert "1 condition is settled" in page.text


def test_the_gap_shrinks_by_what_is_accepted(signed_in, decision_of_2024, mo, olu):
    given = record_contribution(match_obligation(decision_of_2024), by=mo, values=contribution())
    accept(given, by=olu)
    assert "Due on 31 March 2024: £2,500.00 of match still to be evidenced." in signed_in(mo).get(PAGE).text


def test_what_the_office_returned_is_said_with_its_comment_until_it_is_mended(signed_in, decision_of_2024, mo, olu):
    values = contribution(description="Room hire")
    given = record_contribution(match_obligation(decision_of_2024), by=mo, values=values)
    return_sent(given, by=olu, comment="The invoice names another partnership.")
    said = "The office returned “Room hire, £5,000.00”: The invoice names another partnership."
    page = signed_in(mo).get(PAGE)
    assert said in page.text
    assert sections(page) == {"Sent back to you": 1, "Later": 4}
    change_contribution(given, by=mo, values=values)
    assert said not in signed_in(mo).get(PAGE).text


def test_a_returned_paper_is_said_until_something_is_sent_after_it(signed_in, decision_of_2024, mo, olu, time_machine):
    plan = Obligation.objects.get(condition__standard__code="SC3")
    [sent] = add_evidence(plan, by=mo, statement="We have a plan.")
    return_sent(sent, by=olu, comment="Please send the plan itself.")
    page = signed_in(mo).get(PAGE)
    assert "The office returned “Declaration”: Please send the plan itself." in page.text
    assert sections(page) == {"Sent back to you": 1, "Later": 4}
    time_machine.move_to("2024-02-21 12:00Z")
    add_evidence(plan, by=mo, statement="The board has agreed the plan.")
    page = signed_in(mo).get(PAGE)
    assert "The office returned" not in page.text
    assert sections(page) == {"Later": 4, "With the office": 1}


def test_what_is_past_due_stays_so_though_evidence_was_returned(signed_in, decision_of_2024, mo, olu, time_machine):
    [sent] = add_evidence(match_obligation(decision_of_2024), by=mo, statement="We have paid.")
    return_sent(sent, by=olu, comment="What, and when?")
    time_machine.move_to("2024-04-01 12:00Z")
    page = signed_in(mo).get(PAGE)
    assert sections(page) == {"Past due": 5}
    assert "The office returned “Declaration”: What, and when?" in page.text


def test_the_soonest_is_named_first(signed_in, decision_of_2024, mo):
    page = signed_in(mo).get(PAGE)
    assert page.context["to_do"].next_due == date(2024, 3, 31)
    assert "5 things to do. The next is due on 31 March 2024." in page.text


def test_with_everything_at_the_office_she_has_nothing_to_do(signed_in, decision_of_2024, mo):
    send(match_obligation(decision_of_2024), by=mo, amount=Decimal("7500.00"))
    for obligation in Obligation.objects.exclude(terms_data__kind="match"):
        add_evidence(obligation, by=mo, statement="It is so.")
    page = signed_in(mo).get(PAGE)
    assert sections(page) == {"With the office": 5}
    assert "You have nothing to do: what you sent is with the office." in page.text


def test_past_years_are_folded_away_and_this_one_lies_open(signed_in, decision_of_2024, mo, time_machine):
    assert [each.is_past for each in signed_in(mo).get(PAGE).context["years"]] == [False]
    time_machine.move_to("2024-04-01 12:00Z")
    assert [each.is_past for each in signed_in(mo).get(PAGE).context["years"]] == [True]


def test_a_lead_of_two_changes_with_one_click(signed_in, mo, salford, ann):
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    assert reverse("partners:partnership_detail", args=["salford"]) in signed_in(mo).get(PAGE).text


def test_each_grant_is_listed_at_its_current_amount(signed_in, published, mo, olu, ada):
    raised = variation(by=olu, award=published.awards.get(), new_amount=7695)
    stories.published(stories.approved(stories.sent(raised, by=olu), by=ada), by=ada)
    [year] = signed_in(mo).get(PAGE).context["years"]
    assert [(each.reference, each.amount) for each in year.awards] == [(published.reference, 7695)]
    assert year.total == 7695


def test_changes_that_are_not_published_stay_with_the_office(signed_in, published, mo, olu):
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    change_award(published.awards.get(), by=olu, values={"title": "Another name", "amount": 9000})
    page = signed_in(mo).get(PAGE)
    assert "Mentoring in Manchester" in page.text
    assert "A title that nobody has approved" not in page.text
    assert "Another name" not in page.text
    assert "9,000" not in page.text


def test_a_partnership_without_grants_is_asked_nothing(signed_in, published, sal):
    page = signed_in(sal).get(reverse("partners:partnership_detail", args=["salford"]))
    assert "You have nothing to do at present." in page.text
    assert "No published decision gives your partnership a grant yet." in page.text


def test_the_page_costs_the_same_however_many_decisions(signed_in, published, mo, olu, ada, django_assert_num_queries):
    client = signed_in(mo)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for _ in range(3):
        whole(officer=olu, approver=ada)
    with django_assert_num_queries(len(one)):
        client.get(PAGE)


def test_of_many_things_a_page_is_read_and_all_are_counted(signed_in, decision_of_2024, mo, monkeypatch):
    monkeypatch.setattr(shared, "PAGE_SIZE", 3)
    send(match_obligation(decision_of_2024), by=mo, amount=Decimal("7500.00"))
    first, second = signed_in(mo).get(PAGE), signed_in(mo).get(f"{PAGE}?page=2")
    assert (sections(first), sections(second)) == ({"Later": 3}, {"Later": 1, "With the office": 1})
    for page in (first, second):
        assert "4 things to do. The next is due on 31 March 2024." in page.text
    assert 'href="?page=2"' in first.text
