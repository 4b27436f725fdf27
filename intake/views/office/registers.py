"""A register that is brought in, step by step: look, match, answer, and the list of what is wrong. Each step is
kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, officer
from intake.actions.bringing_in import (
    NAMED,
    answer,
    choose_tables,
    match_columns,
    open_register,
    otherwise_answered,
    settle_look_alikes,
    take_answers_back,
)
from intake.forms.answers import AddAllForm, LookAlikesForm, QuestionForm
from intake.forms.registers import LookForm, MatchForm, SaidForm
from intake.models import SpreadsheetImport
from intake.spreadsheets.answers import asked_of, merged, question_key
from intake.spreadsheets.cells import Answers
from intake.spreadsheets.corrections import corrections_xlsx
from intake.spreadsheets.opened import Opened
from intake.views.office.imports import get_import, import_page

QUESTIONS_PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officer
def import_look(request: PersonRequest, pk: int) -> HttpResponse:
    """Which tables of the file are read. Where the headings were moved the page shows the tables that are there now."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    form = look_form(spreadsheet, opened, request.POST or None)
    if form.is_valid():
        choices = form.choices | ({"chosen": {}, "left_out": {}} if form.moves_headings else {})
        revision = form.cleaned_data["revision"]
        if form.run(choose_tables, spreadsheet, choices, by=request.user, revision=revision):
            return redirect("office:import_look" if form.moves_headings else "office:import_match", pk)
        form.compare(look_form(*as_it_is_now(pk)))
    return render(request, "office/import_look.html", {"spreadsheet": spreadsheet, "form": form, "opened": opened})


@officer
def import_match(request: PersonRequest, pk: int) -> HttpResponse:
    """What the columns mean, and what is the same in all rows."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    form = match_form(spreadsheet, opened, request.POST or None)
    if form.is_valid():
        more = {name: form.cleaned_data[name] for name in ("save_as", "revision")}
        if form.run(match_columns, spreadsheet, form.matching, by=request.user, **more):
            to = get_import(pk)
            return redirect("office:import_answers" if to.found["questions"] else "office:import_detail", pk)
        form.compare(match_form(*as_it_is_now(pk)))
    context = {"spreadsheet": spreadsheet, "form": form, "opened": opened, "personal": opened.personal_data()}
    return render(request, "office/import_match.html", context)


@officer
def import_answers(request: PersonRequest, pk: int) -> HttpResponse:
    """Names that the office does not know, and what could not be read: each once, and what was answered before."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    given = request.POST if "save" in request.POST else None
    asked = (opened if given is None else asking_again(opened, given)).questions()
    page = Paginator(asked, QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
    others = {each.key: each for each in asked}
    add_all = AddAllForm(asked, request.POST if "add_all" in request.POST else None)
    shown = page.object_list if given is None else [each for each in asked if f"{each.key}-choice" in given]
    forms = [QuestionForm(each, others, given) for each in shown]
    said = SaidForm(request.POST or None, initial={"revision": spreadsheet.revision_of("answers")})
    if said.is_valid() and run_answers(request, spreadsheet, said, add_all, forms):
        return redirect("office:import_answers", pk) if "take_back" in request.POST else next_question(request, pk)
    context = {"spreadsheet": spreadsheet, "forms": forms, "page": page, "add_all": add_all, "form": said}
    return render(request, "office/import_answers.html", context | {"answered": answered_before(spreadsheet)})


def run_answers(
    request: PersonRequest,
    spreadsheet: SpreadsheetImport,
    said: SaidForm,
    add_all: AddAllForm,
    forms: list[QuestionForm],
) -> bool:
    """What was pressed. Where somebody has answered otherwise meanwhile, both are shown."""
    shown = {"by": request.user, "revision": said.cleaned_data["revision"]}
    if "take_back" in request.POST:
        is_done = said.run(take_answers_back, spreadsheet, taken_back(request), **shown)
        answers: Answers = {}
    elif add_all.is_valid():
        answers = add_all.answers
        is_done = said.run(answer, spreadsheet, answers, **shown)
    elif "save" in request.POST and not [form for form in forms if not form.is_valid()]:
        answers, remembered = all_answers(forms)
        is_done = said.run(answer, spreadsheet, answers, remembered=remembered, **shown)
    else:
        return False
    if not is_done:
        now = get_import(spreadsheet.pk)
        said.meanwhile = [
            (f"“{written}”", in_words(name, theirs), in_words(name, hers))
            for (name, written), (theirs, hers) in otherwise_answered(now, answers).items()
        ]
        said.carry(now.revision_of("answers"))
    return is_done


@officer
@require_POST
def import_look_alikes(request: PersonRequest, pk: int) -> HttpResponse:
    """A button of the check: decisions that look like others are others, or are left out."""
    spreadsheet, form = get_import(pk), LookAlikesForm(request.POST)
    if form.is_valid() and form.run(settle_look_alikes, spreadsheet, by=request.user, **form.cleaned_data):
        return redirect("office:import_detail", pk)
    return import_page(request, get_import(pk), form)


@officer
def import_corrections(_request: PersonRequest, pk: int) -> HttpResponse:
    """The whole list as a file, with a column that says what to change."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    name = spreadsheet.name.rpartition(".")[0].replace('"', "")
    headers = {"Content-Disposition": f'attachment; filename="{name} - what to change.xlsx"'}
    return HttpResponse(corrections_xlsx(opened.read, opened.checked.problems), content_type=XLSX, headers=headers)


def look_form(spreadsheet: SpreadsheetImport, opened: Opened, given: Any = None) -> LookForm:
    return LookForm(opened, given, initial={"revision": spreadsheet.revision_of("choices")})


def match_form(spreadsheet: SpreadsheetImport, opened: Opened, given: Any = None) -> MatchForm:
    return MatchForm(opened, given, initial={"revision": spreadsheet.revision_of("choices", "matching")})


def as_it_is_now(pk: int) -> tuple[SpreadsheetImport, Opened]:
    spreadsheet = get_import(pk)
    return spreadsheet, open_register(spreadsheet)


def opened_or_none(spreadsheet: SpreadsheetImport) -> Opened | None:
    """The file, while what is said of it can be changed."""
    return None if spreadsheet.drafted_at else open_register(spreadsheet)


def all_answers(forms: list[QuestionForm]) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, int]]]:
    """What was answered, and what is to be remembered."""
    said: dict[str, dict[str, Any]] = {}
    remembered: dict[str, dict[str, int]] = {}
    for form in forms:
        said = merged(said, form.question.name, form.answer)
        remembered = merged(remembered, form.question.name, form.remembered)
    return said, remembered


def asking_again(opened: Opened, given: Mapping[str, str]) -> Opened:
    """With what is answered here asked once more, though somebody has answered it meanwhile."""
    again = {
        asked_of(name, written)
        for name, each in opened.answers.items()
        for written in each
        if given.get(f"{question_key(name, written)}-choice")
    }
    if not again:
        return opened
    left = {
        name: {written: said for written, said in each.items() if asked_of(name, written) not in again}
        for name, each in opened.answers.items()
    }
    return replace(opened, answers=left)


def next_question(request: PersonRequest, pk: int) -> HttpResponse:
    """On to what is still open, or to the check."""
    left = get_import(pk).found["questions"]
    if left:
        messages.success(request, f"Saved. {left} still to be answered.")
    return redirect("office:import_answers" if left else "office:import_detail", pk)


def taken_back(request: PersonRequest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in request.POST.getlist("taken_back"):
        name, _, written = each.partition(":")
        found.setdefault(name, []).append(written)
    return found


def answered_before(spreadsheet: SpreadsheetImport) -> list[tuple[str, str, str]]:
    """What was answered: the name of each in the form, what is written, and what that means."""
    return [
        (f"{name}:{written}", written, in_words(name, said))
        for name, each in spreadsheet.answers.items()
        for written, said in each.items()
    ]


def in_words(name: str, said: dict[str, Any]) -> str:
    if said.get("leave_out"):
        return "its rows are left out"
    if "new" in said:
        return f"added as {said['new']['name']}"
    if "read" in said:
        return f"read as {said['read']}"
    return str(NAMED[name].objects.filter(pk=said["known"]).first() or "one that the office knew")
