"""Drafting: where every decision begins."""

from datetime import date
from uuid import uuid4

import pytest

from grants.actions.decisions import draft
from grants.models import Decision, Event
from grants.refused import Refused
from tests.stories import fresh


def drafted(by, **values):
    return draft(by=by, values={"title": "Hate crime week"} | values)


def test_a_draft_gets_the_next_reference_of_the_year_it_was_decided_in(olu):
    first = drafted(olu, decided_on=date(2024, 2, 6))
    second = drafted(olu, decided_on=date(2024, 12, 31))
    other_year = drafted(olu, decided_on=date(2025, 1, 1))
    assert [first.reference, second.reference, other_year.reference] == [
        "GM-2024-0001",
        "GM-2024-0002",
        "GM-2025-0001",
    ]


def test_the_day_in_london_decides_the_year_of_an_undated_draft(olu, time_machine):
    time_machine.move_to("2024-07-01T00:30:00+01:00")
    assert drafted(olu).reference == "GM-2024-0001"


def test_a_number_that_somebody_has_typed_before_is_passed_over(olu):
    drafted(olu, reference="gm-2024-0001", decided_on=date(2024, 2, 6))
    assert drafted(olu, decided_on=date(2024, 2, 6)).reference == "GM-2024-0002"


def test_the_officer_may_choose_the_reference(olu):
    assert drafted(olu, reference="PCC-7").reference == "PCC-7"


def test_a_reference_is_taken_in_capitals_and_in_small_letters(olu, oma):
    drafted(olu, reference="PCC-7")
    with pytest.raises(Refused, match="already taken"):
        drafted(oma, reference="pcc-7")


@pytest.mark.parametrize("reference", ["new", "PCC 7", "PCC/7", "-7", "7-", "PCC--7", "é7", "7\n"])
def test_a_reference_that_would_make_no_address_is_refused(olu, reference):
    with pytest.raises(Refused, match="letters, digits and single hyphens"):
        drafted(olu, reference=reference)
    assert not Decision.objects.exists()


def test_the_same_form_sent_twice_makes_one_draft(olu):
    key = uuid4()
    first = draft(by=olu, values={"title": "Hate crime week"}, form_key=key)
    assert draft(by=olu, values={"title": "Hate crime week"}, form_key=key) == first
    assert Decision.objects.count() == 1


def test_only_officers_and_approvers_draft(ada, ann, mo):
    assert drafted(ada).created_by == ada
    for person in (ann, mo):
        with pytest.raises(Refused, match="Only an officer"):
            drafted(person)


def test_the_diary_tells_what_the_draft_began_with(olu):
    decision = drafted(olu)
    event = Event.objects.get(decision=decision)
    assert (event.by, event.verb, event.revision) == (olu, "drafted", 1)
    assert event.changes == {"Title": ["", "Hate crime week"], "Reference": ["", decision.reference]}


def test_the_drafter_is_its_first_author(olu):
    decision = fresh(drafted(olu))
    assert (decision.state, decision.author_ids, decision.created_by) == (Decision.State.DRAFT, [olu.pk], olu)
