"""Handing over: for whom a decision waits, when somebody leaves or is busy (domain §8 says who may approve)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from grants.actions.diary import record, record_many
from grants.models import Decision, User
from grants.refused import Refused
from register.actions.approval import refuse_unable
from register.loading import lock_decision


def may_hand_over(decision: Decision, person: User) -> bool:
    """Officers may hand over what is their own; approvers and administrators everything."""
    is_own = person.is_officer and person.pk == decision.owner_id
    return is_own or person.is_approver or person.is_administrator


def waits_for(decision: Decision) -> str:
    """For whom it waits, as a fingerprint of what a page showed."""
    return f"{decision.owner_id}-{decision.approver_id or 0}"


@transaction.atomic
def hand_over(
    decision: Decision,
    *,
    by: User,
    owner: User,
    approver: User | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> Decision:
    """Make somebody else the owner of a decision, and ask another approver where it waits for one (None is any).

    `seen`: what `waits_for` said when the page was opened; refused where somebody else has handed it over since.
    Refused too: for officers whose own it is not; to anybody who could not work on it, or not approve it; once it is
    settled.
    """
    decision = lock_decision(decision)
    if decision.state not in Decision.IN_PROGRESS:
        raise Refused(f"Nothing of this decision waits: it is {decision.get_state_display().lower()}.")
    if seen is not None and seen != waits_for(decision):
        raise Refused(f"Somebody else has handed it over since you opened this page: {in_words(decision)}. Look again.")
    if not may_hand_over(decision, by):
        raise Refused("Only its owner, an approver or an administrator may hand this decision over.")
    refuse_owner(owner)
    if decision.state != Decision.State.SENT:
        approver = decision.approver
    if approver != decision.approver:
        refuse_unable(decision, approver)
    changes = changed(decision, owner, approver)
    decision.owner, decision.approver = owner, approver
    decision.save()
    if changes:
        record("handed over", decision, by=by, at=at, changes=changes)
    return decision


def in_words(decision: Decision) -> str:
    asked = f", and {decision.approver or 'any approver'} is asked to approve it"
    return f"its owner is {decision.owner}" + (asked if decision.state == Decision.State.SENT else "")


def changed(decision: Decision, owner: User, approver: User | None) -> dict[str, list[str]]:
    anyone = "any approver"
    pairs = {
        "Owner": [str(decision.owner), str(owner)],
        "Approver asked": [str(decision.approver or anyone), str(approver or anyone)],
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@transaction.atomic
def hand_over_all(leaver: User, *, by: User, to: User, at: datetime | None = None) -> int:
    """All that waits for somebody who has left, in one step: what they own becomes `to`'s, and what they were asked to
    approve may wait for any approver. Returns how many decisions. Refused for anybody but approvers and administrators,
    and while the other one still works in the office."""
    if not (by.is_approver or by.is_administrator):
        raise Refused("Only an approver or an administrator may hand over the work of somebody else.")
    if leaver.is_officer or leaver.is_approver:
        raise Refused(f"{leaver} still works here: hand their decisions over one by one.")
    refuse_owner(to)
    owned = locked(Decision.objects.in_progress().filter(owner=leaver))
    asked = locked(Decision.objects.awaiting_approval().filter(approver=leaver))
    Decision.objects.filter(pk__in=[each.pk for each in owned]).update(owner=to)
    Decision.objects.filter(pk__in=[each.pk for each in asked]).update(approver=None)
    record_many("handed over", owned, by=by, at=at, changes={"Owner": [str(leaver), str(to)]})
    record_many("handed over", asked, by=by, at=at, changes={"Approver asked": [str(leaver), "any approver"]})
    return len({each.pk for each in (*owned, *asked)})


def locked(decisions: QuerySet[Decision]) -> list[Decision]:
    return list(decisions.order_by("pk").select_for_update(no_key=True))


def refuse_owner(owner: User) -> None:
    if not (owner.is_officer or owner.is_approver):
        raise Refused(f"{owner} is no officer or approver: choose somebody who can work on it.")
