"""Answers that are not pages: files of open data, and a sentence where a file cannot be made."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import HttpResponse, StreamingHttpResponse

from grants.spreadsheets import safe_row
from public.open_data.tables import DataTable


class PassThrough:
    """What csv.writer takes for a file: hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(table: DataTable, rows: Iterable[Any]) -> Iterator[str]:
    """The table line by line, as RFC 4180 has it; no cell of it can be taken for a formula."""
    writer = csv.writer(PassThrough())
    yield writer.writerow(table.names)
    for row in rows:
        yield writer.writerow(safe_row(table.cells(row)))


def csv_answer(name: str, table: DataTable, rows: Iterable[Any]) -> HttpResponse:
    answer = StreamingHttpResponse(csv_lines(table, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]


def bad_query(form: forms.Form) -> HttpResponse:
    """What cannot be understood of the address, a sentence a line, with status 400."""
    sentences = [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
    return HttpResponse("\n".join(sentences) + "\n", status=400, content_type="text/plain; charset=utf-8")
