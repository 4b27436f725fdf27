"""Variations: lines that start from the amounts at which an earlier decision's awards are in the register."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from grants.actions.variations import save_variation_lines
from grants.models import Decision, User
from grants.refused import Refused
from register.models import Listing
from register.money.variations import base_amounts


@transaction.atomic
def vary_awards(
    decision: Decision,
    *,
    by: User,
    listing: Listing,
    amounts: Mapping[int, Decimal],
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Vary the awards of a listed decision, given the new amounts in pounds by the number of the award. What stays at
    what it was before this variation is no line of it.

    Refused where nothing changes, and (Stale) where this decision has varied awards since `revision`.
    """
    rows = list(listing.awards.select_related("award__decision"))
    bases = base_amounts([row.award for row in rows], before=decision)
    lines = [(row.award, bases[row.award_id], amounts.get(row.number, bases[row.award_id])) for row in rows]
    existing = decision.variation_lines.filter(award__decision=listing.decision)
    if all(base == new for _, base, new in lines) and not existing.exists():
        raise Refused("No amount has changed, so there is nothing to vary.")
    return save_variation_lines(decision, by=by, lines=lines, revision=revision, at=at)
