"""The files as a data package (Frictionless, datapackage.org): what each column holds, and how the tables join."""

from typing import Any

from django.conf import settings

from public.open_data.columns import CellKind, DataColumn, DataTable
from public.open_data.sources import SOURCES
from public.open_data.tables import LICENCE, LICENCE_URL, address

FIELDS: dict[CellKind, dict[str, Any]] = {
    CellKind.TEXT: {"type": "string"},
    CellKind.DAY: {"type": "date"},
    CellKind.POUNDS: {"type": "number"},
    CellKind.NUMBER: {"type": "integer"},
    CellKind.DECIMAL: {"type": "number"},
    CellKind.YES_NO: {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    CellKind.YEAR: {"type": "string", "constraints": {"pattern": "[0-9]{4}/[0-9]{2}"}},
}


def package() -> dict[str, Any]:
    office = settings.OFFICE
    return {
        "profile": "tabular-data-package",
        "name": "grant-decisions",
        "title": f"{office.name}: grant decisions",
        "description": f"The published grant decisions of {office.body}, with their awards, money and conditions.",
        "homepage": address("data"),
        "licenses": [{"name": "OGL-UK-3.0", "path": LICENCE_URL, "title": LICENCE}],
        "contributors": [{"title": office.body, "role": "publisher"}],
        "resources": [resource(source.table) for source in SOURCES.values()],
    }


def resource(table: DataTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(table),
    }


def schema(table: DataTable) -> dict[str, Any]:
    joins = [foreign_key(column) for column in table.columns if column.refers_to]
    described: dict[str, Any] = {"fields": [field(column) for column in table.columns], "missingValues": [""]}
    # Of several columns one may be empty, which no primary key may be.
    if len(table.key) == 1:
        described["primaryKey"] = list(table.key)
    return described | ({"foreignKeys": joins} if joins else {})


def field(column: DataColumn) -> dict[str, Any]:
    return {"name": column.name, "description": column.meaning} | FIELDS[column.cell_kind]


def foreign_key(column: DataColumn) -> dict[str, Any]:
    [key] = SOURCES[column.refers_to].table.key
    return {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": [key]}}
