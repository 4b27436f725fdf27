"""Publishing past decisions: an import is sent by one person and approved by another, and then its decisions are
published, many at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import cast

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.files import delete_file
from grants.actions.public_text import refuse_short_reason
from grants.models import Event, StoredFile, User
from grants.refused import Refused
from intake.actions.bringing_in import lock_import
from intake.models import ImportedDecision, SpreadsheetImport
from register.actions.publishing_together import ImportApproval, publish_together
from register.actions.withholding import acknowledge
from register.checks.scanned_texts import TextHit, open_hits
from register.loading import with_parts

# Decisions: others wait for less than a second. It saves asking for each by itself: 9 ms of the processor, not 58.
TOGETHER = 50
NAMED = 5  # of those that have changed


@transaction.atomic
def send_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Ask an approver to approve and publish the drafts of a spreadsheet. `by` becomes an author of each."""
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.drafted_at:
        raise Refused("Draft the decisions first.")
    if spreadsheet.sent_at is None:
        spreadsheet.sent_by, spreadsheet.sent_at = by, at or timezone.now()
        spreadsheet.returned_because = ""
        spreadsheet.is_worked_on(by)
        spreadsheet.save()
        record("sent past decisions for approval", spreadsheet, by=by, at=at)
    return spreadsheet


@transaction.atomic
def return_spreadsheet(
    spreadsheet: SpreadsheetImport, *, by: User, comment: str, seen: int | None = None, at: datetime | None = None
) -> SpreadsheetImport:
    """Send the drafts of a register back to the officers, with what has to be changed. What is published stays so.

    Refused for anybody who may not approve them, without a word why, and as `refuse_unseen` says.
    """
    spreadsheet = lock_import(spreadsheet)
    refuse_approver(spreadsheet, by)
    refuse_unseen(spreadsheet, by, seen)
    if not comment.strip():
        raise Refused("Say what has to be changed.")
    spreadsheet.sent_by = spreadsheet.sent_at = spreadsheet.approved_by = spreadsheet.approved_at = None
    spreadsheet.returned_because = comment
    spreadsheet.save()
    record("returned past decisions", spreadsheet, by=by, at=at, comment=comment)
    return spreadsheet


@transaction.atomic
def approve_spreadsheet(
    spreadsheet: SpreadsheetImport,
    *,
    by: User,
    exceeding_reason: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> SpreadsheetImport:
    """Approve all drafts of a spreadsheet that was sent, those refused before included; `publish_next` publishes them.

    Refused for anybody but approvers, for everybody who has had a hand in it, and as `refuse_unseen` says.
    """
    spreadsheet = lock_import(spreadsheet)
    refuse_approver(spreadsheet, by)
    refuse_unseen(spreadsheet, by, seen)
    if exceeding_reason.strip():
        refuse_short_reason(exceeding_reason, called="the reason", use="It will be published.")
    spreadsheet.approved_by, spreadsheet.approved_at = by, at or timezone.now()
    spreadsheet.exceeding_reason = exceeding_reason
    spreadsheet.save()
    spreadsheet.items.refused().update(tried_at=None, refusal_sentences=[])
    record("approved past decisions", spreadsheet, by=by, at=at, comment=exceeding_reason)
    return spreadsheet


@transaction.atomic
def pause_publishing(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Publish no more of an import until it is approved again. Refused for anybody who may not approve it."""
    spreadsheet = lock_import(spreadsheet)
    refuse_approver(spreadsheet, by)
    spreadsheet.approved_by = spreadsheet.approved_at = None
    spreadsheet.save()
    record("paused publishing past decisions", spreadsheet, by=by, at=at)
    return spreadsheet


def changes_by_others(spreadsheet: SpreadsheetImport, person: User) -> QuerySet[Event]:
    """What the diary says of its drafts, but for what this person has done to them."""
    return Event.objects.filter(decision__in=spreadsheet.items.values("decision")).exclude(by=person).order_by()


def shown_to(person: User, spreadsheet: SpreadsheetImport) -> int:
    """By which a page says which drafts were there to be read: the last line of the diary about them."""
    return changes_by_others(spreadsheet, person).aggregate(last=Max("pk"))["last"] or 0


def refuse_unseen(spreadsheet: SpreadsheetImport, person: User, seen: int | None) -> None:
    """Refuse where drafts have been changed since the page was opened that showed `seen` (`shown_to`)."""
    if seen is None:
        return
    later = changes_by_others(spreadsheet, person).filter(pk__gt=seen).values_list("decision__reference", flat=True)
    if named := sorted(set(later)):
        more = f", and {len(named) - NAMED} more" if len(named) > NAMED else ""
        raise Refused(
            f"Changed since you opened this page, so nothing was done: {', '.join(named[:NAMED])}{more}. "
            "Read what is there now."
        )


def refuse_approver(spreadsheet: SpreadsheetImport, by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may publish past decisions.")
    if spreadsheet.sent_at is None:
        raise Refused("These past decisions have not been sent for approval.")
    if by.pk in spreadsheet.author_ids:
        raise Refused(
            "You have brought in, matched or sent these decisions yourself: somebody else has to approve them."
        )


def publish_approved(
    spreadsheet: SpreadsheetImport,
    *,
    seconds: float | None = None,
    after_each: Callable[[ImportedDecision], None] = lambda _: None,
) -> None:
    """Publish some decisions after others until all were tried, or the time is over. May be stopped anywhere, and run
    several times at once: each decision is published once."""
    start = monotonic()
    while items := publish_next(spreadsheet):
        for item in items:
            after_each(item)
        if seconds is not None and monotonic() - start >= seconds:
            break


@transaction.atomic
def publish_next(
    spreadsheet: SpreadsheetImport, *, most: int = TOGETHER, at: datetime | None = None
) -> list[ImportedDecision]:
    """Publish the next decisions of an approved import together, in the name of its approver; returns them, or none
    once all were tried. One that is refused stays a draft with its reasons; one that somebody is just changing or
    discarding is left for the next time. Refused if the approver may no longer approve."""
    lock_while_undoable(spreadsheet)
    waiting = spreadsheet.items.waiting().filter(spreadsheet__approved_at__isnull=False).order_by("pk")
    with_people = waiting.select_related("decision", "spreadsheet__approved_by", "spreadsheet__sent_by")
    # Who discards a decision has it before its item, so that neither is waited for.
    free = with_people.select_for_update(skip_locked=True, no_key=True, of=("self", "decision"))
    items = {each.decision_id: each for each in free[:most]}
    if not items:
        return []
    sheet = next(iter(items.values())).spreadsheet
    refused = publish_together([each.decision for each in items.values()], approval_of(sheet, at=at))
    tried = [items[decision] for decision in refused]
    for item in tried:
        item.refusal_sentences, item.tried_at = [*refused[item.decision_id]], at or timezone.now()
    ImportedDecision.objects.bulk_update(tried, ["refusal_sentences", "tried_at"])
    if not all(refused.values()):
        forget_file(sheet)
    return tried


def lock_while_undoable(spreadsheet: SpreadsheetImport) -> None:
    """Before its decisions, as `undo_drafting` does; once one is published, and the file is gone, nobody waits."""
    list(SpreadsheetImport.objects.select_for_update(no_key=True).filter(pk=spreadsheet.pk, file__isnull=False))


def approval_of(sheet: SpreadsheetImport, *, at: datetime | None) -> ImportApproval:
    approver, sender = cast(User, sheet.approved_by), cast(User, sheet.sent_by)
    refuse_approver(sheet, approver)
    return ImportApproval(
        sender=sender,
        by=approver,
        unchanged_since=cast(datetime, sheet.approved_at),
        exceeding_reason=sheet.exceeding_reason,
        at=at,
    )


def forget_file(spreadsheet: SpreadsheetImport) -> None:
    """Once one is published the diaries alone quote its rows, where a redaction reaches them."""
    if stored := StoredFile.objects.filter(pk=spreadsheet.file_id or 0).first():
        SpreadsheetImport.objects.filter(pk=spreadsheet.pk).update(file=None, answers={}, errors=[])
        delete_file(stored)


@transaction.atomic
def acknowledge_hits(
    chosen: Sequence[tuple[ImportedDecision, TextHit]], *, by: User, at: datetime | None = None
) -> None:
    """Let these hits in past decisions be published, by name."""
    for item, hit in chosen:
        acknowledge(item.decision, hit, by=by, at=at)
    for item in dict.fromkeys(item for item, _ in chosen):
        item.has_open_hits = bool(open_hits(with_parts().get(imported_decision=item)))
        item.save(update_fields=["has_open_hits"])
