"""What may happen to the awards of a decision."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import Changes, set_fields
from grants.models import Award, Decision, Event, User
from grants.refused import Refused, Stale

# The lines of the diary about awards.
AWARDED, AWARDED_MANY, CHANGED, CHANGED_MANY, SPLIT, REMOVED = (
    "awarded",
    "added awards",
    "changed an award",
    "changed awards",
    "set shares",
    "removed an award",
)
PUT_BACK = "went back to what is published"
OF_AWARDS = (AWARDED, AWARDED_MANY, CHANGED, CHANGED_MANY, SPLIT, REMOVED, PUT_BACK)


@transaction.atomic
def add_award(
    decision: Decision,
    *,
    by: User,
    values: Mapping[str, Any],
    proposed: bool = False,
    revision: int | None = None,
    at: datetime | None = None,
) -> Award:
    """Add an award. Its number follows the highest ever given in the decision. `proposed`: read from a notice, so
    somebody has yet to confirm it. With a `revision`, refuses as `award_many` does."""
    decision = open_for_editing(decision, by=by)
    refuse_stale_awards(decision, since=revision)
    decision.last_award_number += 1
    added = Award(decision=decision, number=decision.last_award_number, is_proposed=proposed)
    refuse_amount(added, values)
    changes = set_fields(added, values)
    record_edit(decision, AWARDED, by=by, thing=added, changes=changes, at=at)
    return added


@transaction.atomic
def add_awards(
    decision: Decision,
    *,
    by: User,
    rows: Sequence[Mapping[str, Any]],
    revision: int | None = None,
    at: datetime | None = None,
) -> list[Award]:
    """Add many awards at once, all or none, as one line of the diary.

    With the `revision` that the form was opened with, refuses (Stale) if the awards have changed since: so the same
    table sent twice is added once.
    """
    decision = open_for_editing(decision, by=by)
    refuse_stale_awards(decision, since=revision)
    first = decision.last_award_number + 1
    added = [Award(decision=decision, number=number, **row) for number, row in enumerate(rows, start=first)]
    for new, row in zip(added, rows, strict=True):
        refuse_amount(new, row)
    Award.objects.bulk_create(added)
    decision.last_award_number += len(added)
    changes: Changes = {f"Award {new.number}": ["", in_words(new)] for new in added}
    record_edit(decision, AWARDED_MANY, by=by, changes=changes, at=at)
    return added


@transaction.atomic
def change_awards(
    decision: Decision,
    *,
    by: User,
    values: Mapping[int, Mapping[str, Any]],
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Change many awards at once, by their numbers, all or none; those that really change are thereby confirmed.

    Refused as `change_award` refuses, and (Stale) where somebody has changed awards since `revision`.
    """
    decision = open_for_editing(decision, by=by)
    refuse_stale_awards(decision, since=revision)
    changes: Changes = {}
    for award in decision.awards.filter(number__in=values):
        refuse_amount(award, values[award.number])
        changed = set_fields(award, values[award.number])
        changes |= {f"Award {award.number}: {label}": pair for label, pair in changed.items()}
        if changed and award.is_proposed:
            set_fields(award, {"is_proposed": False})
    return record_edit(decision, CHANGED_MANY, by=by, changes=changes, at=at)


@transaction.atomic
def change_award(
    award: Award,
    *,
    by: User,
    values: Mapping[str, Any],
    revision: int | None = None,
    at: datetime | None = None,
) -> Award:
    """Change an award and thereby confirm it.

    Refused (Stale): where somebody has changed this award since `revision`. Refused: another recipient or partnership
    once it has been published; another amount once it has been varied; an amount of 0 unless that ends a published
    award and says why.
    """
    decision = open_for_editing(award.decision, by=by)
    award = decision.awards.get(pk=award.pk)
    refuse_stale_awards(decision, since=revision, award=award)
    for name in ("recipient", "partnership"):
        if award.published_at and values.get(name, getattr(award, name)) != getattr(award, name):
            raise Refused(f"This award was published with its {name}. End it, and add another award.")
    refuse_amount(award, values)
    changes = set_fields(award, {**values, "is_proposed": False})
    record_edit(decision, CHANGED, by=by, thing=award, changes=changes, at=at)
    return award


@transaction.atomic
def remove_award(award: Award, *, by: User, at: datetime | None = None) -> None:
    """Take an award out of a decision; refused once the award has been published: then a correction ends it."""
    decision = open_for_editing(award.decision, by=by)
    award = decision.awards.get(pk=award.pk)
    if award.published_at:
        raise Refused("A published award cannot be removed. To end it, set its amount to 0 and say why.")
    gone = {f"Award {award.number}": [in_words(award), ""]}
    award.conditions.clear()
    award.delete()
    record_edit(decision, REMOVED, by=by, changes=gone, at=at)


def in_words(award: Award) -> str:
    return f"£{award.amount:,.2f} to {award.recipient or 'nobody yet'}"


def refuse_stale_awards(decision: Decision, *, since: int | None, award: Award | None = None) -> None:
    """Refuse where awards have changed since a revision; with `award`, where that one has."""
    refuse_stale(decision, since=since, verbs=OF_AWARDS, about=lambda event: award is None or concerns(event, award))


def refuse_stale(
    decision: Decision, *, since: int | None, verbs: Sequence[str], about: Callable[[Event], bool] = bool
) -> None:
    """Refuse if the diary has such an event since a revision."""
    if since is None:
        return
    later = decision.events.filter(revision__gt=since, verb__in=verbs).select_related("by").order_by("revision")
    if events := [event for event in later if about(event)]:
        raise Stale(events, revision=decision.revision)


def concerns(event: Event, award: Award) -> bool:
    """Whether a line of the diary is about this award, alone or among others."""
    if event.verb == CHANGED:
        return event.thing == award
    return event.verb == PUT_BACK or any(label.startswith(f"Award {award.number}:") for label in event.labels)


def refuse_amount(award: Award, values: Mapping[str, Any]) -> None:
    amount = values.get("amount", award.amount)
    if award.published_at and amount != award.amount and award.listed_variation_lines.exists():
        raise Refused(
            f"Award {award.number} has been varied, so its own amount stays at £{award.amount:,.2f}. "
            "Change it by another variation; a new amount of £0 ends it."
        )
    if amount != 0:
        return
    if not award.published_at:
        raise Refused("The amount of an award is above zero.")
    if not values.get("ended_reason", award.ended_reason).strip():
        raise Refused("Say why the award is ended: the public reads it.")
