"""Awards: adding, changing, ending and removing them."""

from decimal import Decimal

import pytest

from grants.actions.awards import add_award, add_awards, change_award, remove_award
from grants.models import Organisation
from grants.refused import Refused
from tests.stories import fresh

MENTORS = {"title": "Mentors", "amount": Decimal("100.00")}


def test_awards_are_numbered_in_turn(draft, olu):
    assert add_award(draft, by=olu, values=MENTORS).number == 2
    assert add_award(draft, by=olu, values=MENTORS).number == 3


def test_a_number_is_never_used_again(draft, olu):
    second = add_award(draft, by=olu, values=MENTORS)
    remove_award(second, by=olu)
    assert add_award(draft, by=olu, values=MENTORS).number == 3


def test_adding_an_award_clears_the_approval(approved, oma):
    add_award(approved, by=oma, values=MENTORS)
    assert fresh(approved).state == "draft"


def test_changing_an_award_confirms_it(draft, olu):
    read = add_award(draft, by=olu, values=MENTORS, proposed=True)
    assert read.is_proposed
    assert not change_award(read, by=olu, values=MENTORS).is_proposed


def test_the_same_amount_with_its_pence_is_no_change(approved, oma):
    change_award(approved.awards.get(), by=oma, values={"amount": Decimal(7500)})
    assert fresh(approved).state == "approved"


def test_removing_an_award_tells_the_diary_what_it_was(draft, olu):
    remove_award(draft.awards.get(), by=olu)
    assert not draft.awards.exists()
    assert draft.events.latest("pk").changes == {"Award 1": ["£7,500.00 to Manchester City Council", ""]}


def test_a_published_award_is_ended_never_removed(published, olu):
    first = published.awards.get()
    with pytest.raises(Refused, match="cannot be removed"):
        remove_award(first, by=olu)
    with pytest.raises(Refused, match="Say why the award is ended"):
        change_award(first, by=olu, values={"amount": Decimal("0.00"), "ended_reason": " "})
    ended = change_award(first, by=olu, values={"amount": Decimal("0.00"), "ended_reason": "The work stopped."})
    assert ended.amount == 0


def test_nothing_can_be_awarded_in_a_draft(draft, olu):
    nothing = {"title": "Mentors", "amount": Decimal("0.00"), "ended_reason": "Just because"}
    with pytest.raises(Refused, match="above zero"):
        add_award(draft, by=olu, values=nothing)
    with pytest.raises(Refused, match="above zero"):
        change_award(draft.awards.get(), by=olu, values=nothing)


def test_a_published_award_keeps_its_recipient(published, olu):
    with pytest.raises(Refused, match="published with its recipient"):
        change_award(
            published.awards.get(), by=olu, values={"recipient": Organisation.objects.get(identifier="GB-LAE-SLF")}
        )


def test_only_officers_and_approvers_award(draft, mo):
    for deed in (
        lambda: add_award(draft, by=mo, values=MENTORS),
        lambda: change_award(draft.awards.get(), by=mo, values=MENTORS),
        lambda: remove_award(draft.awards.get(), by=mo),
    ):
        with pytest.raises(Refused, match="Only an officer"):
            deed()


def test_an_award_added_by_a_correction_can_still_be_removed(published, olu):
    added = add_award(published, by=olu, values=MENTORS)
    remove_award(added, by=olu)
    assert published.awards.count() == 1


def test_of_many_awards_one_that_is_refused_stops_all(draft, olu):
    with pytest.raises(Refused, match="above zero"):
        add_awards(draft, by=olu, rows=[MENTORS, MENTORS | {"amount": Decimal("0.00")}])
    assert draft.awards.count() == 1
    assert fresh(draft).last_award_number == 1
