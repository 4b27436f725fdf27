"""Sending for approval, approving and returning: nobody approves what they have written (domain §8, P13)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import refuse_changed, require_editor
from grants.actions.diary import record
from grants.actions.public_text import public_reason
from grants.models import Award, Decision, FundingStream, User, VariationLine
from grants.refused import Refused
from register.actions.as_approved import keep_approved, refuse_unseen
from register.checks.checklist import refuse_blocks
from register.loading import lock_decision
from register.money.budget import awards_of, budgets_of, lines_of
from register.money.limits import exceeded_limits


@transaction.atomic
def send_for_approval(
    decision: Decision,
    *,
    by: User,
    approver: User | None = None,
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """A draft goes to an approver: the one that is named, or any of them. The name says who is told; whoever may
    approve it still may.

    Refused: while anything but the approval itself blocks publication; for an approver who could not approve it; where
    it has changed since the `revision` that was looked at.
    """
    decision = lock_decision(decision)
    refuse_changed(decision, since=revision)
    return _send(decision, by=by, approver=approver, at=at)


def _send(decision: Decision, *, by: User, approver: User | None = None, at: datetime | None) -> Decision:
    """Send a decision that is already locked."""
    refuse_sending(decision, by)
    refuse_blocks(decision)
    refuse_second_variation(decision)
    mark_sent(decision, by=by, approver=approver, at=at)
    refuse_unable(decision, approver)
    decision.save()
    asked = {"Approver asked": ["", str(approver)]} if approver else None
    record("sent for approval", decision, by=by, at=at, changes=asked)
    return decision


def refuse_sending(decision: Decision, by: User) -> None:
    """Refuse whatever the decision says: for its state, or for who would send it."""
    require_editor(by)
    if decision.state != Decision.State.DRAFT:
        raise Refused(f"This decision is not a draft: it is {decision.get_state_display().lower()}.")


def mark_sent(decision: Decision, *, by: User, approver: User | None = None, at: datetime | None) -> None:
    decision.state = Decision.State.SENT
    decision.sent_by, decision.sent_at = by, at or timezone.now()
    decision.author_ids = sorted({*decision.author_ids, by.pk})
    decision.approver, decision.returned = approver, None


@transaction.atomic
def approve(
    decision: Decision,
    *,
    by: User,
    exceeding_reason: str = "",
    acknowledged: bool = False,
    revision: int | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> Decision:
    """A second person approves. From here on the money is committed, and what is published is what was approved.

    Refused: where it has changed since the `revision` that was read, or a name in it since it was `seen`; for its
    authors; past a cap or an allocation without a reason, which the public record keeps; with personal data in that
    reason, unless it is `acknowledged`; for a variation whose base has changed. Approvals from the same stream take
    turns, so that none uses another's headroom.
    """
    decision = lock_decision(decision)
    refuse_changed(decision, since=revision)
    refuse_unseen(decision, seen)
    decision = _approve(decision, by=by, exceeding_reason=exceeding_reason, acknowledged=acknowledged, at=at)
    keep_approved(decision)
    return decision


def _approve(
    decision: Decision, *, by: User, exceeding_reason: str, acknowledged: bool = False, at: datetime | None
) -> Decision:
    """Approve a decision that is already locked."""
    refuse_approving(decision, by)
    lock_streams([decision])
    refuse_blocks(decision)
    reason = reason_for(exceeded_limits(decision, budgets_of(decision)), exceeding_reason, acknowledged=acknowledged)
    if decision.published_at is None:
        update_titles(decision)
    mark_approved(decision, by=by, reason=reason or published_reason(decision), at=at)
    decision.save()
    record("approved", decision, by=by, at=at, comment=decision.exceeding_reason)
    return decision


def refuse_approving(decision: Decision, by: User) -> None:
    """Refuse whatever the decision says: for its state, or for who would approve it."""
    if not by.is_approver:
        raise Refused("Only an approver may approve a decision.")
    if decision.state != Decision.State.SENT:
        raise Refused("This decision is not waiting for approval.")
    if by.pk in decision.author_ids:
        raise Refused("You have edited or sent this decision yourself: somebody else has to approve it.")


def reason_for(over: Sequence[str], exceeding_reason: str, *, acknowledged: bool = False) -> str:
    """What the public reads of why limits are exceeded; nothing where none is."""
    if over and not exceeding_reason.strip():
        raise Refused(*over, "Give a reason for exceeding it, or return the decision.")
    return public_reason(exceeding_reason, called="the reason", acknowledged=acknowledged) if over else ""


def mark_approved(decision: Decision, *, by: User, reason: str, at: datetime | None) -> None:
    decision.state = Decision.State.APPROVED
    decision.approved_by, decision.approved_at = by, at or timezone.now()
    decision.exceeding_reason = reason


@transaction.atomic
def return_decision(
    decision: Decision, *, by: User, comment: str, revision: int | None = None, at: datetime | None = None
) -> Decision:
    """Return a decision to its authors, with what needs to change."""
    if not by.is_approver:
        raise Refused("Only an approver may return a decision.")
    decision = lock_decision(decision)
    refuse_changed(decision, since=revision)
    if decision.state not in (Decision.State.SENT, Decision.State.APPROVED):
        raise Refused("This decision is not waiting for approval.")
    if not comment.strip():
        raise Refused("Say what needs to change.")
    decision.state = Decision.State.DRAFT
    decision.sent_by = decision.sent_at = decision.approved_by = decision.approved_at = None
    decision.exceeding_reason = ""
    decision.returned = record("returned", decision, by=by, at=at, comment=comment)
    decision.save()
    return decision


def refuse_unable(decision: Decision, approver: User | None) -> None:
    """Refuse an approver who could not approve the decision."""
    if approver is None:
        return
    if not approver.is_approver:
        raise Refused(f"{approver} is not an approver: choose somebody else.")
    if approver.pk in decision.author_ids:
        raise Refused(f"{approver} has edited or sent this decision: choose another approver.")


def update_titles(decision: Decision) -> None:
    """Until the first publication titles follow their posts; what was published keeps those of the day (domain §3)."""
    for maker in decision.decision_makers.all():
        if maker.title != maker.post.title:
            maker.title = maker.post.title
            maker.save()


def published_reason(decision: Decision) -> str:
    """The reason for exceeding that the newest notice gives: a correction that adds no money keeps it."""
    last = decision.notices.order_by("-version").first()
    return last.full_document.text("exceeding_reason") if last else ""


def refuse_second_variation(decision: Decision) -> None:
    """One award has at most one variation that is sent or approved and not published (domain §5)."""
    awards = [line.award_id for line in lines_of(decision)]
    list(Award.objects.filter(pk__in=awards).order_by("pk").select_for_update(no_key=True))
    waiting = VariationLine.objects.filter(
        award__in=awards,
        decision__state__in=(Decision.State.SENT, Decision.State.APPROVED),
        decision__published_at=None,
    )
    lines = waiting.exclude(decision=decision).select_related("award__decision", "decision")
    if found := [f"{line.award} is being varied by {line.decision.reference} already." for line in lines]:
        raise Refused(*found, "Publish that one first, or have it returned.")


def lock_streams(decisions: Iterable[Decision]) -> None:
    """Lock the streams that decisions draw on, always in the same order, until their approval is done."""
    awards = [award for each in decisions for award in (*awards_of(each), *(line.award for line in lines_of(each)))]
    streams = {award.stream_id for award in awards if award.stream_id}
    list(FundingStream.objects.filter(pk__in=streams).order_by("pk").select_for_update())
