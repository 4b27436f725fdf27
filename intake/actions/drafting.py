"""Past decisions from a register: drafted, all of them or none; and undone as long as none is published."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from conditions.actions.bulk import attach_to_new
from grants.actions.bulk import NewDraft, delete_past, draft_past
from grants.actions.decisions import require_editor
from grants.actions.diary import Changes, record
from grants.actions.inserting import insert_together
from grants.actions.office_data import get_or_add_posts, get_or_add_stream
from grants.actions.organisations import add_organisation
from grants.actions.other_names import add_other_name
from grants.models import Decision, FundingStream, Organisation, Post, User
from grants.names import fold
from grants.personal_data import hits
from grants.refused import Refused
from intake.actions.bringing_in import check_file, lock_import
from intake.actions.notices import lock_imports
from intake.models import ImportedDecision, SpreadsheetImport
from intake.spreadsheets.cells import NewRecipient, NewStream
from intake.spreadsheets.columns import all_columns, text_names
from intake.spreadsheets.described import PastDecision

HEADINGS, TEXTS = {column.name: column.heading for column in all_columns()}, text_names()


def draft_spreadsheet(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Draft all decisions of a register, in one transaction, with the recipients, streams and posts that they need;
    `by` becomes their author. Once drafted nothing happens. Refused before its columns are matched, and if any row is
    wrong, also if it has become wrong since the last check."""
    require_editor(by)
    with transaction.atomic():
        lock_imports()
        spreadsheet = lock_import(spreadsheet)
        if not spreadsheet.drafted_at:
            refuse_unmatched(spreadsheet)
            found = check_file(spreadsheet).checked.decisions
            if not spreadsheet.error_count:
                draft_found(spreadsheet, found, by=by, at=at or timezone.now())
    if spreadsheet.error_count:
        sentences = (f"{where(each)}, {each['column']}: {each['sentence']}." for each in spreadsheet.errors[:20])
        raise Refused(*sentences, "Nothing was drafted.")
    return spreadsheet


def where(error: Mapping[str, Any]) -> str:
    return f"{error['sheet']}, row {error['row']}" if error["sheet"] else f"Row {error['row']}"


def refuse_unmatched(spreadsheet: SpreadsheetImport) -> None:
    if spreadsheet.step in (SpreadsheetImport.Step.LOOK, SpreadsheetImport.Step.MATCH):
        raise Refused("Say first which tables are read, and what their columns mean.")


def draft_found(spreadsheet: SpreadsheetImport, found: list[PastDecision], *, by: User, at: datetime) -> None:
    posts = posts_of(found, by=by, at=at)
    add_what_is_new(spreadsheet, found, by=by, at=at)
    new = [new_draft(past, posts, f"From {spreadsheet}, {past.where}") for past in found]
    pairs = list(zip(draft_past(new, by=by, at=at), found, strict=True))
    attach_to_new((decision, (*past.standards, *past.own_conditions)) for decision, past in pairs)
    insert_together(imported_decision(spreadsheet, past, decision) for decision, past in pairs)
    spreadsheet.imported_by, spreadsheet.drafted_at = by, at
    spreadsheet.is_worked_on(by)
    spreadsheet.save()
    record("drafted past decisions", spreadsheet, by=by, at=at, comment=f"{len(found)} from {spreadsheet}")


@transaction.atomic
def undo_drafting(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Delete the drafts of a register, with all that was changed in them since: it can then be matched and drafted
    again. Recipients, streams and posts that were added stay. Refused once one of its decisions is published."""
    require_editor(by)
    lock_imports()
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.drafted_at:
        return spreadsheet
    if spreadsheet.items.published().exists() or spreadsheet.file is None:
        raise Refused("One of its decisions is published, so the drafts stay. Withdraw what is wrong, one by one.")
    # Before their items, as whoever discards one of them has them.
    drafted = Decision.objects.filter(imported_decision__spreadsheet=spreadsheet).order_by("pk")
    drafts = list(drafted.select_for_update(of=("self",)).values_list("pk", flat=True))
    spreadsheet.items.all().delete()
    delete_past(drafts, by=by)
    spreadsheet.drafted_at = spreadsheet.sent_by = spreadsheet.sent_at = None
    spreadsheet.approved_by = spreadsheet.approved_at = None
    spreadsheet.save()
    record("undid the drafting of past decisions", spreadsheet, by=by, at=at, comment=f"{len(drafts)} drafts deleted")
    check_file(spreadsheet)
    return spreadsheet


def add_what_is_new(spreadsheet: SpreadsheetImport, found: list[PastDecision], *, by: User, at: datetime) -> None:
    """Recipients and streams that the office did not have take the place of their names. Other spellings that an
    officer has joined to a new recipient are kept as its other names."""
    added: dict[NewRecipient | NewStream, Organisation | FundingStream] = {}
    known: dict[str, Organisation] = {}
    for award in (award for past in found for award in past.awards):
        recipient, stream = award["recipient"], award.get("stream")
        if isinstance(recipient, NewRecipient):
            if recipient not in added:
                added[recipient] = known[recipient.name.casefold()] = recipient_of(recipient, by=by, at=at)
            award["recipient"] = added[recipient]
        if isinstance(stream, NewStream):
            if stream not in added:
                added[stream] = get_or_add_stream(stream.name, by=by, at=at)
            award["stream"] = added[stream]
    for written, said in spreadsheet.answers.get("recipient", {}).items():
        organisation = known.get(said["new"]["name"].casefold()) if "new" in said else None
        if organisation and fold(written) != fold(organisation.name):
            add_other_name(organisation, written, by=by, at=at)


def recipient_of(new: NewRecipient, *, by: User, at: datetime) -> Organisation:
    """The recipient, added unless somebody has added it meanwhile."""
    same = Organisation.objects.filter(name__iexact=new.name).first()
    if same is None and new.identifier:
        same = Organisation.objects.filter(identifier=new.identifier).first()
    return same or add_organisation(by=by, values=values_of(new), at=at)


def values_of(new: NewRecipient) -> Mapping[str, Any]:
    return {
        "name": new.name,
        "kind": new.kind,
        "identifier": new.identifier,
        "registration_number": new.registration_number,
    }


def imported_decision(spreadsheet: SpreadsheetImport, past: PastDecision, decision: Decision) -> ImportedDecision:
    texts = "\n".join(cell for entry in past.entries for name, cell in entry.cells.items() if name in TEXTS)
    item = ImportedDecision(spreadsheet=spreadsheet, decision=decision, rows=past.where[:100])
    item.has_open_hits = bool(hits(texts))
    return item


def posts_of(found: Iterable[PastDecision], *, by: User, at: datetime) -> dict[Post | str, Post]:
    """The post of each decision maker of these decisions; those that the office does not know yet are added."""
    makers = dict.fromkeys(maker for past in found for maker in past.makers)
    titles = [each if isinstance(each, str) else each.title for each in makers]
    return dict(zip(makers, get_or_add_posts(titles, by=by, at=at), strict=True))


def new_draft(past: PastDecision, posts: dict[Post | str, Post], origin: str) -> NewDraft:
    makers = list(dict.fromkeys(posts[maker] for maker in past.makers))
    conditions = len(past.standards) + len(past.own_conditions)
    return NewDraft(
        {**past.values, "last_condition_number": conditions},
        makers,
        past.awards,
        past.papers,
        past.priorities,
        origin=origin,
        changes=quoted_cells(past),
    )


def quoted_cells(past: PastDecision) -> Changes:
    """What its rows say, as the diary quotes it: what was read, and what is only kept."""
    rows: dict[int, dict[str, str]] = {}
    for entry in past.entries:
        said = {HEADINGS.get(name, name.replace("_", " ").capitalize()): cell for name, cell in entry.cells.items()}
        heading = {f"Amount, {entry.heading}": said.pop("Amount")} if entry.heading else {}
        rows.setdefault(entry.row, {}).update({**entry.kept, **said, **heading})
    named = ((f"Row {row}: " if len(rows) > 1 else "", cells) for row, cells in rows.items())
    return {f"{row}{name}": ["", cell] for row, cells in named for name, cell in cells.items()}
