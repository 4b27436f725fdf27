"""A partnership asks for a later date, and an officer grants or refuses it."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from conditions.actions.assessments import assess
from conditions.actions.conditions import change_condition
from conditions.actions.later_dates import ask_for_later_date, grant_later_date, refuse_later_date
from conditions.actions.redaction import redact_reasons
from conditions.letters import letters
from conditions.models import LaterDate, Obligation
from conditions.reasons import reasons_beside_versions
from conditions.standing import of_decision, standing_of
from grants.models import Letter
from grants.refused import Refused
from grants.years import LONDON, london_today
from tests.stories import corrected, fresh
from tests.test_concurrency import at_once, refusals, slowly

TODAY = date(2024, 3, 20)
APRIL = date(2024, 4, 30)
WHY = "The council's accounts close on 15 April, and the plan needs them."


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to(datetime(2024, 3, 20, 9, tzinfo=LONDON), tick=True)


@pytest.fixture
def plan(published):
    """The clear spending plan, due on 31 March 2024."""
    return Obligation.objects.get(terms_data__code="SC3")


@pytest.fixture
def asked(plan, mo):
    return ask_for_later_date(plan, by=mo, wanted_on=APRIL, reason="The accounts are not closed.")


def stands(plan, today=TODAY):
    return standing_of(Obligation.objects.as_shown().get(pk=plan.pk), today=today)


def test_nothing_moves_until_it_is_granted(asked, plan):
    assert stands(plan).due_on == date(2024, 3, 31)
    assert "accounts" not in stands(plan).sentences


def test_a_granted_date_and_its_reason_are_public_beside_the_due_date(asked, plan, olu):
    grant_later_date(asked, by=olu, granted_on=APRIL, reason=WHY)
    said = "Due on 30 April 2024. The office granted this date on 20 March 2024, in place of 31 March 2024."
    assert stands(plan).sentences == f"{said} Its reason: {WHY} Nothing has been sent yet."
    assert not stands(plan, date(2024, 4, 30)).is_past_due
    assert stands(plan, date(2024, 5, 1)).sentences.startswith("Past due since 30 April 2024. The office granted")


def test_it_may_be_another_day_than_was_asked_for_and_be_moved_again(asked, plan, mo, olu):
    grant_later_date(asked, by=olu, granted_on=date(2024, 4, 12), reason=WHY)
    again = ask_for_later_date(plan, by=mo, wanted_on=APRIL, reason="It is still not there.")
    grant_later_date(again, by=olu, granted_on=APRIL, reason=WHY)
    assert stands(plan).later_date.published_due_on == date(2024, 3, 31)
    assert (stands(plan).due_on, LaterDate.objects.count()) == (APRIL, 2)


def test_a_finding_of_not_met_waits_for_the_later_date(asked, plan, olu, time_machine):
    grant_later_date(asked, by=olu, granted_on=APRIL, reason=WHY)
    time_machine.move_to(datetime(2024, 4, 10, 9, tzinfo=LONDON))
    with pytest.raises(Refused, match="It is due on 30 April 2024"):
        assess(plan, by=olu, finding="not_met", reasons="There is no plan to be seen.")


@pytest.mark.parametrize(
    ("wanted_on", "reason", "sentence"),
    [
        (date(2024, 3, 31), "Not ready.", "Choose a day after 31 March 2024"),
        (APRIL, " ", "Say why you need more time"),
    ],
)
def test_what_cannot_be_asked_is_refused(plan, mo, wanted_on, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        ask_for_later_date(plan, by=mo, wanted_on=wanted_on, reason=reason)


def test_a_day_that_has_passed_helps_nobody(plan, mo, time_machine):
    time_machine.move_to(datetime(2024, 6, 1, 9, tzinfo=LONDON))
    with pytest.raises(Refused, match="has not passed"):
        ask_for_later_date(plan, by=mo, wanted_on=APRIL, reason="Not ready.")


def test_another_partnership_asks_for_nothing(plan, sal):
    with pytest.raises(Refused):
        ask_for_later_date(plan, by=sal, wanted_on=APRIL, reason="Not ready.")


def test_one_at_a_time(asked, plan, mo):
    with pytest.raises(Refused, match="asked for already"):
        ask_for_later_date(plan, by=mo, wanted_on=APRIL, reason="Please.")


def test_four_eyes(plan, olu, oma):
    asked = ask_for_later_date(plan, by=olu, wanted_on=APRIL, reason="They rang.")
    for answer in (partial(grant_later_date, granted_on=APRIL), refuse_later_date):
        with pytest.raises(Refused, match="You asked for this yourself"):
            answer(asked, by=olu, reason=WHY)
    assert grant_later_date(asked, by=oma, granted_on=APRIL, reason=WHY).answered_by == oma
    with pytest.raises(IntegrityError, match="a_later_date_is_answered_by_another"):
        LaterDate.objects.update(answered_by=olu)


def test_a_reason_that_cannot_be_published_grants_nothing(asked, olu):
    for reason in ("Fine.", "Ring Jo Bloggs on 07700 900123 about the accounts."):
        with pytest.raises(Refused):
            grant_later_date(asked, by=olu, granted_on=APRIL, reason=reason)


def test_a_refusal_is_for_the_partnership_alone(asked, plan, mo, olu):
    refuse_later_date(asked, by=olu, reason="The plan was due in December.")
    assert "December" not in stands(plan).sentences
    [told] = [
        each for each in letters(datetime.now(LONDON)) if each.person == mo and each.kind == Letter.Kind.LATER_DATE
    ]
    assert "The office refused it; the date stays. Its reason: The plan was due in December." in told.body


def test_officers_are_told_while_it_waits(asked, olu):
    later = Letter.Kind.LATER_DATE
    assert [each.person for each in letters(datetime.now(LONDON)) if each.kind == later] == [olu]


def test_what_is_settled_or_answered_is_not_answered_again(asked, plan, olu):
    assess(plan, by=olu, finding="met", reasons="The plan has come after all.")
    with pytest.raises(Refused, match="finding"):
        grant_later_date(asked, by=olu, granted_on=APRIL, reason=WHY)


def test_a_correction_of_something_else_keeps_it_and_one_of_the_date_ends_it(asked, plan, published, olu, ada):
    grant_later_date(asked, by=olu, granted_on=APRIL, reason=WHY)
    again = corrected(published, officer=olu, approver=ada, summary="In other words.")
    assert [each.due_on for each in of_decision(again.reference) if each.terms.code == "SC3"] == [APRIL]
    condition = plan.condition
    condition.refresh_from_db()
    change_condition(condition, by=olu, values={"schedule": "once", "due_on": date(2024, 3, 30)})
    corrected(fresh(published), officer=olu, approver=ada, summary="With another date.")
    [moved] = [each for each in of_decision(again.reference) if each.terms.code == "SC3"]
    assert (moved.due_on, moved.later_date) == (date(2024, 3, 30), None)


def test_it_stands_where_the_terms_of_an_earlier_finding_come_back(plan, published, mo, olu, ada):
    """Due dates are those of the notice, whichever occurrence is in force again (domain §6)."""
    wording = plan.condition.wording
    assess(plan, by=ada, finding="waived", reasons="The plan is part of another one, which the office has.")
    change_condition(plan.condition, by=olu, values={"wording": "A plan is sent."})
    corrected(published, officer=olu, approver=ada, summary="In other words.")
    another = Obligation.objects.in_force().get(condition=plan.condition)
    more_time = ask_for_later_date(another, by=mo, wanted_on=APRIL, reason="The accounts are not closed.")
    grant_later_date(more_time, by=olu, granted_on=APRIL, reason=WHY)
    plan.condition.refresh_from_db()
    change_condition(plan.condition, by=olu, values={"wording": wording})
    corrected(fresh(published), officer=olu, approver=ada, summary="In the first words.")
    back = Obligation.objects.in_force().get(condition=plan.condition)
    assert (back.pk, back.settled, back.due_on) == (plan.pk, "waived", APRIL)


def test_a_redaction_reaches_the_reason_of_a_granted_date(asked, plan, olu):
    grant_later_date(asked, by=olu, granted_on=APRIL, reason=WHY)
    decision = plan.condition.decision
    assert list(reasons_beside_versions(decision)) == [("Later date of 30 April 2024", WHY)]
    redact_reasons(decision, why="It named a person.")
    assert "Its reason: Redacted: It named a person." in stands(plan).sentences


@pytest.mark.django_db(transaction=True)
def test_two_officers_answer_at_once_and_one_is_told(plan, mo, olu, oma):
    asked = ask_for_later_date(plan, by=mo, wanted_on=london_today() + timedelta(40), reason="Not ready.")
    outcomes = at_once(
        partial(slowly, partial(grant_later_date, asked, by=olu, granted_on=APRIL, reason=WHY)),
        partial(refuse_later_date, asked, by=oma, reason="No."),
    )
    assert len(refusals(outcomes)) == 1
    asked.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.due_on == APRIL) == (asked.answer == "granted")
