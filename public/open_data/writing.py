"""A table of open data written line by line, so that however long it is, a part of it is in memory at a time."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from grants.spreadsheets import safe_row
from public.open_data.columns import DataTable

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


class PassThrough:
    """What csv.writer takes for a file: hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(table: DataTable, rows: Iterable[Any]) -> Iterator[str]:
    """As RFC 4180 has it, with the mark that Excel needs. No cell acts as a formula."""
    writer = csv.writer(PassThrough())
    yield BYTE_ORDER_MARK + writer.writerow(table.names)
    for row in rows:
        yield writer.writerow(safe_row(table.cells(row)))


def json_parts(head: Mapping[str, Any], name: str, records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The head, and the records under their name."""
    yield f"{as_json(head)[:-1]}, {as_json(name)}: ["
    between = "\n"
    for record in records:
        yield between + as_json(record)
        between = ",\n"
    yield "\n]}\n"


def as_json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
