"""Bringing in what exists: notices from elsewhere, and spreadsheets of past decisions. Always into drafts."""

from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, approver, officer
from grants.models import Decision, User
from grants.refused import Refused
from intake.actions.drafting import check_again, draft_next, undo_next, upload_spreadsheet
from intake.actions.notices import FromNotice, draft_from_notices
from intake.actions.publishing import acknowledge_hits, open_hits_of, retry_refused, send_spreadsheet
from intake.actions.publishing import publish_next as publish_next_decision
from intake.forms import ImportButtonForm, ImportHitsForm, NoticeForm, PublishImportForm, SpreadsheetForm
from intake.models import ImportedDecision, SpreadsheetImport
from intake.modern_gov.text import NotANotice
from intake.spreadsheets.table import MOST_ROWS
from intake.spreadsheets.template import template_csv, template_xlsx
from register.checks.scanned_texts import TextHit
from register.loading import with_parts

PER_PAGE = 50
SECONDS_PER_STEP = 2.0
"""How long one request drafts or publishes past decisions before it answers: well below any time limit."""

TEMPLATES = {
    "csv": (template_csv, "text/csv; charset=utf-8"),
    "xlsx": (template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@officer
def decision_from_notice(request: PersonRequest) -> HttpResponse:
    form = NoticeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        field = "page" if form.cleaned_data["page"] else "text"
        key, again = form.cleaned_data["form_key"], form.cleaned_data["again"]
        try:
            found = draft_from_notices(form.words, by=request.user, form_key=key, again=again)
        except NotANotice as error:
            form.add_error(field, str(error))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return context_of(request, found)
    return render(request, "office/decision_from_notice.html", {"form": form})


def context_of(request: PersonRequest, found: list[FromNotice]) -> HttpResponse:
    """One decision has its own page; several, or one that was here under its number, are listed."""
    first = found[0]
    if len(found) == 1 and first.is_same_text:
        said = "has been read from the notice. Check what it says" if first.is_new else "was read from it before"
        messages.success(request, f"{first.decision.reference} {said}.")
        return redirect("office:decision_detail", first.decision.reference)
    references = [("new" if each.is_new else "known", each.decision.reference) for each in found]
    return redirect(f"{reverse('office:imported_notices')}?{urlencode(references)}")


@officer
def imported_notices(request: PersonRequest) -> HttpResponse:
    """What became of the decisions on a list page: `?new=` and `?known=` references."""
    by_reference = Decision.objects.select_related("imported").in_bulk(
        [*request.GET.getlist("new"), *request.GET.getlist("known")], field_name="reference"
    )
    new = [by_reference[each] for each in request.GET.getlist("new") if each in by_reference]
    known = [by_reference[each] for each in request.GET.getlist("known") if each in by_reference]
    return render(request, "office/imported_notices.html", {"new": new, "known": known})


@officer
def import_list(request: PersonRequest) -> HttpResponse:
    """Spreadsheets that were brought in, and the form for another one."""
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            taken = upload_spreadsheet(form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", " ".join(refusal.sentences))
        else:
            return redirect("office:import_detail", taken.pk)
    begun = Exists(ImportedDecision.objects.drafted().filter(spreadsheet=OuterRef("pk")))
    imports = SpreadsheetImport.objects.select_related("file", "imported_by").annotate(is_begun=begun)[:PER_PAGE]
    return render(request, "office/import_list.html", {"form": form, "imports": imports, "most_rows": MOST_ROWS})


@officer
def import_template(_request: PersonRequest, ending: str) -> HttpResponse:
    if ending not in TEMPLATES:
        raise Http404
    written, content_type = TEMPLATES[ending]
    named = f'attachment; filename="past-decisions.{ending}"'
    return HttpResponse(written(), content_type=content_type, headers={"Content-Disposition": named})


@officer
def import_detail(request: PersonRequest, pk: int) -> HttpResponse:
    return import_page(request, get_import(pk))


@officer
@require_POST
def import_check(request: PersonRequest, pk: int) -> HttpResponse:
    return step(request, get_import(pk), check_again)


@officer
@require_POST
def import_draft(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft for a few seconds, then show how far it has come; the page goes on by itself, or by its button."""
    return steps(request, get_import(pk), draft_next, while_true=lambda now: now.drafted_at is None)


@officer
@require_POST
def import_undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take away for a few seconds what was drafted, in the same manner."""
    return steps(request, get_import(pk), undo_next, while_true=lambda now: now.is_being_undone)


@officer
@require_POST
def import_send(request: PersonRequest, pk: int) -> HttpResponse:
    return step(request, get_import(pk), send_spreadsheet)


@approver
@require_POST
def import_retry(request: PersonRequest, pk: int) -> HttpResponse:
    return step(request, get_import(pk), retry_refused)


@officer
def import_personal_data(request: PersonRequest, pk: int) -> HttpResponse:
    """What looks like personal data in the decisions of an import, each in its sentence, to be acknowledged by name."""
    spreadsheet = get_import(pk)
    items = spreadsheet.items.with_open_hits().prefetch_related(
        Prefetch("decision", with_parts().prefetch_related("acknowledgements"))
    )
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    form = ImportHitsForm([(item, open_hits_of(item)) for item in page], request.POST or None)
    if form.is_valid() and form.run(acknowledge_all, form.chosen, by=request.user):
        return redirect("office:import_personal_data", pk)
    return render(request, "office/import_personal_data.html", {"spreadsheet": spreadsheet, "page": page, "form": form})


def acknowledge_all(chosen: Iterable[tuple[ImportedDecision, list[TextHit]]], *, by: User) -> None:
    for item, finds in chosen:
        acknowledge_hits(item, finds, by=by)


@approver
@require_POST
def import_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish for a few seconds, then show how far it has come; the page goes on by itself, or by its button."""
    spreadsheet, form = get_import(pk), PublishImportForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["exceeding_reason"]
        publish_next = partial(publish_next_decision, spreadsheet, by=request.user, exceeding_reason=reason)
        if form.run(for_a_few_seconds, publish_next):
            request.session[reason_key(spreadsheet)] = reason
            return going_on(spreadsheet, more=spreadsheet.items.waiting().exists())
    return import_page(request, spreadsheet, form)


def for_a_few_seconds(deed: Callable[[], Any]) -> None:
    """Do it again and again, until it says that there is no more to do, or the time of a request is used up."""
    end = monotonic() + SECONDS_PER_STEP
    while deed() and monotonic() < end:
        pass


def steps(
    request: PersonRequest,
    spreadsheet: SpreadsheetImport,
    deed: Callable[..., SpreadsheetImport],
    *,
    while_true: Callable[[SpreadsheetImport], bool],
) -> HttpResponse:
    """Some steps of something long, as a button of the import's page begins it or goes on with it."""
    form = ImportButtonForm(request.POST)
    if form.is_valid() and form.run(for_a_few_seconds, lambda: while_true(deed(spreadsheet, by=request.user))):
        return going_on(spreadsheet, more=while_true(get_import(spreadsheet.pk)))
    return import_page(request, get_import(spreadsheet.pk), form)


def going_on(spreadsheet: SpreadsheetImport, *, more: bool) -> HttpResponse:
    return redirect(reverse("office:import_detail", args=[spreadsheet.pk]) + ("?going=on" if more else ""))


def step(request: PersonRequest, spreadsheet: SpreadsheetImport, deed: Callable[..., Any]) -> HttpResponse:
    """A button of the import's page: run the action, or show the page again with the refusal."""
    form = ImportButtonForm(request.POST)
    if form.is_valid() and form.run(deed, spreadsheet, by=request.user):
        return redirect("office:import_detail", spreadsheet.pk)
    return import_page(request, spreadsheet, form)


def import_page(request: PersonRequest, spreadsheet: SpreadsheetImport, form: Any = None) -> HttpResponse:
    items = spreadsheet.items.select_related("decision")
    refused = Paginator(items.refused(), PER_PAGE).get_page(request.GET.get("page"))
    earlier_reason = {"exceeding_reason": request.session.get(reason_key(spreadsheet), "")}
    published, waiting = items.published().count(), items.waiting().count()
    context = {
        "spreadsheet": spreadsheet,
        "form": form,
        "publish_form": form if isinstance(form, PublishImportForm) else PublishImportForm(initial=earlier_reason),
        "drafted": items.drafted().count(),
        "published": published,
        "waiting": waiting,
        "tried": spreadsheet.decisions - waiting,
        "with_open_hits": items.with_open_hits().count(),
        "page": refused,
        "drafts": items.filter(decision__published_at=None)[:PER_PAGE],
        "going": request.GET.get("going") == "on",
        "may_publish": request.user.is_approver
        and request.user.pk not in (spreadsheet.imported_by_id, spreadsheet.sent_by_id),
    }
    return render(request, "office/import_detail.html", context)


def get_import(pk: int) -> SpreadsheetImport:
    return get_object_or_404(SpreadsheetImport.objects.select_related("file", "imported_by", "sent_by"), pk=pk)


def reason_key(spreadsheet: SpreadsheetImport) -> str:
    return f"import-{spreadsheet.pk}-reason"
