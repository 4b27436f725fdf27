"""Accepting or returning what a partnership has sent: a contribution, evidence or a monitoring return."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from conditions.actions.ends import save_end
from conditions.actions.results import update_results
from conditions.actions.standings import lock_obligations, update_standings
from conditions.models import Contribution, MonitoringReturn
from conditions.models.reviews import Reviewed
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import User
from grants.refused import Refused
from grants.years import london_today

Sent = TypeVar("Sent", bound=Reviewed)


@transaction.atomic
def accept(sent: Sent, *, by: User, comment: str = "", seen: str | None = None, at: datetime | None = None) -> Sent:
    """An officer has seen it and finds nothing missing. From now on a contribution is evidenced and its papers are
    accepted, and a return's figures are public. Whether the condition is met, a finding says.

    `seen`: its `as_seen` when the officer opened it; without it nothing is compared. Refused where it has changed
    since; for everybody who has sent or changed it; for a contribution that is only pledged, or has no past date on
    which it was spent.
    """
    sent = lock_unreviewed(sent, by=by)
    refuse_unseen(sent, seen)
    if isinstance(sent, Contribution):
        refuse_unspent(sent, at=at)
    if by.pk in sent.author_ids:
        raise Refused("You sent or changed this yourself: another officer has to accept it.")
    mark_reviewed(sent, "accepted", by=by, comment=comment, at=at)
    return sent


@transaction.atomic
def return_sent(sent: Sent, *, by: User, comment: str, seen: str | None = None, at: datetime | None = None) -> Sent:
    """An officer sends it back to the partnership, a contribution with its papers, saying what is missing. `seen`
    as in `accept`."""
    sent = lock_unreviewed(sent, by=by)
    refuse_unseen(sent, seen)
    if not comment.strip():
        raise Refused("Say what is missing, so that the partnership can correct it.")
    sent.times_returned += 1
    mark_reviewed(sent, "returned", by=by, comment=comment, at=at)
    return sent


def review_many(
    chosen: Iterable[tuple[Reviewed, str]], *, by: User, is_return: bool, comment: str = "", at: datetime | None = None
) -> dict[Reviewed, Refused | None]:
    """Accept or return several, each with what the officer saw of it, with one comment; gives for each why it is
    refused, if it is. What is refused stays as it is, and the others go through."""
    action = return_sent if is_return else accept
    results: dict[Reviewed, Refused | None] = {}
    for sent, seen in chosen:
        try:
            action(sent, by=by, comment=comment, seen=seen, at=at)
            results[sent] = None
        except Refused as refusal:
            results[sent] = refusal
    return results


def lock_unreviewed(sent: Sent, *, by: User) -> Sent:
    """The row, locked; refused for anybody but an officer, and once it has been accepted or returned."""
    require_editor(by)
    lock_obligations(sent.obligation_ids)
    rows = type(sent).objects
    sent = rows.select_for_update(of=("self",), no_key=True).get(pk=sent.pk)
    refuse_reviewed(sent)
    return sent


def refuse_reviewed(sent: Reviewed) -> None:
    if sent.accepted_at:
        raise Refused("This has already been accepted.")
    if sent.returned_at:
        raise Refused("This has already been returned to the partnership.")
    if sent.taken_back_at:
        raise Refused("The partnership has taken this back.")


def refuse_unseen(sent: Reviewed, seen: str | None) -> None:
    """An officer answers for what they saw (domain §7)."""
    if seen is not None and seen != sent.as_seen:
        raise Refused("It has been changed since you opened this page. Look at it as it is now, and decide again.")


def refuse_unspent(contribution: Contribution, *, at: datetime | None) -> None:
    spent = contribution.spent_on is not None and contribution.spent_on <= london_today(at)
    if contribution.stage == Contribution.Stage.PLEDGED or not spent:
        raise Refused("A pledge cannot be accepted. Record the date on which it was spent first.")


def mark_reviewed(sent: Reviewed, verb: str, *, by: User, comment: str, at: datetime | None) -> None:
    comment = comment.strip()
    review = {f"{verb}_by": by, f"{verb}_at": at or timezone.now(), f"{verb}_comment": comment}
    for name, value in review.items():
        setattr(sent, name, value)
    sent.save()
    if isinstance(sent, Contribution):
        # Reviewing a contribution reviews the evidence sent with it.
        sent.evidence.awaiting_review().update(**review)
    update_standings(sent.obligation_ids)
    if isinstance(sent, MonitoringReturn) and sent.accepted_at:
        update_results([sent.award_id])
        if sent.is_final:
            save_end(sent, at=sent.accepted_at)
    changes = {str(sent._meta.verbose_name).capitalize(): ["", str(sent)]}
    record(f"{verb} {sent.called}", sent, by=by, at=at, decision=sent.decision, comment=comment, changes=changes)
