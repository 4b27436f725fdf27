"""The office's interpretation of a decision that does not say whether contributions in kind count (domain §6, SC1)."""

import pytest
from django.db import DatabaseError

from conditions.actions.assessments import record_interpretation
from conditions.actions.conditions import change_condition
from conditions.models import Interpretation
from conditions.standing import of_decision
from grants.models import Event
from grants.refused import Refused
from tests.stories import match_obligation

REASONS = "Staff time has counted in every year so far."


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def interpreted(obligation, olu):
    return record_interpretation(obligation, by=olu, counts=True, reasons=REASONS)


def public(decision):
    return next(each for each in of_decision(decision.reference) if each.match).interpretation


@pytest.mark.parametrize("change", [{"kind": "other"}, {"wording": "Something else."}])
def test_a_draft_of_the_condition_leaves_it_as_it_is(published, obligation, interpreted, olu, change):
    before = public(published)
    change_condition(obligation.condition, by=olu, values=change, match=None)
    assert public(published) == before
    assert (before.counts, before.reasons) == (True, REASONS)


def test_the_newest_applies_and_the_earlier_one_stays_on_record(published, obligation, interpreted, olu):
    record_interpretation(obligation, by=olu, counts=False, reasons="The guidance says that it does not count.")
    assert not public(published).counts
    assert Interpretation.objects.count() == 2
    last = Event.objects.latest("pk")
    assert (last.verb, last.changes) == (
        "recorded an interpretation",
        {"Contributions in kind": ["Counts", "Does not count"]},
    )


def test_it_is_never_changed(interpreted):
    with pytest.raises(DatabaseError):
        Interpretation.objects.update(counts=False)


def test_a_decision_that_says_it_itself_needs_none(obligation, olu):
    obligation.terms_data["match"]["in_kind"] = "allowed"
    obligation.save()
    with pytest.raises(Refused, match="The decision itself says"):
        record_interpretation(obligation, by=olu, counts=False, reasons=REASONS)
