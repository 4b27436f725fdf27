"""What the database says a second time of what leads take back and ask for, of agreements, calendars and the plan."""

from datetime import date, timedelta

import pytest
from django.db.models import F, OuterRef, Subquery

from conditions.actions.agreements import make_agreement
from conditions.actions.calendars import make_calendar_key
from conditions.actions.evidence import add_evidence
from conditions.actions.later_dates import ask_for_later_date
from conditions.models import Agreement, CalendarKey, Contribution, Evidence, LaterDate, MonitoringReturn, Obligation
from grants.models import StoredFile, User
from grants.years import london_today
from register.actions.forward_plan import plan_decision
from register.models import PlannedDecision
from tests.constraints import NOW, change_each, double_each
from tests.register.test_plan_decision import values
from tests.stories import match_obligation, send, sends_return, whole

DAY = date(2024, 4, 30)
ANOTHER = Subquery(User.objects.exclude(pk=OuterRef("asked_by")).values("pk")[:1])  # anybody will do
PAPER = Subquery(StoredFile.objects.values("pk")[:1])
GRANTED = {
    "answer": "granted",
    "answered_by": ANOTHER,
    "answered_at": NOW,
    "published_due_on": DAY,
    "instead_of": DAY,
    "granted_on": DAY + timedelta(1),
}


@pytest.fixture
def scene(published, olu, ada, mo):
    """Manchester's lead has sent match and a return, and asks for a later date; the office has written an agreement."""
    send(match_obligation(published), by=mo)
    award = whole(officer=olu, approver=ada, conditions=("GM1",)).awards.get()
    update = Obligation.objects.get(terms_data__code="GM1")
    sends_return(update, by=mo)
    plan = Obligation.objects.get(terms_data__code="SC3")
    add_evidence(plan, by=mo, statement="The plan is with the board.")
    ask_for_later_date(plan, by=mo, wanted_on=london_today() + timedelta(30), reason="The accounts are not closed.")
    make_agreement(published, award.recipient, [], by=olu, name="Award letter", version=1)
    make_calendar_key(None, by=olu)
    plan_decision(by=olu, values=values(expected_on=london_today() + timedelta(60), notice_on=london_today()))


TAKEN_BACK = [
    (name, model, changes)
    for name, model in (
        ("contribution_taken_back_who_and_when", Contribution),
        ("evidence_taken_back_who_and_when", Evidence),
        ("monitoringreturn_taken_back_who_and_when", MonitoringReturn),
    )
    for changes in ({"taken_back_at": NOW}, {"taken_back_by": F("sent_by")})
]
CHECKS = [
    *TAKEN_BACK,
    ("a_later_date_is_answered_by_another", LaterDate, {"answer": "refused"}),
    ("a_later_date_is_answered_by_another", LaterDate, {"answered_by": ANOTHER, "answered_at": NOW}),
    ("a_later_date_is_answered_by_another", LaterDate, GRANTED | {"answered_by": F("asked_by")}),
    ("a_granted_date_is_later", LaterDate, GRANTED | {"granted_on": DAY}),
    ("a_granted_date_is_later", LaterDate, GRANTED | {"instead_of": DAY - timedelta(1)}),
    ("an_agreement_is_sent_before_it_is_signed", Agreement, {"sent_on": DAY, "signed_on": DAY - timedelta(1)}),
    ("the_signed_copy_comes_with_its_day", Agreement, {"signed_copy": PAPER}),
    ("a_key_decision_says_why", PlannedDecision, {"is_key": True, "why_key": ""}),
    ("a_plan_is_withdrawn_with_a_reason", PlannedDecision, {"withdrawn_at": NOW}),
    ("a_plan_is_withdrawn_with_a_reason", PlannedDecision, {"withdrawn_reason": "It is not needed."}),
]
ONCE = [
    ("one_later_date_is_asked_for_at_a_time", LaterDate, {}),
    ("one_live_calendar_per_officer", CalendarKey, {"token": "another"}),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


def test_what_there_is_once(scene, subtests):
    double_each(ONCE, subtests)
