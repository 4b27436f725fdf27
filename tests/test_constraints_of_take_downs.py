"""What the database says a second time of what is taken down or withdrawn."""

import pytest
from django.db.models import F

from register.actions.taking_down import take_down
from register.actions.withdrawing import ask_for_withdrawal
from register.models import TakeDown, Withdrawal
from tests.constraints import NOW, change_each, double_each


@pytest.fixture
def scene(published, olu, ada):
    """The text of a decision is taken down, and its withdrawal has been asked for."""
    take_down(published, by=ada, reason="It may name a child.")
    ask_for_withdrawal(published, by=olu, reason="It should never have been published.", answer="Nothing is paid.")


CHECKS = [
    ("a_take_down_has_a_reason", TakeDown, {"reason": ""}),
    ("what_is_restored_is_settled", TakeDown, {"restored_by": F("taken_down_by"), "restored_at": NOW}),
    ("a_withdrawal_has_a_reason", Withdrawal, {"reason": ""}),
    ("a_withdrawal_was_carried_out_by_somebody", Withdrawal, {"carried_out_at": NOW}),
    ("two_people_withdraw", Withdrawal, {"carried_out_by": F("asked_by"), "carried_out_at": NOW}),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


TWINS = [
    ("one_take_down_at_a_time", TakeDown, {}),
    ("a_decision_is_withdrawn_once", Withdrawal, {}),
]


def test_what_there_is_only_one_of(scene, subtests):
    double_each(TWINS, subtests)
