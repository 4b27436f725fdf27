"""What may happen to the lines of a variation."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from grants.actions.awards import refuse_stale
from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import Changes, set_fields
from grants.models import Award, Decision, User, VariationLine
from grants.refused import Refused

VARIED = "varied awards"


@transaction.atomic
def save_variation_lines(
    decision: Decision,
    *,
    by: User,
    lines: Iterable[tuple[Award, Decimal, Decimal]],
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Say how a variation changes awards of earlier decisions, each given with the amount it is based on and the new
    one; 0 ends it. One that stays at what it was has no line, and loses the one it had.

    Refused unless the decision is a variation and the awards belong to other, published ones and have not ended (a base
    of £0); refused (Stale) where
    this decision has varied awards since `revision`.
    """
    decision = open_for_editing(decision, by=by)
    refuse_stale(decision, since=revision, verbs=(VARIED,))
    if decision.kind != Decision.Kind.VARIATION:
        raise Refused("Only a variation can change the awards of an earlier decision.")
    existing = {line.award_id: line for line in decision.variation_lines.select_related("award__decision")}
    changes: Changes = {}
    lines = list(lines)
    varied = Decision.objects.in_bulk({award.decision_id for award, _, _ in lines})
    for award, base_amount, new_amount in lines:
        if award.decision_id == decision.pk or not varied[award.decision_id].is_published:
            raise Refused("Choose an award of an earlier, published decision.")
        if new_amount and not base_amount:
            raise Refused(f"{award} stands at £0.00: it has ended, so it cannot be varied. Make a new award instead.")
        line = existing.get(award.pk)
        if base_amount != new_amount:
            line = line or VariationLine(decision=decision, award=award)
            if set_fields(line, {"base_amount": base_amount, "new_amount": new_amount}):
                changes[str(award)] = [f"£{base_amount:,.2f}", f"£{new_amount:,.2f}"]
        elif line:
            line.delete()
            changes[str(award)] = [f"£{line.new_amount:,.2f}", f"not varied: £{base_amount:,.2f}"]
    return record_edit(decision, VARIED, by=by, changes=changes, at=at)
