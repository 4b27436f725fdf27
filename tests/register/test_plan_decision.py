"""The forward plan: notice of a decision, its changes, its withdrawal, and the draft that it becomes."""

from datetime import date, datetime
from functools import partial

import pytest
from django.db import IntegrityError

from grants.models import Decision, Post
from grants.refused import Refused
from grants.years import LONDON
from register.actions.forward_plan import change_plan, draft_planned, plan_decision, withdraw_plan
from register.models import PlanChange, PlannedDecision
from tests.stories import approved, fresh, published, sent
from tests.test_concurrency import at_once

WHY = "The budget of the year comes later than we thought."


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=LONDON), tick=True)


def values(**others):
    return {
        "title": "Community safety grants for 2026/27",
        "about": "Money for the ten partnerships.",
        "post": Post.objects.order_by("pk")[0],
        "expected_on": date(2026, 4, 1),
        "is_key": True,
        "why_key": "It spends more than £500,000.",
        "notice_on": date(2026, 3, 2),
    } | others


@pytest.fixture
def planned(reference, olu):
    return plan_decision(by=olu, values=values())


def test_clear_days_count_neither_the_notice_nor_the_decision(planned, olu):
    assert planned.notice == "Notice given on 2 March 2026: 29 clear days before."
    short = change_plan(planned, by=olu, values=values(expected_on=date(2026, 3, 30)), reason=WHY)
    assert short.notice == "Notice given on 2 March 2026: 27 clear days before. A key decision needs 28."
    assert not change_plan(planned, by=olu, values=values(expected_on=date(2026, 3, 31)), reason=WHY).is_short_of_notice


def test_what_is_later_than_expected_is_said_plainly(planned, time_machine):
    assert planned.when == "Expected by 1 April 2026."
    time_machine.move_to(datetime(2026, 4, 2, 9, tzinfo=LONDON))
    assert planned.when == "Expected by 1 April 2026; no decision has been published yet."


def test_a_change_keeps_what_was_said_before_and_why(planned, olu):
    change_plan(planned, by=olu, values=values(expected_on=date(2026, 5, 1)), reason=WHY)
    change = PlanChange.objects.get()
    assert change.in_words == "Changed on 2 March 2026: Expected by was “1 April 2026”, is “1 May 2026”."
    assert change.reason == WHY
    with pytest.raises(IntegrityError, match="append-only"):
        PlanChange.objects.update(reason="")


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"notice_on": date(2026, 3, 3)}, "has not come"),
        ({"expected_on": date(2026, 3, 1)}, "before notice of it was given"),
        ({"why_key": " "}, "Say why it is a key decision"),
        ({"about": "Ring Jo on 07700 900123."}, "personal data|telephone|phone"),
    ],
)
def test_what_cannot_be_published_is_refused(reference, olu, others, sentence):
    with pytest.raises(Refused, match=sentence):
        plan_decision(by=olu, values=values(**others))
    assert not PlannedDecision.objects.exists()


def test_leads_give_no_notice(reference, mo):
    with pytest.raises(Refused):
        plan_decision(by=mo, values=values())


def test_a_change_needs_a_reason_and_something_that_changes(planned, olu):
    for others, reason in (({"about": ""}, "Fine."), ({}, WHY)):
        with pytest.raises(Refused):
            change_plan(planned, by=olu, values=values(**others), reason=reason)


def test_withdrawn_it_stays_with_its_reason_and_nothing_follows(planned, olu):
    withdraw_plan(planned, by=olu, reason=WHY)
    kept = PlannedDecision.objects.withdrawn().get()
    assert (kept.when, kept.withdrawn_reason) == ("Withdrawn from the plan on 2 March 2026.", WHY)
    for deed in (partial(change_plan, values=values(), reason=WHY), partial(withdraw_plan, reason=WHY), draft_planned):
        with pytest.raises(Refused, match="withdrawn from the plan"):
            deed(kept, by=olu)


def test_the_draft_has_what_the_plan_says(planned, olu):
    decision = draft_planned(planned, by=olu)
    assert (decision.title, decision.is_key, decision.key_notice_on) == (planned.title, True, date(2026, 3, 2))
    assert [maker.post for maker in decision.decision_makers.all()] == [planned.post]
    assert draft_planned(planned, by=olu) == decision
    assert PlannedDecision.objects.open().get().reference == ""


def test_published_it_is_taken_and_leads_to_the_decision(draft, planned, olu, ada):
    planned.decision = draft
    planned.save()
    published(approved(sent(draft, by=olu), by=ada), by=ada)
    taken = PlannedDecision.objects.taken().get()
    assert (taken.when, taken.reference) == ("Taken, and published.", fresh(draft).reference)
    with pytest.raises(Refused, match="taken and published"):
        withdraw_plan(taken, by=olu, reason=WHY)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_begin_one_draft(planned, olu, oma):
    first, second = at_once(partial(draft_planned, planned, by=olu), partial(draft_planned, planned, by=oma))
    assert first == second
    assert Decision.objects.count() == 1
