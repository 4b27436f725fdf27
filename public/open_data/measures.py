"""How large the files of open data are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from grants.spreadsheets import csv_lines
from public.forms.asking import QueryForm
from public.open_data.sources import Source

SAMPLE = 100


@dataclass(frozen=True)
class Measure:
    """Of one table: how many rows it has, and the bytes of its CSV file; of a longer one about so many, going by its
    first rows."""

    rows: int
    bytes: int

    @property
    def is_exact(self) -> bool:
        return self.rows <= SAMPLE


def measures(sources: Iterable[Source]) -> list[Measure]:
    """Of each table. All are counted in one query, and of those that are empty no row is asked for."""
    asked = [(each, form, each.listed(form)) for each in sources for form in (each.blank_form(),)]
    counts = counted([found for _, _, found in asked])
    return [measure(*each, count) for each, count in zip(asked, counts, strict=True)]


def measure(source: Source, form: QueryForm, found: QuerySet[Any], count: int) -> Measure:
    cells = map(source.table.cells, source.rows(found[:SAMPLE], form)) if count else ()
    header, *lines = (len(line.encode()) for line in csv_lines(source.table.names, cells))
    rows = len(lines) if count <= SAMPLE else count  # of some, like yearly accounts, each gives several
    return Measure(rows, header + round(sum(lines) * rows / max(1, len(lines))))


def counted(found: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each has, in one query."""
    each = [rows.order_by().values("pk").query.sql_with_params() for rows in found]
    parts = [f"SELECT {place} AS place, count(*) FROM ({sql}) found" for place, (sql, _) in enumerate(each)]  # noqa: S608 - Django's
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY place", [value for _, values in each for value in values])
        return [count for _, count in cursor.fetchall()]
