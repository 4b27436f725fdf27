"""Conditions of many drafts at once, as an import brings them."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from conditions.actions.conditions import COPIED
from conditions.match import Basis
from conditions.models import Condition, ConditionKind, MatchRequirement, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.models import Decision

BATCH_SIZE = 1_000
MAX_TITLE = 100


@transaction.atomic
def attach_to_new(wanted: Iterable[tuple[Decision, Sequence[StandardCondition | str]]]) -> list[Condition]:
    """Attach conditions to drafts just made, to all awards of each: standard ones in the library's words, or a wording
    of the decision's own."""
    drafts = [(decision, of_this) for decision, of_this in wanted if of_this]
    for decision, of_this in drafts:
        decision.last_condition_number = len(of_this)
    Decision.objects.bulk_update((decision for decision, _ in drafts), ["last_condition_number"], batch_size=BATCH_SIZE)
    conditions = [
        in_own_words(decision, each, number) if isinstance(each, str) else from_library(decision, each, number)
        for decision, of_this in drafts
        for number, each in enumerate(of_this, start=1)
    ]
    Condition.objects.bulk_create(conditions, batch_size=BATCH_SIZE)
    matches = [
        MatchRequirement(
            condition=each,
            basis=Basis.GRANT_PERCENT,
            figure=each.standard.match_percent,
            sources=[MatchSource.PARTNERSHIP],
        )
        for each in conditions
        if each.standard and each.standard.match_percent
    ]
    MatchRequirement.objects.bulk_create(matches, batch_size=BATCH_SIZE)
    return conditions


def from_library(decision: Decision, standard: StandardCondition, number: int) -> Condition:
    """As attach_standard makes it, with the due date proposed by the office where the library states none."""
    values = {name: getattr(standard, name) for name in COPIED}
    proposed = standard.schedule == Schedule.END_OF_YEAR
    return Condition(decision=decision, standard=standard, number=number, due_set_by_office=proposed, **values)


def in_own_words(decision: Decision, wording: str, number: int) -> Condition:
    """Its kind, and when it is due, are for the officer to say; until then the end of the year is proposed."""
    return Condition(
        decision=decision,
        number=number,
        kind=ConditionKind.OTHER,
        title=wording[:MAX_TITLE],
        wording=wording,
        schedule=Schedule.END_OF_YEAR,
        due_set_by_office=True,
    )
