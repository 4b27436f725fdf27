"""Conditions of many drafts at once, as an import brings them."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from conditions.actions.conditions import COPIED
from conditions.match import Basis
from conditions.models import Condition, MatchRequirement, Source, StandardCondition
from conditions.schedule import Schedule
from grants.models import Decision

BATCH = 1_000


@transaction.atomic
def attach_to_new(asked: Iterable[tuple[Decision, Sequence[StandardCondition]]]) -> list[Condition]:
    """Attach standard conditions, in the library's words, to drafts just made: to all awards of each."""
    conditions = [
        of_library(decision, standard, number)
        for decision, standards in asked
        for number, standard in enumerate(standards, start=1)
    ]
    Condition.objects.bulk_create(conditions, batch_size=BATCH)
    matches = [
        MatchRequirement(
            condition=each,
            basis=Basis.GRANT_PERCENT,
            figure=each.standard.match_percent,
            sources=[Source.PARTNERSHIP],
        )
        for each in conditions
        if each.standard and each.standard.match_percent
    ]
    MatchRequirement.objects.bulk_create(matches, batch_size=BATCH)
    return conditions


def of_library(decision: Decision, standard: StandardCondition, number: int) -> Condition:
    """As attach_standard makes it, with the due date proposed by the office where the library states none."""
    values = {name: getattr(standard, name) for name in COPIED}
    proposed = standard.schedule == Schedule.END_OF_YEAR
    return Condition(decision=decision, standard=standard, number=number, due_set_by_office=proposed, **values)
