"""What may happen to the awards of a decision, and to the lines of a variation."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from grants.actions.decisions import open_for_editing, touched
from grants.actions.diary import change
from grants.models import Award, Decision, User, VariationLine
from grants.refused import Refused


@transaction.atomic
def award(
    decision: Decision, *, by: User, values: Mapping[str, Any], proposed: bool = False, at: datetime | None = None
) -> Award:
    """Add an award. Its number follows the highest ever given in the decision. `proposed`: read from a notice, so
    somebody has yet to confirm it."""
    decision = open_for_editing(decision, by=by)
    decision.last_award_number += 1
    added = Award(decision=decision, number=decision.last_award_number, is_proposed=proposed)
    refuse_amount(added, values)
    changes = change(added, values)
    touched(decision, "awarded", by=by, thing=added, changes=changes, at=at)
    return added


@transaction.atomic
def change_award(award: Award, *, by: User, values: Mapping[str, Any], at: datetime | None = None) -> Award:
    """Change an award and thereby confirm it.

    Refused: another recipient once the decision has been published, and an amount of 0 unless that ends a published
    award and says why.
    """
    decision = open_for_editing(award.decision, by=by)
    award = decision.awards.get(pk=award.pk)
    if decision.published_at and award.recipient and values.get("recipient", award.recipient) != award.recipient:
        raise Refused("This award was published with its recipient. End it, and add another award.")
    refuse_amount(award, values)
    changes = change(award, {**values, "is_proposed": False})
    touched(decision, "changed an award", by=by, thing=award, changes=changes, at=at)
    return award


@transaction.atomic
def remove_award(award: Award, *, by: User, at: datetime | None = None) -> None:
    """Take an award out of a decision that was never published; refused afterwards: then a correction ends it."""
    decision = open_for_editing(award.decision, by=by)
    if decision.published_at:
        raise Refused("A published award stays on record. To end it, set its amount to 0 and say why.")
    award = decision.awards.get(pk=award.pk)
    gone = {f"Award {award.number}": [f"£{award.amount:,.2f} to {award.recipient or 'nobody yet'}", ""]}
    award.conditions.clear()
    award.delete()
    touched(decision, "removed an award", by=by, changes=gone, at=at)


@transaction.atomic
def vary(
    decision: Decision,
    *,
    by: User,
    award: Award,
    base_amount: Decimal,
    new_amount: Decimal,
    at: datetime | None = None,
) -> VariationLine:
    """Say how a variation changes an earlier award: from the amount it is based on to the new one; 0 ends it.

    Refused unless the decision is a variation and the award belongs to another, published one.
    """
    decision = open_for_editing(decision, by=by)
    if decision.kind != Decision.Kind.VARIATION:
        raise Refused("Only a variation can change the awards of an earlier decision.")
    if award.decision_id == decision.pk or not Decision.objects.get(pk=award.decision_id).is_published:
        raise Refused("Choose an award of an earlier, published decision.")
    line = VariationLine.objects.filter(decision=decision, award=award).first()
    line = line or VariationLine(decision=decision, award=award)
    changed = change(line, {"base_amount": base_amount, "new_amount": new_amount})
    changes = {str(award): [f"£{base_amount:,.2f}", f"£{new_amount:,.2f}"]} if changed else {}
    touched(decision, "varied an award", by=by, thing=line, changes=changes, at=at)
    return line


def refuse_amount(award: Award, values: Mapping[str, Any]) -> None:
    if values.get("amount", award.amount) != 0:
        return
    if not award.decision.published_at:
        raise Refused("The amount of an award is above zero.")
    if not values.get("ended_reason", award.ended_reason).strip():
        raise Refused("Say why the award is ended: the public reads it.")
