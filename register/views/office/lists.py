"""The lists of the office: pages, files of what they show, and views kept of them."""

from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, officer
from grants.refused import Refused
from grants.spreadsheets import csv_parts
from grants.streaming import as_sent
from grants.workbook import workbook_parts
from grants.years import london_today
from register.actions.saved_views import forget_view, save_view
from register.forms.lists import ListForm, ViewForm
from register.models import SavedView
from register.office_lists.asking import MOST, Asked
from register.office_lists.declared import OfficeList
from register.office_lists.lists import LISTS

PER_PAGE, CHUNK = 25, 2_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Heading(NamedTuple):
    """Of a column; `sorts` is the query that sorts by it, and `sorted` how it is sorted at present."""

    label: str
    sorts: str
    sorted: str
    is_number: bool


@officer
def decision_list(request: PersonRequest) -> HttpResponse:
    return list_page(request, LISTS["decisions"])


@officer
def organisation_list(request: PersonRequest) -> HttpResponse:
    return list_page(request, LISTS["organisations"])


@officer
def office_list(request: PersonRequest, name: str) -> HttpResponse:
    office_list = called(name)
    return redirect(office_list.url) if office_list.page else list_page(request, office_list)


def called(name: str) -> OfficeList:
    if name not in LISTS:
        raise Http404
    return LISTS[name]


def list_page(request: PersonRequest, office_list: OfficeList, view_form: ViewForm | None = None) -> HttpResponse:
    form = ListForm(request.GET, office_list=office_list)
    asked = Asked(office_list, form.cleaned_data if form.is_valid() else {})
    paginator = Paginator(asked.rows[:MOST], PER_PAGE)
    paginator.count = min(asked.count, MOST)
    page = paginator.get_page(request.GET.get("page"))
    rows = [(office_list.address(row), office_list.shown(row)) for row in page.object_list]
    context = {
        "list": office_list,
        "lists": LISTS.values(),
        "form": form,
        "asked": asked,
        "most": MOST,
        "page": page,
        "rows": rows,
        "headings": headings(asked, rows),
        "views": SavedView.objects.seen_by(request.user).filter(list_name=office_list.name).select_related("saved_by"),
        "view_form": view_form or ViewForm(),
    }
    return render(request, "office/office_list.html", context)


def headings(asked: Asked, rows: list[Any]) -> list[Heading]:
    """Each sorts by its column: upwards first, and downwards after that."""
    numbers = {cell.label for _, cells in rows for cell in cells if cell.is_number}
    found = []
    for column in asked.list.columns:
        ways = {column.key: "ascending", f"-{column.key}": "descending"}
        other = f"-{column.key}" if asked.sort == column.key else column.key
        sorts = Asked(asked.list, asked.values | {"sort": other}).query if column.sort else ""
        found.append(Heading(column.label, sorts, ways.get(asked.sort, ""), column.label in numbers))
    return found


@officer
def office_list_file(request: PersonRequest, name: str, ending: str) -> HttpResponseBase:
    """All that a list shows, on all its pages."""
    office_list = called(name)
    form = ListForm(request.GET, office_list=office_list)
    if ending not in ("csv", "xlsx") or not form.is_valid():
        raise Http404
    asked = Asked(office_list, form.cleaned_data)
    rows = as_sent(asked.rows.iterator(chunk_size=CHUNK))
    if ending == "csv":
        lines = csv_parts(office_list.names, map(office_list.cells, rows))
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        parts = workbook_parts(office_list, rows, count=asked.found.count(), comments=office_list.about)
        answer = StreamingHttpResponse(parts, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{london_today().isoformat()}.{ending}"'
    return answer


@officer
@require_POST
def office_view_save(request: PersonRequest, name: str) -> HttpResponse:
    """Keep what is asked of the list under a name; the query of the address is what is kept."""
    office_list, view_form = called(name), ViewForm(request.POST)
    form = ListForm(request.GET, office_list=office_list)
    if form.is_valid() and view_form.is_valid():
        asked = Asked(office_list, form.cleaned_data)
        save = partial(save_view, name, by=request.user, query=asked.query, **view_form.cleaned_data)
        if view_form.run(save):
            messages.success(request, f"The view “{view_form.cleaned_data['name']}” is saved.")
            return redirect(f"{office_list.url}?{asked.query}")
    return list_page(request, office_list, view_form)


@officer
@require_POST
def office_view_forget(request: PersonRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.seen_by(request.user), pk=pk)
    try:
        forget_view(view, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The view “{view}” is removed.")
    return redirect(called(view.list_name).url)
