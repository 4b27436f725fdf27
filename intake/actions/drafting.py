"""Past decisions from a spreadsheet: checked, then drafted, all of them or none."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from conditions.actions.bulk import attach_to_new
from grants.actions.bulk import NewDraft, draft_past
from grants.actions.decisions import require_editor
from grants.actions.diary import Changes, record
from grants.actions.files import delete_file, store_file
from grants.actions.office_data import get_or_add_posts
from grants.file_kinds import SPREADSHEETS
from grants.models import Decision, Post, User
from grants.personal_data import hits
from grants.refused import Refused
from intake.actions.notices import lock_imports
from intake.models import ImportedDecision, SpreadsheetImport
from intake.spreadsheets.columns import all_columns, text_names
from intake.spreadsheets.past_decisions import PastDecision, check
from intake.spreadsheets.table import NotASpreadsheet, read_file

MOST_PROBLEMS = 1_000
BATCH = 1_000
HEADINGS, TEXTS = {column.name: column.heading for column in all_columns()}, text_names()


@transaction.atomic
def upload_spreadsheet(upload: "UploadedFile[Any]", *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Store a spreadsheet of past decisions and check every row of it: the dry run. Nothing is drafted.

    The same file again is the same import, checked again. Refused, in sentences: a file that is not a spreadsheet,
    formulas, merged cells, headings that are not the template's.
    """
    require_editor(by)
    lock_imports()
    stored = store_file(upload, by=by, kinds=SPREADSHEETS, look_through=True, at=at)
    earlier = SpreadsheetImport.objects.filter(digest=stored.sha256).first()
    if earlier:
        delete_file(stored)
        return check_again(earlier, by=by)
    spreadsheet = SpreadsheetImport(name=stored.name, file=stored, digest=stored.sha256, imported_by=by)
    spreadsheet.imported_at = at or timezone.now()
    try:
        check_file(spreadsheet)
    except Refused:
        stored.content.delete(save=False)
        raise
    return spreadsheet


@transaction.atomic
def check_again(spreadsheet: SpreadsheetImport, *, by: User) -> SpreadsheetImport:
    """Check it again, since what it names may have been added. Once it is drafted nothing happens."""
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    check_file(spreadsheet)
    return spreadsheet


def draft_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Draft all decisions of a spreadsheet, in one transaction; `by` becomes their author. Once drafted nothing
    happens. Refused if any row is wrong, also if it has become wrong since the last check."""
    require_editor(by)
    with transaction.atomic():
        lock_imports()
        spreadsheet = lock_import(spreadsheet)
        if not spreadsheet.drafted_at:
            found = check_file(spreadsheet)
            if not spreadsheet.error_count:
                draft_found(spreadsheet, found, by=by, at=at or timezone.now())
    if spreadsheet.error_count:
        sentences = (f"Row {each['row']}, {each['column']}: {each['sentence']}." for each in spreadsheet.errors[:20])
        raise Refused(*sentences, "Nothing was drafted.")
    return spreadsheet


def draft_found(spreadsheet: SpreadsheetImport, found: list[PastDecision], *, by: User, at: datetime) -> None:
    posts = posts_of(found, by=by, at=at)
    new = [new_draft(past, posts, f"From {spreadsheet}, {past.where}") for past in found]
    pairs = list(zip(draft_past(new, by=by, at=at), found, strict=True))
    attach_to_new((decision, (*past.standards, *past.own_conditions)) for decision, past in pairs)
    items = (imported_decision(spreadsheet, past, decision) for decision, past in pairs)
    ImportedDecision.objects.bulk_create(items, batch_size=BATCH)
    stored, spreadsheet.file = spreadsheet.file, None
    spreadsheet.imported_by, spreadsheet.drafted_at = by, at
    spreadsheet.save()
    if stored:
        delete_file(stored)
    record("drafted past decisions", spreadsheet, by=by, at=at, comment=f"{len(found)} from {spreadsheet}")


def check_file(spreadsheet: SpreadsheetImport) -> list[PastDecision]:
    """Check every row of its file and save what is wrong; returns the decisions. Once drafted it has no file."""
    if spreadsheet.file is None:
        return []
    with spreadsheet.file.content.open("rb") as content:
        data = content.read()
    try:
        table = read_file(spreadsheet.name, data)
        found, problems = check(table)
    except NotASpreadsheet as error:
        raise Refused(str(error)) from error
    spreadsheet.rows, spreadsheet.decisions, spreadsheet.error_count = len(table.rows), len(found), len(problems)
    spreadsheet.errors = [vars(problem) for problem in problems[:MOST_PROBLEMS]]
    spreadsheet.save()
    return found


def imported_decision(spreadsheet: SpreadsheetImport, past: PastDecision, decision: Decision) -> ImportedDecision:
    texts = "\n".join(cell for _, cells in past.cells for name, cell in cells.items() if name in TEXTS)
    item = ImportedDecision(spreadsheet=spreadsheet, decision=decision, rows=past.where)
    item.has_open_hits = bool(hits(texts))
    return item


def posts_of(found: Iterable[PastDecision], *, by: User, at: datetime) -> dict[Post | str, Post]:
    """The post of each decision maker of these decisions; those that the office does not know yet are added."""
    makers = dict.fromkeys(maker for past in found for maker in past.makers)
    titles = [each if isinstance(each, str) else each.title for each in makers]
    return dict(zip(makers, get_or_add_posts(titles, by=by, at=at), strict=True))


def new_draft(past: PastDecision, posts: dict[Post | str, Post], origin: str) -> NewDraft:
    makers = list(dict.fromkeys(posts[maker] for maker in past.makers))
    return NewDraft(past.values, makers, past.awards, past.papers, origin, quoted_cells(past))


def quoted_cells(past: PastDecision) -> Changes:
    """What its rows say, as the diary quotes it."""
    rows = ((f"Row {row}: " if len(past.cells) > 1 else "", cells) for row, cells in past.cells)
    return {f"{row}{HEADINGS[name]}": ["", cell] for row, cells in rows for name, cell in cells.items()}


def lock_import(spreadsheet: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=spreadsheet.pk)
