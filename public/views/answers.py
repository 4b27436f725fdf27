"""Answers that are not pages: files of open data, and a sentence where a file cannot be made."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from grants.spreadsheets import csv_lines, csv_parts
from grants.streaming import as_sent
from grants.workbook import workbook_parts
from public.open_data.columns import DataTable
from public.open_data.sources import SOURCES
from public.open_data.tables import LICENCE, LICENCE_URL
from public.open_data.writing import json_parts
from register.models import Listing, Notice, YearAccount
from register.notices.as_data import as_data, linked_data

# The forms in which a decision is there at one address; the first is for whoever has no wish.
OFFERED = ("text/html", "application/json", "application/ld+json")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A table as a file, narrowed as the address asks; a sentence where that cannot be. However long it is, a part of
    it is in memory at a time."""
    source, write = SOURCES.get(name), writer_of(ending)
    if source is None:
        raise Http404
    form = source.form(request.GET)
    if refused := refusal(request, form):
        return refused
    found = source.listed(form)
    if ending == "csv" and source.lines:
        return csv_file(source.table, chain(csv_lines(source.table.names, ()), as_sent(source.lines(found))))
    return write(request, source.table, as_sent(source.rows(found, form)), found.count)


def writer_of(ending: str) -> Callable[..., HttpResponseBase]:
    """What writes rows as a file of that kind, if there is such a kind."""
    if ending not in WRITERS:
        raise Http404
    return WRITERS[ending]


def csv_answer(_request: HttpRequest, table: DataTable, rows: Iterable[Any], _count: Any) -> HttpResponseBase:
    return csv_file(table, csv_parts(table.names, map(table.cells, rows)))


def csv_file(table: DataTable, parts: Iterable[str]) -> HttpResponseBase:
    answer = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    return answer


def json_answer(request: HttpRequest, table: DataTable, rows: Iterable[Any], _count: Any) -> HttpResponseBase:
    return json_stream(head(request), table.name, map(table.record, rows))


def json_stream(head: dict[str, Any], name: str, records: Iterable[dict[str, Any]]) -> HttpResponseBase:
    return StreamingHttpResponse(json_parts(head, name, records), content_type="application/json")


def head(request: HttpRequest) -> dict[str, Any]:
    """How every list as data begins."""
    return {"source": request.build_absolute_uri(), "license": LICENCE_URL}


def xlsx_answer(
    _request: HttpRequest, table: DataTable, rows: Iterable[Any], count: Callable[[], int]
) -> HttpResponseBase:
    answer = StreamingHttpResponse(workbook_parts(table, rows, count=count(), comments=LICENCE), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.xlsx"'
    return answer


WRITERS = {"csv": csv_answer, "xlsx": xlsx_answer, "json": json_answer}


def pdf_answer(request: HttpRequest, written: Callable[..., bytes], notice: Any, name: str) -> HttpResponse:
    """Shown in the browser; that of a sample says that it is one."""
    answer = HttpResponse(written(notice, sample=sample_words(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def sample_words(request: HttpRequest) -> str:
    """That the register is a sample; empty where it is none."""
    return render_to_string("includes/sample_words.html", request=request).strip()


def refusal(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """What of the address is not valid, or is no filter of this file, a sentence a line, with status 400; None where
    all of it can be obeyed."""
    sentences = [f"This file has no filter “{name[:40]}”." for name in request.GET if name not in form.fields]
    if not form.is_valid():
        sentences += [
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for name, errors in form.errors.items()
            for error in errors
        ]
    return sentence(*sentences) if sentences else None


def sentence(*sentences: str) -> HttpResponse:
    """Why a file cannot be made."""
    return HttpResponse("\n".join(sentences) + "\n", status=400, content_type="text/plain; charset=utf-8")


def notice_answer(notice: Notice) -> HttpResponse:
    """A version as data: all of it, since its digests cover all of it; nothing while a part is out of public sight."""
    if notice.taken_down_at:
        return out_of_sight(notice.decision.reference, f"The text of this version was {notice.taken_out}.")
    if notice.papers_down:
        return out_of_sight(notice.decision.reference, *notice.papers_down.values(), "This data would name it.")
    return as_indented(notice)


def as_indented(notice: Notice | YearAccount) -> HttpResponse:
    """With the digests that prove it."""
    return JsonResponse(as_data(notice), json_dumps_params={"indent": 2, "ensure_ascii": False})


def negotiated(request: HttpRequest, notice: Notice, listing: Listing | None = None) -> HttpResponse | None:
    """A version in the form that the reader asks for instead of the page, if that is another; with what its awards
    stand at, where it is the one that is listed."""
    match request.get_preferred_type(OFFERED):
        case "application/json":
            return notice_answer(notice)
        case "application/ld+json":
            current = dict(listing.awards.values_list("number", "current_amount")) if listing else None
            told = linked_data(notice.document, request.build_absolute_uri(request.path), current)
            return HttpResponse(told, content_type="application/ld+json")
    return None


def out_of_sight(reference: str, *sentences: str) -> HttpResponse:
    """What of a decision cannot be read, and why (domain §8)."""
    words = " ".join((f"{reference}:", *sentences, "Nothing has been destroyed.\n"))
    return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
