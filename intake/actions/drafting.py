"""Past decisions from a spreadsheet: checked, then drafted in steps, all of them or none in the end."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from conditions.actions.bulk import attach_to_new
from grants.actions.bulk import NewDraft, draft_past, record_drafted
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.files import store_file
from grants.actions.office_data import get_or_add_post
from grants.file_kinds import SPREADSHEETS
from grants.models import Decision, Post, User
from grants.personal_data import hits
from grants.refused import Refused
from intake.actions.notices import IMPORT_LOCK
from intake.models import ImportedDecision, SpreadsheetImport
from intake.spreadsheets.checking import CheckResult, check, check_rows
from intake.spreadsheets.columns import TEXTS
from intake.spreadsheets.names import load_names
from intake.spreadsheets.past_decisions import PastDecision
from intake.spreadsheets.table import NotASpreadsheet, read_table

MOST_PROBLEMS = 1_000
BATCH = 1_000
AT_ONCE = 250
"""How many decisions one step drafts or takes away, in one transaction of about a second."""


@transaction.atomic
def upload_spreadsheet(upload: "UploadedFile[Any]", *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Keep a spreadsheet of past decisions and check every row of it: the dry run. Nothing is drafted.

    The same file again is the same import, checked again. Refused, in sentences: what is no spreadsheet, formulas,
    merged cells, headings that are not the template's.
    """
    require_editor(by)
    lock_imports()
    stored = store_file(upload, by=by, kinds=SPREADSHEETS, at=at)
    earlier = SpreadsheetImport.objects.filter(digest=stored.sha256).first()
    if earlier:
        stored.content.delete(save=False)
        stored.delete()
        return check_again(earlier, by=by)
    taken = SpreadsheetImport(file=stored, digest=stored.sha256, imported_by=by, imported_at=at or timezone.now())
    try:
        save_check(taken, check_file(taken))
    except Refused:
        stored.content.delete(save=False)
        raise
    return taken


@transaction.atomic
def check_again(spreadsheet: SpreadsheetImport, *, by: User) -> SpreadsheetImport:
    """Check it again, since what it names may have been added meanwhile. Once drafting has begun nothing happens."""
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.items.drafted().exists():
        save_check(spreadsheet, check_file(spreadsheet))
    return spreadsheet


def draft_spreadsheet(
    spreadsheet: SpreadsheetImport,
    *,
    by: User,
    at: datetime | None = None,
    after_each: Callable[[SpreadsheetImport], None] = lambda _: None,
) -> SpreadsheetImport:
    """Every step of `draft_next` at once; where one is refused, what was drafted is taken away before that is told."""
    try:
        while (spreadsheet := draft_next(spreadsheet, by=by, at=at)).drafted_at is None:
            after_each(spreadsheet)
    except Refused:
        while (spreadsheet := SpreadsheetImport.objects.get(pk=spreadsheet.pk)).is_being_undone:
            undo_next(spreadsheet, by=by)
        raise
    return spreadsheet


def draft_next(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Draft the next few decisions of a checked spreadsheet; whoever does is their author. `drafted_at` tells the last
    step, after which nothing happens.

    Each step is a transaction of its own, and steps take turns: whatever stops the work, or whoever else is at it, the
    next step goes on where the last one ended. Refused while any row is wrong; where a row has become wrong since the
    check, the drafts that were made are to be taken away again, with `undo_next`.
    """
    require_editor(by)
    with transaction.atomic():
        lock_imports()
        spreadsheet = lock_import(spreadsheet)
        if spreadsheet.is_being_undone:
            raise Refused("The drafts of this import are being removed. Wait until that has finished.")
        refuse_problems(spreadsheet)
        problems = take_step(spreadsheet, by=by, at=at or timezone.now())
    if problems:
        refuse_problems(spreadsheet)
    return spreadsheet


def take_step(spreadsheet: SpreadsheetImport, *, by: User, at: datetime) -> bool:
    """Draft a few decisions; once all are drafted write a few lines of the diary; and then it is done. True where a row
    has become wrong."""
    if spreadsheet.drafted_at:
        return False
    if undrafted := list(spreadsheet.items.undrafted()[:AT_ONCE]):
        found = check_rows((tuple(row) for item in undrafted for row in item.cells), load_names())
        if found.problems:
            save_problems(spreadsheet, found)
            spreadsheet.is_being_undone = spreadsheet.items.drafted().exists()
        else:
            draft_items(undrafted, found.decisions, spreadsheet, by=by, at=at)
        spreadsheet.save()
        return bool(found.problems)
    if without_event := list(spreadsheet.items.without_event().select_related("decision")[:BATCH]):
        record_drafted((item.decision, f"From {spreadsheet}, {item.rows}") for item in without_event if item.decision)
        return False
    spreadsheet.drafted_at = at
    spreadsheet.save()
    told = f"{spreadsheet.decisions} from {spreadsheet}"
    record("drafted past decisions", spreadsheet, by=by, at=at, comment=told)
    return False


def draft_items(
    items: Sequence[ImportedDecision],
    past: Sequence[PastDecision],
    spreadsheet: SpreadsheetImport,
    *,
    by: User,
    at: datetime,
) -> None:
    if not spreadsheet.items.drafted().exists():
        spreadsheet.imported_by = by
    posts = get_or_add_posts(past, by=by, at=at)
    decisions = draft_past([new_draft(each, posts) for each in past], by=by, at=at)
    pairs = list(zip(decisions, past, strict=True))
    attach_to_new((decision, (*each.standards, *each.own_conditions)) for decision, each in pairs)
    for item, decision in zip(items, decisions, strict=True):
        item.decision = decision
    ImportedDecision.objects.bulk_update(items, ["decision"])


@transaction.atomic
def undo_next(spreadsheet: SpreadsheetImport, *, by: User) -> SpreadsheetImport:
    """Take the next few drafts of an import away again, until `is_being_undone` is no longer true. A draft that
    somebody has worked on meanwhile stays, as a draft of its own.

    Refused once all are drafted: from then on the diary knows them.
    """
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.items.drafted().exists():
        return spreadsheet
    if not spreadsheet.is_being_undone:
        if not spreadsheet.items.undrafted().exists():
            raise Refused("All of these decisions are drafted, so this can no longer be undone.")
        record("undid drafting past decisions", spreadsheet, by=by, comment=str(spreadsheet))
    items = spreadsheet.items.filter(pk__in=spreadsheet.items.drafted()[:AT_ONCE].values("pk"))
    drafts = Decision.objects.filter(past_import__in=items)
    untouched = drafts.filter(events=None, superseded_by=None).select_for_update(of=("self",))
    remove = list(untouched.values_list("pk", flat=True))
    items.update(decision=None)
    Decision.objects.filter(pk__in=remove).delete()
    spreadsheet.is_being_undone = spreadsheet.items.drafted().exists()
    spreadsheet.save()
    return spreadsheet


def refuse_problems(spreadsheet: SpreadsheetImport) -> None:
    if spreadsheet.error_count:
        told = (f"Row {each['row']}, {each['column']}: {each['sentence']}." for each in spreadsheet.errors[:20])
        raise Refused(*told, "Nothing was drafted.")


def check_file(spreadsheet: SpreadsheetImport) -> CheckResult:
    with spreadsheet.file.content.open("rb") as content:
        data = content.read()
    try:
        table = read_table(spreadsheet.file.name, data)
        spreadsheet.rows = len(table.rows)
        return check(table, load_names())
    except NotASpreadsheet as error:
        raise Refused(str(error)) from error


def save_check(spreadsheet: SpreadsheetImport, found: CheckResult) -> None:
    """What is wrong; or, where nothing is, what is to be drafted. References that the rows give come first, so that
    none of them is given to another decision."""
    spreadsheet.decisions = len(found.decisions)
    save_problems(spreadsheet, found)
    spreadsheet.save()
    spreadsheet.items.all().delete()
    if not found.problems:
        in_line = sorted(found.decisions, key=lambda past: not past.values.get("reference"))
        ImportedDecision.objects.bulk_create(
            (imported_decision(past, spreadsheet) for past in in_line), batch_size=BATCH
        )


def save_problems(spreadsheet: SpreadsheetImport, found: CheckResult) -> None:
    spreadsheet.error_count = len(found.problems)
    spreadsheet.errors = [vars(problem) for problem in found.problems[:MOST_PROBLEMS]]


def imported_decision(past: PastDecision, spreadsheet: SpreadsheetImport) -> ImportedDecision:
    texts = "\n".join(cell for _, cells in past.cells for name, cell in cells.items() if name in TEXTS)
    return ImportedDecision(spreadsheet=spreadsheet, rows=past.where, cells=past.cells, has_open_hits=bool(hits(texts)))


def get_or_add_posts(found: Iterable[PastDecision], *, by: User, at: datetime) -> dict[str, Post]:
    titles = {title for each in found for title in each.makers}
    return {title: get_or_add_post(title, by=by, at=at) for title in sorted(titles)}


def new_draft(past: PastDecision, posts: dict[str, Post]) -> NewDraft:
    makers = list(dict.fromkeys(posts[title] for title in past.makers))
    return NewDraft(past.values, makers, [award.values for award in past.awards], past.papers)


def lock_import(spreadsheet: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=spreadsheet.pk)


def lock_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
