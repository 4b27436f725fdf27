"""Past decisions from a spreadsheet: checked, drafted all or none, sent by whoever imported them, and published by
somebody else, one by one."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from conditions.actions import attach_to_new
from grants.actions import NewDraft, draft_past, post_titled, record, require_editor, store_file
from grants.file_kinds import SPREADSHEETS
from grants.models import Post, User
from grants.refused import Refused
from register.actions.approval import approve, send_for_approval
from register.actions.importing import IMPORT_LOCK
from register.actions.publishing import publish
from register.models import ImportedDecision, SpreadsheetImport
from register.spreadsheets import Checked, NotASpreadsheet, PastDecision, check, load_names, read_table

MOST_PROBLEMS = 1_000
BATCH = 1_000


@transaction.atomic
def take_spreadsheet(upload: UploadedFile, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Keep a spreadsheet of past decisions and check every row of it: the dry run. Nothing is drafted.

    The same file again is the same import, checked anew. Refused, in sentences: what is no spreadsheet, formulas,
    merged cells, headings that are not the template's.
    """
    require_editor(by)
    lock_imports()
    stored = store_file(upload, by=by, kinds=SPREADSHEETS, at=at)
    earlier = SpreadsheetImport.objects.filter(digest=stored.sha256).first()
    if earlier:
        stored.content.delete(save=False)
        stored.delete()
        return earlier if earlier.drafted_at else recheck(earlier, by=by)
    taken = SpreadsheetImport(file=stored, digest=stored.sha256, imported_by=by, imported_at=at or timezone.now())
    try:
        keep_findings(taken, checked(taken))
    except Refused:
        stored.content.delete(save=False)
        raise
    return taken


@transaction.atomic
def recheck(spreadsheet: SpreadsheetImport, *, by: User) -> SpreadsheetImport:
    """Check it again, since what it names may have been added meanwhile."""
    require_editor(by)
    spreadsheet = locked(spreadsheet)
    if not spreadsheet.drafted_at:
        keep_findings(spreadsheet, checked(spreadsheet))
    return spreadsheet


@transaction.atomic
def draft_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Draft every decision of a spreadsheet, or none; whoever does is their author. The second time nothing happens.

    Refused while any row is wrong.
    """
    require_editor(by)
    lock_imports()
    spreadsheet = locked(spreadsheet)
    if spreadsheet.drafted_at:
        return spreadsheet
    found = checked(spreadsheet)
    if found.problems:
        raise Refused(*(f"{problem}." for problem in found.problems[:20]), "Nothing was drafted.")
    moment = at or timezone.now()
    posts = posts_titled(found.decisions, by=by, at=moment)
    decisions = draft_past([new_draft(each, posts, spreadsheet) for each in found.decisions], by=by, at=moment)
    attach_to_new((decision, each.standards) for decision, each in zip(decisions, found.decisions, strict=True))
    items = [
        ImportedDecision(spreadsheet=spreadsheet, decision=decision, rows=each.where)
        for decision, each in zip(decisions, found.decisions, strict=True)
    ]
    ImportedDecision.objects.bulk_create(items, batch_size=BATCH)
    spreadsheet.drafted_at = moment
    spreadsheet.imported_by = by
    spreadsheet.save()
    record("drafted past decisions", spreadsheet, by=by, at=moment, comment=f"{len(items)} from {spreadsheet}")
    return spreadsheet


@transaction.atomic
def send_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Ask an approver to approve and publish the drafts of a spreadsheet. Whoever sends is an author of each."""
    require_editor(by)
    spreadsheet = locked(spreadsheet)
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
        item.reasons = reasons_against(item, spreadsheet, by=by, exceeding_reason=exceeding_reason, at=at)
        item.tried_at = at or timezone.now()
        item.save()
    return item


@transaction.atomic
def try_refused(spreadsheet: SpreadsheetImport, *, by: User) -> int:
    """Put what was refused back in line, since it may have been mended; gives how many."""
    refuse_publisher(spreadsheet, by)
    return spreadsheet.items.refused().update(tried_at=None, reasons=[])


def refuse_publisher(spreadsheet: SpreadsheetImport, by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may publish past decisions.")
    if spreadsheet.sent_at is None:
        raise Refused("These past decisions have not been sent for approval.")
    if by.pk in (spreadsheet.imported_by_id, spreadsheet.sent_by_id):
        raise Refused("You have imported or sent these decisions yourself: somebody else has to approve them.")


def reasons_against(
    item: ImportedDecision, spreadsheet: SpreadsheetImport, *, by: User, exceeding_reason: str, at: datetime | None
) -> list[str]:
    """Publish one decision; where it is refused nothing of it is kept, and its sentences are given."""
    sender = spreadsheet.sent_by or spreadsheet.imported_by
    try:
        with transaction.atomic():
            decision = item.decision
            if decision.state == decision.State.DRAFT:
                decision = send_for_approval(decision, by=sender, at=at)
            if decision.state == decision.State.SENT:
                decision = approve(decision, by=by, exceeding_reason=exceeding_reason, at=at)
            publish(decision, by=by, at=at)
    except Refused as refusal:
        return list(refusal.sentences)
    return []


def checked(spreadsheet: SpreadsheetImport) -> Checked:
    with spreadsheet.file.content.open("rb") as content:
        data = content.read()
    try:
        table = read_table(spreadsheet.file.name, data)
        spreadsheet.rows = len(table.rows)
        return check(table, load_names())
    except NotASpreadsheet as error:
        raise Refused(str(error)) from error


def keep_findings(spreadsheet: SpreadsheetImport, found: Checked) -> None:
    spreadsheet.decisions = len(found.decisions)
    spreadsheet.error_count = len(found.problems)
    spreadsheet.errors = [vars(problem) for problem in found.problems[:MOST_PROBLEMS]]
    spreadsheet.save()


def posts_titled(found: Iterable[PastDecision], *, by: User, at: datetime) -> dict[str, Post]:
    titles = {title for each in found for title in each.makers}
    return {title: post_titled(title, by=by, at=at) for title in sorted(titles)}


def new_draft(past: PastDecision, posts: dict[str, Post], spreadsheet: SpreadsheetImport) -> NewDraft:
    makers = list(dict.fromkeys(posts[title] for title in past.makers))
    return NewDraft(past.values, makers, [award.values for award in past.awards], f"From {spreadsheet}, {past.where}")


def locked(spreadsheet: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=spreadsheet.pk)


def lock_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
