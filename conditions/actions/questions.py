"""A partnership asks the office about a condition, and is answered: one thread for each obligation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.models import Obligation
from grants.actions.comments import named_in, save_comment
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import Comment, Partnership, User
from grants.models.comments import CommentQuerySet
from grants.refused import Refused


@transaction.atomic
def ask(obligation: Obligation, *, by: User, text: str, at: datetime | None = None) -> Comment:
    """A lead asks the office; the question waits until it is answered. Refused for anybody but a lead of the
    partnership itself."""
    partnership = obligation.partnership
    if partnership is None or not by.partnerships.filter(pk=partnership.pk).exists():
        raise Refused("Only a lead of the partnership may ask about its conditions.")
    decision = obligation.condition.decision
    return save_comment(
        obligation, by=by, text=text, decision=decision, partnership=partnership, is_question=True, at=at
    )


@transaction.atomic
def answer(
    obligation: Obligation, *, by: User, text: str, seen: int | None = None, at: datetime | None = None
) -> Comment:
    """An officer writes to the partnership. What it has asked up to the comment that was `seen` last waits no more."""
    require_editor(by)
    partnership = required_partnership(obligation)
    decision = obligation.condition.decision
    saved = save_comment(
        obligation, by=by, text=text, decision=decision, partnership=partnership, named=named_in(text), at=at
    )
    close(obligation, up_to=saved.pk if seen is None else seen, at=at)
    return saved


@transaction.atomic
def leave_unanswered(obligation: Obligation, *, by: User, seen: int, at: datetime | None = None) -> None:
    """What was asked needs no answer, or was answered in another way. Refused where nothing waits."""
    require_editor(by)
    if not close(obligation, up_to=seen, at=at):
        raise Refused("Nothing of this waits for an answer any more.")
    record("left a question unanswered", obligation, by=by, at=at)


def close(obligation: Obligation, *, up_to: int, at: datetime | None) -> int:
    waiting = Comment.objects.about(obligation).awaiting_answer().filter(pk__lte=up_to)
    return Comment.objects.filter(pk__in=waiting.values("pk")).update(answered_at=at or timezone.now())


def thread(obligation: Obligation) -> CommentQuerySet:
    """What the partnership of an obligation and the office have said about it, oldest first."""
    return Comment.objects.about(obligation).filter(partnership=obligation.partnership_id or 0)


def required_partnership(obligation: Obligation) -> Partnership:
    if obligation.partnership is None:
        raise Refused("No partnership reads about this condition.")
    return obligation.partnership
