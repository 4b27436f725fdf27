"""Publishing past decisions together: what `publish_past` does for one of them, for many in as many statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import line_of, record_lines
from grants.look_alikes import read_look_alikes
from grants.models import Award, Decision, Event, User
from grants.refused import Refused
from register.actions.approval import (
    lock_streams,
    mark_approved,
    mark_sent,
    reason_for,
    refuse_approving,
    refuse_sending,
    update_titles,
)
from register.actions.as_approved import new_names, refuse_naming
from register.actions.publishing import (
    CHANGED,
    append_first_notices,
    changed_since,
    changes_what_is_published,
    mark_published,
    publish_past,
    refuse_changed_files,
)
from register.checks.checklist import refuse_blocks
from register.loading import lock_decisions
from register.money.budget import BudgetsInTurn
from register.money.limits import exceeded_limits
from register.notices.building import build

OF_A_STEP = (
    *("state", "sent_by_id", "sent_at", "author_ids", "approver_id", "returned_id", "approved_by_id", "approved_at"),
    *("exceeding_reason", "published_at"),
)


@dataclass(frozen=True)
class ImportApproval:
    """Who sent an import, who approved it and when, with what reason for exceeding limits."""

    sender: User
    by: User
    unchanged_since: datetime
    exceeding_reason: str = ""
    at: datetime | None = None


@transaction.atomic
def publish_together(drafts: Sequence[Decision], approval: ImportApproval) -> dict[int, Sequence[str]]:
    """Publish the first of some past decisions, as many as ask for a first notice and nothing else: all of them or
    none, with the notices, in the chain, that one after the other would have. Where the first one asks for more, it
    alone is published.

    Gives those that were tried, by id, each with the sentences that refuse it; nothing is written of one that is
    refused. Others wait for their streams and, from the first place in the chain on, for the register.
    """
    locked = lock_decisions(drafts)
    together = [*takewhile(is_plain, locked)]
    if not together:
        return {locked[0].pk: publish_alone(locked[0], approval)}
    lock_streams(together)
    steps = Steps(approval, together)
    refused = {each.pk: steps.refusal(each) for each in together}
    if published := [each for each in together if not refused[each.pk]]:
        save(published)
        record_lines([line for each in published for line in steps.lines[each.pk]])
        append_first_notices([(each, build(each)) for each in published], by=approval.by, at=steps.moment)
    return refused


def is_plain(decision: Decision) -> bool:
    return decision.state in (Decision.State.DRAFT, Decision.State.SENT) and not changes_what_is_published(decision)


def publish_alone(decision: Decision, approval: ImportApproval) -> Sequence[str]:
    try:
        with transaction.atomic():
            publish_past(decision, **vars(approval))
    except Refused as refusal:
        return refusal.sentences
    return ()


class Steps:
    """Sending, approving and publishing, each refusing what it always refuses, of decisions that are locked and read;
    what they are refused for is asked for once, for all of them. The gate is passed once: nothing of a decision changes
    from its first step to its last."""

    def __init__(self, approval: ImportApproval, drafts: Sequence[Decision]) -> None:
        self.approval = approval
        self.moment = approval.at or timezone.now()
        self.budgets = BudgetsInTurn(drafts)
        self.new_names = new_names(approval.unchanged_since)
        self.changed = changed_since(drafts, approval.unchanged_since, but=approval.by)
        self.lines: dict[int, list[Event]] = {each.pk: [] for each in drafts}
        read_look_alikes([each for each in drafts if not each.why_another])

    def refusal(self, decision: Decision) -> Sequence[str]:
        """Take all steps, in the decision as it was read; gives the sentences of the first that refuses."""
        try:
            self.send_and_approve(decision)
            self.publish(decision)
        except Refused as refusal:
            return refusal.sentences
        return ()

    def send_and_approve(self, decision: Decision) -> None:
        sender, by = self.approval.sender, self.approval.by
        if decision.pk in self.changed:
            raise Refused(CHANGED)
        refuse_naming(decision, self.new_names)
        if decision.state == Decision.State.DRAFT:
            refuse_sending(decision, sender)
            refuse_blocks(decision)
            mark_sent(decision, by=sender, at=self.moment)
            self.note("sent for approval", decision, sender)
            refuse_approving(decision, by)
        else:
            refuse_approving(decision, by)
            refuse_blocks(decision)
        over = exceeded_limits(decision, self.budgets.of(decision))
        mark_approved(decision, by=by, reason=reason_for(over, self.approval.exceeding_reason), at=self.moment)
        self.note("approved", decision, by, decision.exceeding_reason)

    def publish(self, decision: Decision) -> None:
        require_editor(self.approval.by)
        refuse_changed_files(decision)
        update_titles(decision)
        mark_published(decision, at=self.moment)
        self.note("published", decision, self.approval.by)
        self.budgets.commit(decision)

    def note(self, verb: str, decision: Decision, by: User, comment: str = "") -> None:
        self.lines[decision.pk].append(line_of(verb, decision, decision, by=by, at=self.moment, comment=comment))


def save(published: Sequence[Decision]) -> None:
    """What the steps have changed, in one statement for all who were sent and approved alike."""
    alike: dict[str, list[Decision]] = defaultdict(list)
    for each in published:
        alike[repr([getattr(each, name) for name in OF_A_STEP])].append(each)
    for several in alike.values():
        values = {name: getattr(several[0], name) for name in OF_A_STEP}
        Decision.objects.filter(pk__in=[each.pk for each in several]).update(**values)
        Award.objects.filter(decision__in=several, published_at=None).update(published_at=several[0].published_at)
