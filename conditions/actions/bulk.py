"""Conditions of many drafts at once, as an import brings them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from conditions.actions.conditions import library_values
from conditions.match import Basis
from conditions.models import Condition, ConditionKind, MatchRequirement, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.actions.inserting import insert_together
from grants.models import Decision

MAX_TITLE = 100


@transaction.atomic
def attach_to_new(wanted: Iterable[tuple[Decision, Sequence[StandardCondition | str]]]) -> list[Condition]:
    """Attach conditions to drafts just made, to all awards of each: standard ones in the library's words, or a wording
    of the decision's own. The drafts have their number as the last one given."""
    conditions = insert_together(
        Condition(decision=decision, number=number, **values_of(each))
        for decision, of_this in wanted
        for number, each in enumerate(of_this, start=1)
    )
    insert_together(
        MatchRequirement(
            condition=each,
            basis=Basis.GRANT_PERCENT,
            figure=each.standard.match_percent,
            sources=[MatchSource.PARTNERSHIP],
        )
        for each in conditions
        if each.standard and each.standard.match_percent
    )
    return conditions


def values_of(condition: StandardCondition | str) -> dict[str, Any]:
    """For a wording the officer still says its kind and due date; until then the end of the year is proposed."""
    if isinstance(condition, StandardCondition):
        return library_values(condition)
    own = {"kind": ConditionKind.OTHER, "title": condition[:MAX_TITLE], "wording": condition}
    return {**own, "schedule": Schedule.END_OF_YEAR, "due_set_by_office": True}
