"""Several conditions of the library at once."""

import pytest

from conditions.actions.conditions import attach_standards, remove_condition
from conditions.models import StandardCondition
from grants.refused import Refused
from tests import stories


@pytest.fixture
def decision(reference, olu):
    return stories.draft(by=olu, conditions=("SC1",))


def library(*codes):
    return StandardCondition.objects.filter(code__in=codes)


def codes(decision):
    return list(decision.conditions.in_force().values_list("standard__code", flat=True))


def test_those_that_are_attached_already_are_passed_over(decision, olu):
    added = attach_standards(decision, library("SC1", "SC2", "SC3"), by=olu)
    assert [condition.number for condition in added] == [2, 3]
    assert codes(decision) == ["SC1", "SC2", "SC3"]


def test_one_that_was_removed_comes_back(decision, olu):
    remove_condition(decision.conditions.get(), by=olu)
    attach_standards(decision, library("SC1"), by=olu)
    assert codes(decision) == ["SC1"]


def test_nothing_new_leaves_an_approval_alone(approved, olu):
    assert attach_standards(approved, library("SC1"), by=olu) == []
    assert stories.fresh(approved).approved_by == approved.approved_by


def test_only_officers_and_approvers_attach(decision, mo):
    with pytest.raises(Refused, match="Only an officer"):
        attach_standards(decision, library("SC2"), by=mo)
    assert codes(decision) == ["SC1"]
