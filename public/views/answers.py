"""Answers that are not pages: files of open data, and a sentence where a file cannot be made."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localtime

from grants.formatting import day
from grants.spreadsheets import safe_row
from public.forms.queries import DecisionSearch
from public.open_data.rows import decision_rows
from public.open_data.tables import DECISIONS, DataTable

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


class PassThrough:
    """What csv.writer takes for a file: hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(table: DataTable, rows: Iterable[Any]) -> Iterator[str]:
    """The table line by line, as RFC 4180 has it, with the mark that Excel needs. No cell acts as a formula."""
    writer = csv.writer(PassThrough())
    yield BYTE_ORDER_MARK + writer.writerow(table.names)
    for row in rows:
        yield writer.writerow(safe_row(table.cells(row)))


def csv_answer(name: str, table: DataTable, rows: Iterable[Any]) -> HttpResponse:
    answer = StreamingHttpResponse(csv_lines(table, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]


def decisions_answer(form: DecisionSearch) -> HttpResponse:
    """The decisions that a search finds, with what it narrows their money to."""
    return csv_answer("decisions.csv", DECISIONS, decision_rows(form.search.found(), form.narrowing))


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
    if not sentences:
        return None
    return HttpResponse("\n".join(sentences) + "\n", status=400, content_type="text/plain; charset=utf-8")


def out_of_sight(reference: str, what: str, since: datetime) -> HttpResponse:
    """What cannot be read at the moment, and why (domain §8)."""
    moment = localtime(since)
    sentence = (
        f"{what} ({reference}) was taken out of public sight on {day(moment)} at {moment:%H:%M}, while it is being "
        "checked. Nothing has been destroyed.\n"
    )
    return HttpResponse(sentence, status=404, content_type="text/plain; charset=utf-8")
