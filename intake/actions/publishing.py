"""Publishing past decisions: sent by whoever imported them, and approved and published by somebody else, one by one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import User
from grants.refused import Refused
from intake.actions.drafting import lock_import
from intake.models import ImportedDecision, SpreadsheetImport
from register.actions.publishing import publish_past
from register.actions.withholding import acknowledge
from register.checks.scanned_texts import TextHit, open_hits
from register.loading import with_parts


@transaction.atomic
def send_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Ask an approver to approve and publish the drafts of a spreadsheet. Whoever sends is an author of each."""
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.drafted_at:
        raise Refused("Draft the decisions first.")
    if spreadsheet.sent_at is None:
        spreadsheet.sent_by, spreadsheet.sent_at = by, at or timezone.now()
        spreadsheet.save()
        record("sent past decisions for approval", spreadsheet, by=by, at=at)
    return spreadsheet


def publish_next(
    spreadsheet: SpreadsheetImport, *, by: User, exceeding_reason: str = "", at: datetime | None = None
) -> ImportedDecision | None:
    """Approve and publish the next decision of a spreadsheet that was sent; gives it, or None once all were tried.

    Each is a transaction of its own: one that does not pass stays a draft with its reasons, and whatever stops the
    work, it goes on with the next. Refused for whoever is no approver, drafted the decisions or sent them.
    """
    refuse_publisher(spreadsheet, by)
    with transaction.atomic():
        item = spreadsheet.items.waiting().select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
        if item is None:
            return None
        item.reasons = publish_one(item, spreadsheet, by=by, exceeding_reason=exceeding_reason, at=at)
        item.tried_at = at or timezone.now()
        item.save()
    return item


@transaction.atomic
def retry_refused(spreadsheet: SpreadsheetImport, *, by: User) -> int:
    """Queue refused decisions again, since they may have been corrected; gives how many."""
    refuse_publisher(spreadsheet, by)
    return spreadsheet.items.refused().update(tried_at=None, reasons=[])


def refuse_publisher(spreadsheet: SpreadsheetImport, by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may publish past decisions.")
    if spreadsheet.sent_at is None:
        raise Refused("These past decisions have not been sent for approval.")
    if by.pk in (spreadsheet.imported_by_id, spreadsheet.sent_by_id):
        raise Refused("You have imported or sent these decisions yourself: somebody else has to approve them.")


def publish_one(
    item: ImportedDecision, spreadsheet: SpreadsheetImport, *, by: User, exceeding_reason: str, at: datetime | None
) -> list[str]:
    """Publish one decision; where it is refused nothing of it is kept, and its sentences are given."""
    sender = spreadsheet.sent_by or spreadsheet.imported_by
    try:
        with transaction.atomic():
            if item.decision is None:
                raise Refused("This decision is not drafted.")
            publish_past(item.decision, sender=sender, by=by, exceeding_reason=exceeding_reason, at=at)
    except Refused as refusal:
        return list(refusal.sentences)
    return []


def open_hits_of(item: ImportedDecision) -> list[TextHit]:
    """What looks like personal data in it, as the gate sees it, and nobody has acknowledged."""
    return open_hits(item.decision) if item.decision else []


@transaction.atomic
def acknowledge_hits(
    item: ImportedDecision, chosen: Sequence[TextHit], *, by: User, at: datetime | None = None
) -> None:
    """Let these finds in a past decision be published, by name."""
    if item.decision is None:
        raise Refused("This decision is not drafted.")
    for find in chosen:
        acknowledge(item.decision, find, by=by, at=at)
    item.has_open_hits = bool(open_hits(with_parts().get(pk=item.decision.pk)))
    item.save(update_fields=["has_open_hits"])
