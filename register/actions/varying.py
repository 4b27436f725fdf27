"""A variation's lines, taken from the amounts at which an earlier decision's awards stand in the register."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from grants.actions import vary
from grants.models import Decision, User
from grants.refused import Refused
from register.budget import bases
from register.models import Listing


@transaction.atomic
def vary_awards(
    decision: Decision, *, by: User, listing: Listing, at: datetime | None = None, **amounts: Decimal
) -> Decision:
    """Vary the awards of a listed decision. `award_<number>=`: its new amount in pounds; one that stays is no change.

    Refused where nothing changes.
    """
    rows = listing.awards.select_related("award")
    changed = [row for row in rows if amounts[f"award_{row.number}"] != row.current_amount]
    if not changed:
        raise Refused("No amount is different from what it is now, so there is nothing to vary.")
    before = bases(decision, [row.award for row in changed])
    for row in changed:
        base, new_amount = before[row.award_id], amounts[f"award_{row.number}"]
        vary(decision, by=by, award=row.award, base_amount=base, new_amount=new_amount, at=at)
    return decision
