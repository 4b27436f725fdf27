"""Bringing a register in: its file, then what an officer says of its tables, its columns and its cells. Each step is
kept, and each checks every row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.files import delete_file, store_file
from grants.actions.other_names import add_other_name
from grants.file_kinds import SPREADSHEETS
from grants.models import FundingStream, Organisation, Partnership, Post, User
from grants.models.other_names import Named
from grants.refused import Overtaken, Refused
from intake.actions.notices import lock_imports
from intake.models import SavedMatching, SpreadsheetImport
from intake.spreadsheets.answers import merged
from intake.spreadsheets.cells import Answers
from intake.spreadsheets.grid import NotASpreadsheet
from intake.spreadsheets.matching import Matching
from intake.spreadsheets.opened import Opened

MOST_PROBLEMS = 1_000
Step = SpreadsheetImport.Step
NAMED: dict[str, type[Named]] = {
    "recipient": Organisation,
    "stream": FundingStream,
    "partnership": Partnership,
    "post": Post,
}


@transaction.atomic
def upload_spreadsheet(upload: "UploadedFile[Any]", *, by: User, at: datetime | None = None) -> SpreadsheetImport:
    """Store a register of past decisions, propose what its tables and columns are, and check every row: the dry run.
    Nothing is drafted. A file made from the template needs no looking and no matching.

    The same file again is the same import, checked again. Refused, in sentences: a file that is not a spreadsheet, or
    holds too much.
    """
    require_editor(by)
    lock_imports()
    stored = store_file(upload, by=by, kinds=SPREADSHEETS, look_through=True, at=at)
    earlier = SpreadsheetImport.objects.filter(digest=stored.sha256).first()
    if earlier:
        delete_file(stored)
        return check_again(earlier, by=by)
    spreadsheet = SpreadsheetImport(name=stored.name, file=stored, digest=stored.sha256, imported_by=by)
    spreadsheet.is_worked_on(by)
    spreadsheet.imported_at = at or timezone.now()
    try:
        opened = open_register(spreadsheet)
        if not any(table.data and len(table.headings) > 1 for table in opened.tables):
            raise Refused("There are no rows below the headings.")
        if saved := saved_for(opened):
            spreadsheet.matching = saved.matching
        if opened.is_template:
            spreadsheet.step = Step.CHECK
        check_file(spreadsheet, opened if saved is None else None)
    except Refused:
        stored.content.delete(save=False)
        raise
    return spreadsheet


@transaction.atomic
def choose_tables(
    spreadsheet: SpreadsheetImport, choices: Mapping[str, Any], *, by: User, revision: str | None = None
) -> SpreadsheetImport:
    """Look: which tables are read, with which rows. What their columns mean is proposed again where they are others.
    Refused (Overtaken) where somebody has chosen otherwise since `revision`."""
    spreadsheet = open_for_change(spreadsheet, by)
    if spreadsheet.choices != choices:
        refuse_overtaken(spreadsheet, "choices", since=revision)
    spreadsheet.choices = dict(choices)
    opened = open_register(spreadsheet)
    if not opened.read:
        raise Refused("Choose a table at least: nothing would be read.")
    saved = saved_for(opened) if spreadsheet.step == Step.LOOK else None
    if saved:
        spreadsheet.matching = saved.matching
    if spreadsheet.step == Step.LOOK:
        spreadsheet.step = Step.MATCH
    check_file(spreadsheet, opened if saved is None else None)
    return spreadsheet


@transaction.atomic
def match_columns(
    spreadsheet: SpreadsheetImport,
    matching: Matching,
    *,
    by: User,
    save_as: str = "",
    revision: str | None = None,
    at: datetime | None = None,
) -> SpreadsheetImport:
    """Match: what each column means, and what is the same in all rows; with `save_as` kept under that name for the next
    file of this shape. Refused (Overtaken) where somebody has chosen or matched otherwise since `revision`."""
    spreadsheet = open_for_change(spreadsheet, by)
    if spreadsheet.matching != matching.kept():
        refuse_overtaken(spreadsheet, "choices", "matching", since=revision)
    spreadsheet.matching = matching.kept()
    check_file(spreadsheet)
    spreadsheet.step = Step.ANSWER if spreadsheet.found["questions"] else Step.CHECK
    spreadsheet.save()
    if save_as:
        save_matching(save_as, open_register(spreadsheet).shape, matching, by=by, at=at)
    return spreadsheet


@transaction.atomic
def answer(
    spreadsheet: SpreadsheetImport,
    answers: Answers,
    *,
    by: User,
    remembered: Mapping[str, Mapping[str, int]] | None = None,
    revision: str | None = None,
) -> SpreadsheetImport:
    """Answer: what a cell means that was not understood. `remembered` are other names of what the office knows, by
    kind: from now on they are understood everywhere. Refused (Overtaken) where somebody has answered one of them
    otherwise since `revision`."""
    spreadsheet = open_for_change(spreadsheet, by)
    if otherwise_answered(spreadsheet, answers):
        refuse_overtaken(spreadsheet, "answers", since=revision)
    for name, said in answers.items():
        spreadsheet.answers = merged(spreadsheet.answers, name, said)
    for name, others in (remembered or {}).items():
        for other, number in others.items():
            add_other_name(cast(Named, get_object_or_404(NAMED[name], pk=number)), other, by=by)
    check_file(spreadsheet)
    if spreadsheet.step == Step.ANSWER and not spreadsheet.found["questions"]:
        spreadsheet.step = Step.CHECK
        spreadsheet.save()
    return spreadsheet


@transaction.atomic
def settle_look_alikes(spreadsheet: SpreadsheetImport, *, by: User, why_another: str = "") -> SpreadsheetImport:
    """Of decisions that look like one that is here, or in rows above: say for all why they are others, or else leave
    the rows of those out."""
    spreadsheet = open_for_change(spreadsheet, by)
    opened = open_register(spreadsheet)
    if why_another.strip():
        same = {**opened.matching.same, "why_another": why_another.strip()}
        spreadsheet.matching = replace(opened.matching, same=same).kept()
    else:
        spreadsheet.choices = with_rows_left_out(spreadsheet.choices, opened)
    check_file(spreadsheet)
    return spreadsheet


def with_rows_left_out(choices: Mapping[str, Any], opened: Opened) -> dict[str, Any]:
    """Choices by which the rows of look-alikes are not read."""
    left_out = dict(choices.get("left_out", {}))
    for problem in opened.checked.problems:
        if problem.meaning == "why_another":
            key = problem.entry.table.key
            left_out[key] = ", ".join(filter(None, (left_out.get(key, ""), str(problem.row))))
    return {**choices, "left_out": left_out}


@transaction.atomic
def take_answers_back(
    spreadsheet: SpreadsheetImport, names: Mapping[str, list[str]], *, by: User, revision: str | None = None
) -> SpreadsheetImport:
    """Ask again about these cells, by the meaning of their column. Refused (Overtaken) where somebody has answered
    anything since `revision`."""
    spreadsheet = open_for_change(spreadsheet, by)
    refuse_overtaken(spreadsheet, "answers", since=revision)
    spreadsheet.answers = {
        name: {written: said for written, said in each.items() if written not in names.get(name, ())}
        for name, each in spreadsheet.answers.items()
    }
    check_file(spreadsheet)
    return spreadsheet


@transaction.atomic
def check_again(spreadsheet: SpreadsheetImport, *, by: User) -> SpreadsheetImport:
    """Check it again, since what it names may have been added. Once it is drafted nothing happens."""
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if not spreadsheet.drafted_at:
        check_file(spreadsheet)
    return spreadsheet


@transaction.atomic
def discard(spreadsheet: SpreadsheetImport, *, by: User, at: datetime | None = None) -> None:
    """Delete an import with its file and everything that was answered, before it is drafted."""
    spreadsheet = open_for_change(spreadsheet, by)
    stored = spreadsheet.file
    record("deleted an import", spreadsheet, by=by, at=at, comment=spreadsheet.name)
    spreadsheet.delete()
    if stored:
        delete_file(stored)


def save_matching(
    name: str, shape: list[str], matching: Matching, *, by: User, at: datetime | None = None
) -> SavedMatching:
    """Keep a matching under a name; under a name that is there it takes the place of the one before."""
    saved = SavedMatching.objects.filter(name__iexact=name).first() or SavedMatching(name=name)
    saved.headings, saved.matching, saved.saved_by = shape, matching.kept(), by
    saved.saved_at = at or timezone.now()
    saved.save()
    record("saved a matching", saved, by=by, at=at)
    return saved


@transaction.atomic
def forget_matching(saved: SavedMatching, *, by: User, at: datetime | None = None) -> None:
    """From now on it is proposed for no file."""
    if not by.works_in_office:
        raise Refused("Only people who work in the office may do this.")
    record("forgot a matching", saved, by=by, at=at, changes={"Name": [saved.name, ""]})
    saved.delete()


def saved_for(opened: Opened) -> SavedMatching | None:
    """The newest matching that was saved for files of this shape."""
    return SavedMatching.objects.filter(headings=opened.shape).order_by("-saved_at").first()


def open_register(spreadsheet: SpreadsheetImport) -> Opened:
    """Its file as it is matched and answered now. Refused once there is no file any more."""
    if spreadsheet.file is None:
        raise Refused("Its decisions are published: the file is not kept any more.")
    with spreadsheet.file.content.open("rb") as content:
        data = content.read()
    try:
        return Opened.of(spreadsheet.name, data, spreadsheet.choices, spreadsheet.matching, spreadsheet.answers)
    except NotASpreadsheet as error:
        raise Refused(str(error)) from error


def check_file(spreadsheet: SpreadsheetImport, opened: Opened | None = None) -> Opened:
    """Check every row of its file, and save what is found and what is wrong; `opened` is the file where it has been
    read."""
    opened = opened or open_register(spreadsheet)
    checked = opened.checked
    spreadsheet.rows = sum(len(table.data) for table in opened.read)
    spreadsheet.decisions, spreadsheet.error_count = len(checked.decisions), len(checked.problems)
    spreadsheet.errors = [
        {"sheet": each.sheet, "row": each.row, "column": each.column, "sentence": each.told}
        for each in checked.problems[:MOST_PROBLEMS]
    ]
    spreadsheet.found = opened.found()
    spreadsheet.save()
    return opened


def open_for_change(spreadsheet: SpreadsheetImport, by: User) -> SpreadsheetImport:
    require_editor(by)
    spreadsheet = lock_import(spreadsheet)
    if spreadsheet.drafted_at:
        raise Refused("Its decisions are drafted. Undo that first, if something was read wrongly.")
    spreadsheet.is_worked_on(by)
    return spreadsheet


def refuse_overtaken(spreadsheet: SpreadsheetImport, *names: str, since: str | None) -> None:
    """Refuse where what was said of an import, locked by now, is not what was shown; without a revision nothing was."""
    if since is not None and since != spreadsheet.revision_of(*names):
        raise Overtaken


def otherwise_answered(spreadsheet: SpreadsheetImport, answers: Answers) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Of what is answered now, what has another answer already: {(kind, written): (that one, the one given now)}."""
    return {
        (name, written): (kept, now)
        for name, said in answers.items()
        for written, now in said.items()
        if (kept := spreadsheet.answers.get(name, {}).get(written, now)) != now
    }


def lock_import(spreadsheet: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=spreadsheet.pk)
