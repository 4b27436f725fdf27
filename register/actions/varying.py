"""A variation's lines, taken from the amounts at which an earlier decision's awards stand in the register."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from grants.actions.awards import vary_many
from grants.models import Decision, User
from grants.refused import Refused
from register.models import Listing
from register.money.budget import base_amounts


@transaction.atomic
def vary_awards(
    decision: Decision,
    *,
    by: User,
    listing: Listing,
    revision: int | None = None,
    at: datetime | None = None,
    **amounts: Decimal,
) -> Decision:
    """Vary the awards of a listed decision. `award_<number>=`: its new amount in pounds; what stays at what it was
    before this variation is no line of it.

    Refused where nothing changes, and (Stale) where this decision has varied awards since `revision`.
    """
    rows = list(listing.awards.select_related("award__decision"))
    before = base_amounts(decision, [row.award for row in rows])
    lines = [
        (row.award, before[row.award_id], amounts.get(f"award_{row.number}", before[row.award_id])) for row in rows
    ]
    varied = decision.variation_lines.filter(award__decision=listing.decision)
    if all(base == new for _, base, new in lines) and not varied.exists():
        raise Refused("No amount has changed, so there is nothing to vary.")
    return vary_many(decision, by=by, lines=lines, revision=revision, at=at)
