"""Past decisions from a spreadsheet: checked, drafted, sent, approved and published, each by a button of its page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, approver, fresh, officer
from grants.refused import Refused
from intake.actions.bringing_in import check_again, discard, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet, undo_drafting
from intake.actions.publishing import (
    acknowledge_hits,
    approve_spreadsheet,
    pause_publishing,
    publish_approved,
    return_spreadsheet,
    send_spreadsheet,
    shown_to,
)
from intake.forms.answers import LookAlikesForm
from intake.forms.imports import ApproveImportForm, ImportButtonForm, ImportHitsForm, ReturnImportForm, SpreadsheetForm
from intake.models import SpreadsheetImport
from intake.spreadsheets.grid import MOST_ROWS
from intake.spreadsheets.template import template_csv, template_xlsx
from register.checks.scanned_texts import open_hits
from register.loading import with_parts

PER_PAGE = 50
SECONDS = 2.0
"""How long one request publishes before it answers: well below any time limit."""

TEMPLATES = {
    "csv": (template_csv, "text/csv; charset=utf-8"),
    "xlsx": (template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@officer
def import_list(request: PersonRequest) -> HttpResponse:
    """Spreadsheets that were brought in, and the form for another one."""
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return to_step(upload_spreadsheet(form.cleaned_data["file"], by=request.user))
        except Refused as refusal:
            form.add_error("file", " ".join(refusal.sentences))
    imports = SpreadsheetImport.objects.select_related("file", "imported_by")[:PER_PAGE]
    return render(request, "office/import_list.html", {"form": form, "imports": imports, "most_rows": MOST_ROWS})


@officer
def import_template(_request: PersonRequest, ending: str) -> HttpResponse:
    if ending not in TEMPLATES:
        raise Http404
    written, content_type = TEMPLATES[ending]
    headers = {"Content-Disposition": f'attachment; filename="past-decisions.{ending}"'}
    return HttpResponse(written(), content_type=content_type, headers=headers)


@officer
def import_detail(request: PersonRequest, pk: int) -> HttpResponse:
    return import_page(request, get_import(pk))


@officer
@require_POST
def import_check(request: PersonRequest, pk: int) -> HttpResponse:
    return run(request, pk, check_again)


@officer
@require_POST
def import_draft(request: PersonRequest, pk: int) -> HttpResponse:
    return run(request, pk, draft_spreadsheet)


@officer
@require_POST
def import_send(request: PersonRequest, pk: int) -> HttpResponse:
    return run(request, pk, send_spreadsheet)


@officer
def import_personal_data(request: PersonRequest, pk: int) -> HttpResponse:
    """What looks like personal data in the decisions of an import, each in its sentence, to be acknowledged by name."""
    spreadsheet = get_import(pk)
    items = spreadsheet.items.with_open_hits().prefetch_related(
        Prefetch("decision", with_parts().prefetch_related("acknowledgements"))
    )
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    form = ImportHitsForm([(item, open_hits(item.decision)) for item in page], request.POST or None)
    if form.is_valid() and form.run(acknowledge_hits, form.chosen, by=request.user):
        return redirect("office:import_personal_data", pk)
    return render(request, "office/import_personal_data.html", {"spreadsheet": spreadsheet, "page": page, "form": form})


@approver
@fresh
@require_POST
def import_approve(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve what is not published yet. Its page then publishes it, as the timer does."""
    spreadsheet, form = get_import(pk), ApproveImportForm(request.POST)
    if form.is_valid() and form.run(approve_spreadsheet, spreadsheet, by=request.user, **form.cleaned_data):
        return to_import(spreadsheet, goes_on=True)
    return import_page(request, spreadsheet, form)


@approver
@require_POST
def import_return(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the drafts back to the officers, with what has to be changed."""
    spreadsheet, form = get_import(pk), ReturnImportForm(request.POST)
    if form.is_valid() and form.run(return_spreadsheet, spreadsheet, by=request.user, **form.cleaned_data):
        return to_import(spreadsheet)
    return import_page(request, spreadsheet, form)


@officer
@require_POST
def import_discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete an import before it is drafted."""
    spreadsheet, form = get_import(pk), ImportButtonForm(request.POST)
    if form.is_valid() and form.run(discard, spreadsheet, by=request.user):
        return redirect("office:import_list")
    return import_page(request, get_import(pk), form)


@officer
@require_POST
def import_undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete the drafts, as long as none is published."""
    answer = run(request, pk, undo_drafting)
    if answer.status_code == HTTPStatus.FOUND:
        messages.success(request, "The drafts are deleted. The file, its matching and your answers are kept.")
    return answer


@approver
@require_POST
def import_pause(request: PersonRequest, pk: int) -> HttpResponse:
    return run(request, pk, pause_publishing)


@officer
@fresh
@require_POST
def import_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish for a few seconds what is approved, then show the progress. The page continues by itself, or by its
    button."""
    spreadsheet, form = get_import(pk), ImportButtonForm(request.POST)
    if form.is_valid() and form.run(publish_approved, spreadsheet, seconds=SECONDS):
        return to_import(spreadsheet, goes_on=spreadsheet.items.waiting().exists())
    return import_page(request, spreadsheet, form)


def run(request: PersonRequest, pk: int, action: Callable[..., Any]) -> HttpResponse:
    """A button of the import's page: run the action, or show the page again with the refusal."""
    spreadsheet, form = get_import(pk), ImportButtonForm(request.POST)
    if form.is_valid() and form.run(action, spreadsheet, by=request.user):
        return to_import(spreadsheet)
    return import_page(request, get_import(pk), form)


def to_step(spreadsheet: SpreadsheetImport) -> HttpResponse:
    """On to what is to be done next with a file."""
    pages = {"look": "office:import_look", "match": "office:import_match", "answer": "office:import_answers"}
    page = None if spreadsheet.drafted_at else pages.get(spreadsheet.step)
    return redirect(page, spreadsheet.pk) if page else to_import(spreadsheet)


def to_import(spreadsheet: SpreadsheetImport, *, goes_on: bool = False) -> HttpResponse:
    address = reverse("office:import_detail", args=[spreadsheet.pk])
    return redirect(f"{address}?going=on" if goes_on else address)


def import_page(request: PersonRequest, spreadsheet: SpreadsheetImport, form: Any = None) -> HttpResponse:
    items = spreadsheet.items.select_related("decision")
    waiting = items.waiting().count()
    earlier = {"exceeding_reason": spreadsheet.exceeding_reason}
    approve_form = form if isinstance(form, ApproveImportForm) else ApproveImportForm(initial=earlier)
    return_form = form if isinstance(form, ReturnImportForm) else ReturnImportForm()
    may_approve = request.user.is_approver and request.user.pk not in spreadsheet.author_ids
    if may_approve:
        seen = shown_to(request.user, spreadsheet)
        approve_form.show(seen)
        return_form.show(seen)
    context = {
        "spreadsheet": spreadsheet,
        "form": form,
        "approve_form": approve_form,
        "published": items.published().count(),
        "waiting": waiting,
        "tried": spreadsheet.decisions - waiting,
        "with_open_hits": items.with_open_hits().count(),
        "look_alikes_form": form if isinstance(form, LookAlikesForm) else LookAlikesForm(),
        "return_form": return_form,
        "may_undo": spreadsheet.drafted_at and spreadsheet.file and not items.published().exists(),
        "page": Paginator(items.refused(), PER_PAGE).get_page(request.GET.get("page")),
        "drafts": items.filter(decision__published_at=None)[:PER_PAGE],
        "goes_on": request.GET.get("going") == "on",
        "may_approve": may_approve,
    }
    return render(request, "office/import_detail.html", context)


def get_import(pk: int) -> SpreadsheetImport:
    people = ("imported_by", "sent_by", "approved_by")
    return get_object_or_404(SpreadsheetImport.objects.select_related("file", *people), pk=pk)
