"""From when a decision's conditions are followed in this register (domain §6: history is not an accusation)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.diary import record
from grants.actions.public_text import public_reason
from grants.formatting import day
from grants.models import Decision, User
from grants.refused import Refused
from register.actions.chaining import lock_with_register
from register.actions.publishing import raise_obligations_of
from register.models import Listing


@transaction.atomic
def follow_conditions(
    decision: Decision,
    *,
    by: User,
    followed_from: date | None,
    reason: str,
    acknowledged: bool = False,
    at: datetime | None = None,
) -> Decision:
    """Say of one decision that what fell due before a day is not followed here; None leaves it to the office's day. The
    day of the decision itself means that all of it is followed.

    Refused: for anybody but an approver; without a reason of 20 characters and three words, which the public reads;
    with personal data in it, unless that is `acknowledged`.
    """
    if not by.is_approver:
        raise Refused("Only an approver may say from when the conditions of a decision are followed.")
    reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    decision = lock_with_register(decision)
    before = decision.conditions_followed_from
    decision.conditions_followed_from = followed_from
    decision.conditions_followed_reason = reason if followed_from else ""
    decision.save(update_fields=["conditions_followed_from", "conditions_followed_reason"])
    listing = Listing.objects.filter(decision=decision).select_related("notice", "decision").first()
    if listing:
        raise_obligations_of(listing, is_own=False, at=at or timezone.now())
    changes = {"Conditions are followed from": [day(each) if each else "" for each in (before, followed_from)]}
    record("said from when conditions are followed", decision, by=by, at=at, comment=reason, changes=changes)
    return decision
