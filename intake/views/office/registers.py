"""A register that is brought in, step by step: look, match, answer, and the list of what is wrong. Each step is
kept."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, officer
from intake.actions.bringing_in import (
    answer,
    choose_tables,
    match_columns,
    open_register,
    settle_look_alikes,
    take_answers_back,
)
from intake.forms.answers import AddAllForm, LookAlikesForm, QuestionForm
from intake.forms.registers import LookForm, MatchForm
from intake.models import SpreadsheetImport
from intake.spreadsheets.answers import merged
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
    form = LookForm(opened, request.POST or None)
    if form.is_valid():
        choices = form.choices | ({"chosen": {}, "left_out": {}} if form.moves_headings else {})
        if form.run(choose_tables, spreadsheet, choices, by=request.user):
            return redirect("office:import_look" if form.moves_headings else "office:import_match", pk)
    return render(request, "office/import_look.html", {"spreadsheet": spreadsheet, "form": form, "opened": opened})


@officer
def import_match(request: PersonRequest, pk: int) -> HttpResponse:
    """What the columns mean, and what is the same in all rows."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    form = MatchForm(opened, request.POST or None)
    if form.is_valid() and form.run(
        match_columns, spreadsheet, form.matching, by=request.user, save_as=form.cleaned_data["save_as"]
    ):
        to = get_import(pk)
        return redirect("office:import_answers" if to.found["questions"] else "office:import_detail", pk)
    context = {"spreadsheet": spreadsheet, "form": form, "opened": opened, "personal": opened.personal_data()}
    return render(request, "office/import_match.html", context)


@officer
def import_answers(request: PersonRequest, pk: int) -> HttpResponse:
    """Names that the office does not know, and what could not be read: each once, and what was answered before."""
    spreadsheet = get_import(pk)
    opened = opened_or_none(spreadsheet)
    if opened is None:
        return redirect("office:import_detail", pk)
    asked = opened.questions()
    page = Paginator(asked, QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
    others = {each.key: each for each in asked}
    add_all = AddAllForm(asked, request.POST if "add_all" in request.POST else None)
    given = request.POST if "save" in request.POST else None
    forms = [QuestionForm(each, others, given) for each in page.object_list]
    if add_all.is_valid() and add_all.run(answer, spreadsheet, add_all.answers, by=request.user):
        return next_question(request, pk)
    if given is not None and all(form.is_valid() for form in forms) and save_answers(request, spreadsheet, forms):
        return next_question(request, pk)
    if "take_back" in request.POST:
        take_answers_back(spreadsheet, taken_back(request), by=request.user)
        return redirect("office:import_answers", pk)
    context: dict[str, Any] = {"spreadsheet": spreadsheet, "forms": forms, "page": page, "add_all": add_all}
    return render(request, "office/import_answers.html", context | {"answered": answered_before(spreadsheet)})


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


def opened_or_none(spreadsheet: SpreadsheetImport) -> Opened | None:
    """The file, while what is said of it can be changed."""
    return None if spreadsheet.drafted_at else open_register(spreadsheet)


def save_answers(request: PersonRequest, spreadsheet: SpreadsheetImport, forms: list[QuestionForm]) -> bool:
    """Keep what was answered. A refusal stands with the first question."""
    said: dict[str, dict[str, Any]] = {}
    remembered: dict[str, dict[str, int]] = {}
    for form in forms:
        said = merged(said, form.question.name, form.answer)
        remembered = merged(remembered, form.question.name, form.remembered)
    return forms[0].run(answer, spreadsheet, said, by=request.user, remembered=remembered) if forms else True


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
        (f"{name}:{written}", written, in_words(said))
        for name, each in spreadsheet.answers.items()
        for written, said in each.items()
    ]


def in_words(said: dict[str, Any]) -> str:
    if said.get("leave_out"):
        return "its rows are left out"
    if "new" in said:
        return f"added as {said['new']['name']}"
    return f"read as {said['read']}" if "read" in said else "one that the office knows"
