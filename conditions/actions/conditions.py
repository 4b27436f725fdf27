"""Attaching conditions to a decision that is worked on. Each edit clears an approval, like any edit of the decision."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from conditions.match import Basis
from conditions.models import Condition, ConditionFields, MatchRequirement, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import Changes, set_fields
from grants.models import Award, Decision, User
from grants.refused import Refused, Stale

COPIED = tuple(field.name for field in ConditionFields._meta.local_fields)


@transaction.atomic
def attach_standard(
    decision: Decision,
    standard: StandardCondition,
    *,
    by: User,
    wording: str = "",
    match_percent: Decimal | None = None,
    due_on: date | None = None,
    awards: Collection[Award] = (),
    at: datetime | None = None,
) -> Condition:
    """Attach a condition of the library to all awards of a decision, or to the `awards` named. The decision keeps a
    copy of the wording: the library's, or the `wording` and `match_percent` (of the grant) that its own notice uses;
    and the day that it states, where the library states none."""
    values = library_values(standard) | {"wording": wording or standard.wording, "binds_all": not awards}
    values |= proposed_due(due_on) if standard.schedule == Schedule.END_OF_YEAR else {}
    percent = match_percent or standard.match_percent
    match = {"figure": percent, "sources": [MatchSource.PARTNERSHIP]} if standard.match_percent and percent else None
    return attach(decision, by=by, values=values, match=match, awards=awards, at=at)


def proposed_due(day: date | None) -> dict[str, Any]:
    """When a condition falls due: on the day that it states, or else, as the office sets it, at the end of the year."""
    if day:
        return {"schedule": Schedule.ONCE, "due_on": day, "due_set_by_office": False}
    return {"schedule": Schedule.END_OF_YEAR, "due_set_by_office": True}


def library_values(standard: StandardCondition) -> dict[str, Any]:
    """What a condition copies from the library. Where that states no date, the office proposes the end of the year."""
    copied = {name: getattr(standard, name) for name in COPIED}
    return {**copied, "standard": standard, "due_set_by_office": standard.schedule == Schedule.END_OF_YEAR}


@transaction.atomic
def attach_standards(
    decision: Decision,
    standards: Iterable[StandardCondition],
    *,
    by: User,
    awards: Collection[Award] = (),
    at: datetime | None = None,
) -> list[Condition]:
    """Attach several conditions of the library to all awards, or to the `awards` named, except conditions that the
    decision has already; gives those it attached."""
    decision = open_for_editing(decision, by=by)
    attached = set(decision.conditions.in_force().values_list("standard__code", flat=True))
    new = [standard for standard in standards if standard.code not in attached]
    return [attach_standard(decision, standard, by=by, awards=awards, at=at) for standard in new]


@transaction.atomic
def attach(
    decision: Decision,
    *,
    by: User,
    values: Mapping[str, Any],
    match: Mapping[str, Any] | None = None,
    awards: Iterable[Award] = (),
    revision: int | None = None,
    at: datetime | None = None,
) -> Condition:
    """Attach a condition. `awards`: those it binds where it does not bind all; `match`: its requirement, if any.

    With the `revision` that the form was opened with, the same form sent twice attaches it once.
    """
    decision = open_for_editing(decision, by=by)
    if revision is not None and (sent_before := attached_since(decision, values, revision)):
        return sent_before
    decision.last_condition_number += 1
    condition = Condition(decision=decision, number=decision.last_condition_number)
    return save_condition(condition, "attached a condition", by=by, values=values, match=match, awards=awards, at=at)


@transaction.atomic
def change_condition(
    condition: Condition,
    *,
    by: User,
    values: Mapping[str, Any],
    match: Mapping[str, Any] | None = None,
    awards: Iterable[Award] = (),
    revision: int | None = None,
    at: datetime | None = None,
) -> Condition:
    """Change a condition. With the `revision` of the decision that the form was opened with, refuses (Stale) if
    the same condition has been changed since, by somebody else or in another window."""
    condition = open_condition(condition, by=by, revision=revision)
    return save_condition(condition, "changed a condition", by=by, values=values, match=match, awards=awards, at=at)


@transaction.atomic
def remove_condition(
    condition: Condition, *, by: User, revision: int | None = None, at: datetime | None = None
) -> None:
    """Take a condition away. Once published it stays on record, and what was assessed under it stays too.

    Refuses stale `revision`s as `change_condition` does.
    """
    condition = open_condition(condition, by=by, revision=revision)
    decision = condition.decision
    gone = {f"Condition {condition.number}": [condition.wording, ""]}
    if decision.published_at:
        set_fields(condition, {"is_removed": True})
    else:
        condition.delete()
    record_edit(decision, "removed a condition", by=by, changes=gone, at=at)


def open_condition(condition: Condition, *, by: User, revision: int | None) -> Condition:
    """A condition, its decision under lock."""
    decision = open_for_editing(condition.decision, by=by)
    current = decision.conditions.in_force().filter(pk=condition.pk).first()
    if current is None:
        raise Refused("This condition has been removed from the decision.")
    if revision is not None:
        refuse_stale(current, since=revision)
    return current


def refuse_stale(condition: Condition, *, since: int) -> None:
    changed = condition.decision.events.filter(
        thing_type=ContentType.objects.get_for_model(Condition), thing_id=condition.pk, revision__gt=since
    )
    if later := list(changed.select_related("by").order_by("revision")):
        raise Stale(later, revision=condition.decision.revision)


def attached_since(decision: Decision, values: Mapping[str, Any], revision: int) -> Condition | None:
    if decision.revision == revision:
        return None
    return decision.conditions.in_force().filter(title=values["title"], wording=values["wording"]).first()


def save_condition(
    condition: Condition,
    verb: str,
    *,
    by: User,
    values: Mapping[str, Any],
    match: Mapping[str, Any] | None,
    awards: Iterable[Award],
    at: datetime | None,
) -> Condition:
    decision = condition.decision
    changes = set_fields(condition, values)
    bound = set() if condition.binds_all else set(awards)
    if any(award.decision_id != decision.pk for award in bound):
        raise Refused("A condition binds awards of its own decision only.")
    changes |= set_fields(condition, {"awards": bound})
    changes |= save_match(condition, match)
    if decision.no_conditions:
        decision.no_conditions = False
        changes["No conditions attached"] = ["Yes", "No"]
    record_edit(decision, verb, by=by, thing=condition, changes=changes, at=at)
    return condition


def save_match(condition: Condition, values: Mapping[str, Any] | None) -> Changes:
    existing = MatchRequirement.objects.filter(condition=condition).first()
    if values is None:
        if existing:
            existing.delete()
        return {"Match requirement": [str(existing), ""]} if existing else {}
    requirement = existing or MatchRequirement(condition=condition, basis=Basis.GRANT_PERCENT)
    return {f"Match: {label}": pair for label, pair in set_fields(requirement, values).items()}
