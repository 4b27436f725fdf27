"""Attaching, changing and removing the conditions of a decision."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.conditions import attach, attach_standard, change_condition, remove_condition
from conditions.match import Basis
from conditions.models import Condition, ConditionKind, MatchRequirement, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.models import Award
from grants.refused import Refused
from tests.stories import award, draft, fresh

REPORT = {
    "kind": ConditionKind.REPORTING,
    "title": "A short report",
    "wording": "The council tells the office what came of it.",
    "schedule": Schedule.ONCE,
    "due_on": date(2024, 6, 30),
}
FIFTY_PERCENT = {"basis": Basis.GRANT_PERCENT, "figure": Decimal(50), "sources": [MatchSource.COUNCIL]}


@pytest.fixture
def plain(reference, olu):
    """A complete draft without conditions."""
    return draft(by=olu, conditions=())


def test_a_standard_condition_is_copied_so_that_the_library_may_move_on(plain, olu):
    standard = StandardCondition.objects.get(code="SC2")
    condition = attach_standard(plain, standard, by=olu)
    StandardCondition.objects.filter(pk=standard.pk).update(wording="Something else")
    assert Condition.objects.get(pk=condition.pk).wording == standard.wording


def test_a_notice_may_word_a_standard_condition_its_own_way(plain, olu):
    standard = StandardCondition.objects.get(code="SC1")
    condition = attach_standard(plain, standard, by=olu, wording="Half of it again.", match_percent=Decimal(50))
    assert (condition.wording, condition.standard) == ("Half of it again.", standard)
    assert condition.match.figure == 50


def test_match_is_asked_of_the_partnership_in_full_as_the_library_says(plain, olu):
    match = attach_standard(plain, StandardCondition.objects.get(code="SC1"), by=olu).match
    assert (match.basis, match.figure, match.sources) == (Basis.GRANT_PERCENT, 100, [MatchSource.PARTNERSHIP])


@pytest.mark.parametrize(("code", "set_by_office"), [("SC1", True), ("GM4", False)])
def test_where_no_date_is_stated_the_office_is_known_to_have_set_it(plain, olu, code, set_by_office):
    condition = attach_standard(plain, StandardCondition.objects.get(code=code), by=olu)
    assert condition.due_set_by_office is set_by_office


def test_attaching_takes_back_that_there_are_none(plain, olu):
    assert plain.no_conditions
    attach(plain, by=olu, values=REPORT)
    assert not fresh(plain).no_conditions
    assert plain.events.latest("pk").changes["No conditions attached"] == ["Yes", "No"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda decision, by: attach(decision, by=by, values=REPORT),
        lambda decision, by: change_condition(second(decision), by=by, values={"wording": "Something else."}),
        lambda decision, by: change_condition(second(decision), by=by, values={}, match=FIFTY_PERCENT),
        lambda decision, by: remove_condition(second(decision), by=by),
    ],
    ids=["attach", "change", "match", "remove"],
)
def test_every_edit_clears_the_approval_and_makes_an_author(approved, oma, edit):
    edit(approved, oma)
    assert fresh(approved).state == "draft"
    assert fresh(approved).author_ids == [oma.pk]


def test_binding_other_awards_is_an_edit_too(plain, olu, ada):
    other = award(plain, by=olu, amount=Decimal(100), district="salford", stream="hate-crime-grant")
    condition = attach(plain, by=olu, values=REPORT | {"binds_all": False}, awards=[other])
    told = plain.events.count()
    change_condition(condition, by=ada, values={}, awards=list(plain.awards.all()))
    assert plain.events.count() == told + 1
    assert ada.pk in fresh(plain).author_ids


def test_a_condition_binds_awards_of_its_own_decision_only(plain, olu):
    elsewhere = draft(by=olu, district="salford").awards.get()
    with pytest.raises(Refused, match="its own decision"):
        attach(plain, by=olu, values=REPORT | {"binds_all": False}, awards=[elsewhere])
    assert not plain.conditions.exists()


def test_a_condition_binds_all_awards_or_those_that_are_named(plain, olu):
    other = award(plain, by=olu, amount=Decimal(100), district="salford", stream="hate-crime-grant")
    some = attach(plain, by=olu, values=REPORT | {"binds_all": False}, awards=[other])
    every = attach(plain, by=olu, values=REPORT)
    assert list(some.bound_awards) == [other]
    assert set(every.bound_awards) == set(Award.objects.filter(decision=plain))


def test_saving_without_a_change_leaves_the_approval_alone(approved, oma):
    condition = approved.conditions.get(number=1)
    asked = {"figure": Decimal(100), "sources": [MatchSource.PARTNERSHIP]}
    change_condition(condition, by=oma, values={"title": condition.title}, match=asked)
    assert fresh(approved).state == "approved"


def test_a_match_requirement_can_be_dropped(draft_with_match, olu):
    change_condition(draft_with_match, by=olu, values={"kind": ConditionKind.OTHER})
    assert not MatchRequirement.objects.filter(condition=draft_with_match).exists()


@pytest.fixture
def draft_with_match(plain, olu):
    return attach(plain, by=olu, values=REPORT | {"kind": ConditionKind.MATCH}, match=FIFTY_PERCENT)


def test_a_condition_of_a_draft_is_deleted(draft, olu):
    remove_condition(second(draft), by=olu)
    assert not draft.conditions.filter(number=2).exists()


def test_a_published_condition_stays_on_record(published, olu):
    gone = second(published)
    remove_condition(gone, by=olu)
    assert published.conditions.get(pk=gone.pk).is_removed
    assert gone not in published.conditions.in_force()
    assert gone.obligations.in_force().exists(), "it is asked for until the correction is published"


def test_only_officers_and_approvers_edit_conditions(draft, mo):
    for deed in (
        lambda: attach(draft, by=mo, values=REPORT),
        lambda: change_condition(second(draft), by=mo, values={"wording": "Nothing is asked."}),
        lambda: remove_condition(second(draft), by=mo),
    ):
        with pytest.raises(Refused, match="Only an officer"):
            deed()


def second(decision):
    return decision.conditions.get(number=2)
