"""An earlier decision as the start of a new one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from conditions.actions.conditions import attach
from conditions.models import Condition, ConditionFields, MatchRequirement
from grants.actions.awards import add_awards
from grants.actions.decisions import draft, set_decision_makers
from grants.actions.measures import add_measure
from grants.models import Award, Decision, User
from grants.record import fields

OF_AWARDS = ("title", "recipient", "partnership", "stream", "year", "amount")
OF_CONDITIONS = (*(field.name for field in ConditionFields._meta.local_fields), "standard", "binds_all")
OF_MATCH = ("basis", "figure", "sources", "in_kind", "in_kind_cap")


@transaction.atomic
def copy(decision: Decision, *, by: User, form_key: UUID | None = None, at: datetime | None = None) -> Decision:
    """A new draft with the record, the decision makers, the awards and the conditions of an earlier decision.

    It has a reference of its own, no dates, no outcome and no approval, and posts have the titles of today. The same
    form sent twice gives the same draft.
    """
    copied_fields = [each.name for each in fields() if each.is_copied]
    values: dict[str, Any] = {name: decision.value_of(name) for name in copied_fields}
    copied = draft(by=by, values=values, form_key=form_key, at=at)
    if copied.revision > 1:  # the same form, sent again: everything is there
        return copied
    posts = [maker.post for maker in decision.decision_makers.select_related("post")]
    set_decision_makers(copied, by=by, posts=posts, at=at)
    kept = [award for award in decision.awards.select_related("recipient") if award.amount > 0]
    rows = [{name: getattr(award, name) for name in OF_AWARDS} for award in kept]
    made = add_awards(copied, by=by, rows=rows, at=at)
    twins = {award.pk: twin for award, twin in zip(kept, made, strict=True)}
    copy_measures(decision, copied, twins, by=by, at=at)
    for condition in decision.conditions.in_force():
        copy_condition(condition, copied, twins, by=by, at=at)
    return Decision.objects.get(pk=copied.pk)


def copy_measures(
    decision: Decision, copied: Decision, twins: dict[int, Award], *, by: User, at: datetime | None
) -> None:
    numbers = {award.number: twins[award.pk].number for award in decision.awards.all() if award.pk in twins}
    for measure in decision.measures.all():
        terms = measure.terms.published(numbers)
        if terms.awards:
            awards = tuple(numbers[number] for number in terms.awards)
            values = terms.model_dump(exclude={"number"}) | {"awards": awards}
            add_measure(copied, by=by, values=values, at=at)


def copy_condition(
    condition: Condition, copied: Decision, twins: dict[int, Award], *, by: User, at: datetime | None
) -> None:
    """Its dates stay behind: they were set for the earlier decision."""
    match = MatchRequirement.objects.filter(condition=condition).first()
    attach(
        copied,
        by=by,
        values={name: getattr(condition, name) for name in OF_CONDITIONS},
        match={name: getattr(match, name) for name in OF_MATCH} if match else None,
        awards=[twins[award.pk] for award in condition.awards.all() if award.pk in twins],
        at=at,
    )
