"""A spending plan that a condition requires is its evidence (domain §13)."""

import pytest

from conditions.actions.evidence import send_plan
from conditions.actions.reviews import accept, return_sent
from conditions.actions.taking_back import take_back
from conditions.models import Evidence, Obligation
from conditions.standing_states import Turn
from grants.models import Event
from grants.refused import Refused
from tests.grants.test_publish_plan import published_plan


def spending_plan(by, partnership):
    return published_plan(by, kind="spending", name="Spending plan 2023/24", partnership=partnership)


def required(decision, code="SC3") -> Obligation:
    return Obligation.objects.get(condition__decision=decision, terms_data__code=code)


def test_the_plan_is_sent_and_the_standing_follows(published, manchester, olu, mo):
    obligation = required(published)
    assert obligation.turn == Turn.PARTNERSHIP
    sent = send_plan(obligation, by=mo, version=spending_plan(olu, manchester))
    obligation = required(published)
    assert (obligation.turn, obligation.last_sent_at) == (Turn.OFFICE, sent.sent_at)
    assert (str(sent), sent.sort) == ("Spending plan 2023/24, version 1", "Plan")
    assert Event.objects.latest("pk").decision == published
    accept(sent, by=olu)
    assert Evidence.objects.get().accepted_at


def test_it_is_sent_again_only_after_it_came_back(published, manchester, olu, mo):
    version = spending_plan(olu, manchester)
    first = send_plan(required(published), by=mo, version=version)
    with pytest.raises(Refused, match="has been sent for this condition already"):
        send_plan(required(published), by=mo, version=version)
    return_sent(first, by=olu, comment="It says nothing of outcomes.")
    second = send_plan(required(published), by=mo, version=version)
    take_back(second, by=mo)
    assert send_plan(required(published), by=mo, version=version).awaits_review


def test_who_sent_it_does_not_accept_it(published, manchester, olu, oma):
    sent = send_plan(required(published), by=olu, version=spending_plan(olu, manchester))
    with pytest.raises(Refused, match="another officer has to accept it"):
        accept(sent, by=olu)
    assert accept(sent, by=oma).accepted_by == oma


def test_another_partnership_and_another_condition_are_refused(published, salford, manchester, olu, mo, sal):
    with pytest.raises(Refused, match="is not a plan of"):
        send_plan(required(published), by=mo, version=spending_plan(olu, salford))
    own = published_plan(olu, kind="soc", name="4P plan", partnership=manchester)
    with pytest.raises(Refused, match="does not require a plan"):
        send_plan(required(published, "SC1"), by=mo, version=own)
    with pytest.raises(Refused):
        send_plan(required(published), by=sal, version=own)
    assert not Evidence.objects.exists()
