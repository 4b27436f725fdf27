"""The lines of a CSV file, finished by the database: the bytes that `csv_lines` (grants/spreadsheets.py) makes of the
same cells."""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from grants.spreadsheets import LINES
from public.open_data.columns import CellKind, DataTable

# What begins with a letter or a digit, as nearly every text does, is looked at no further.
PLAIN = "ascii({0}) BETWEEN 97 AND 122 OR ascii({0}) BETWEEN 48 AND 57 OR ascii({0}) BETWEEN 65 AND 90"
FORMULA = f"NOT ({PLAIN}) AND {{0}} ~ E'^[ \u00a0\u3000]*[=+@\\t\\r\\n＝＋－＠-]'"
QUOTED = "strpos({0}, ',') > 0 OR strpos({0}, '\"') > 0 OR strpos({0}, E'\\n') > 0 OR strpos({0}, E'\\r') > 0"
CELLS = {
    CellKind.TEXT: (
        f"CASE WHEN {QUOTED} THEN concat('\"', CASE WHEN {FORMULA} THEN '''' END, replace({{0}}, '\"', '\"\"'), '\"')"
        f" WHEN {FORMULA} THEN concat('''', {{0}}) ELSE {{0}} END"
    ),
    CellKind.YEAR: "{0} || '/' || to_char(mod({0} + 1, 100), 'FM00')",
}
CELLS[CellKind.YES_NO] = CELLS[CellKind.TEXT]  # in words


def lines_of(found: QuerySet[Any, Any], table: DataTable) -> Iterator[str]:
    """Many at a time. `found` gives the values of the columns, in order: they are worked out once (hence the OFFSET,
    which lets nothing be drawn into the lines), and written as the database writes days and sums."""
    names = [f"c{number}" for number, _ in enumerate(table.columns)]
    cells = [CELLS.get(each.cell_kind, "{0}").format(name) for name, each in zip(names, table.columns, strict=True)]
    query, values = found.query.sql_with_params()
    line = ", ',', ".join(cells)
    with connections[found.db].chunked_cursor() as cursor:
        said = f"SELECT concat({line}, E'\\r\\n') FROM ({query} OFFSET 0) AS found ({', '.join(names)})"  # noqa: S608
        cursor.execute(said, values)
        while rows := cursor.fetchmany(LINES):
            yield "".join(line for (line,) in rows)
