"""Two people at the same condition: the second is told, and nothing is lost."""

import pytest

from conditions.actions.conditions import attach, change_condition, remove_condition
from grants.actions.decisions import revise
from grants.refused import Refused, Stale

OWN = {"kind": "other", "title": "A note", "wording": "The partnership keeps a note of each session."}


@pytest.fixture
def condition(draft):
    return draft.conditions.get(number=2)


def test_a_change_by_somebody_else_since_is_told(draft, condition, olu, oma):
    change_condition(condition, by=oma, values={"title": "Oma's"})
    with pytest.raises(Stale) as refusal:
        change_condition(condition, by=olu, values={"title": "Olu's"}, revision=draft.revision)
    assert [(event.by, event.changes) for event in refusal.value.events] == [
        (oma, {"Title": ["Adds to existing services", "Oma's"]})
    ]


def test_so_is_her_own_in_another_window(draft, condition, olu):
    change_condition(condition, by=olu, values={"title": "Olu's first"})
    with pytest.raises(Stale):
        change_condition(condition, by=olu, values={"title": "Olu's second"}, revision=draft.revision)


def test_a_change_elsewhere_stands_in_nobodys_way(draft, condition, olu, oma):
    change_condition(draft.conditions.get(number=3), by=oma, values={"title": "Oma's"})
    revise(draft, by=oma, values={"title": "Another title"})
    changed = change_condition(condition, by=olu, values={"title": "Olu's second"}, revision=draft.revision)
    assert changed.title == "Olu's second"


def test_what_somebody_else_has_changed_is_not_removed_unseen(draft, condition, olu, oma):
    change_condition(condition, by=oma, values={"title": "Oma's"})
    with pytest.raises(Stale):
        remove_condition(condition, by=olu, revision=draft.revision)


def test_what_somebody_else_has_removed_cannot_be_changed(draft, condition, olu, oma):
    remove_condition(condition, by=oma)
    with pytest.raises(Refused, match="has been removed"):
        change_condition(condition, by=olu, values={"title": "Olu's"})


def test_the_same_form_sent_twice_attaches_once(draft, olu):
    first, second = (attach(draft, by=olu, values=OWN, revision=draft.revision) for _ in range(2))
    assert first == second
    assert draft.conditions.count() == 6
