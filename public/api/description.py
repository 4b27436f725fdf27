"""The description of the API (OpenAPI 3.1): what ninja writes of the types of the answers, with the filters of the
pages, and problems as what they are."""

from typing import Any

from django import forms
from ninja import NinjaAPI

from grants.fields import DayField, PoundsField
from public.api.asking import MOST_ROWS, ROWS
from public.forms.asking import QueryForm, SlugChoice
from public.open_data.sources import SHORT_NAME, SOURCES, Source

PREFIX = "/api/v1/"
# Filters with few values, which the description names.
NAMED = {"partnership", "stream", "year", "recipient_kind", "kind", "condition", "standing"}
SLUG = {"type": "string", "pattern": f"^{SHORT_NAME.pattern}$"}
PART: list[dict[str, Any]] = [
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS},
        "description": "How many rows at most.",
    },
    {
        "name": "after",
        "in": "query",
        "schema": SLUG,
        "description": "The key of a row: the list goes on after it. It is part of the address in next.",
    },
]


def description(api: NinjaAPI) -> dict[str, Any]:
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for address, operations in told["paths"].items():
        name, _, key = address.removeprefix(PREFIX).partition("/")
        source = SOURCES[name]
        operations["get"]["parameters"] = [key_of(source)] if key else [*parameters(source.form), *PART]
        for status, response in operations["get"]["responses"].items():
            if int(status) >= 400:
                response["content"] = {"application/problem+json": response["content"].pop("application/json")}
        operations["get"]["responses"][304] = {"description": "What you have is what there is (If-None-Match)."}
    return told


def key_of(source: Source) -> dict[str, Any]:
    """The key as a part of the address, with that of the first row as an example."""
    table, form = source.table, source.blank_form()
    keys = [table.record(row)[table.key[0]] for row in source.rows(source.in_order(form)[:1], form)]
    said = {"name": "key", "in": "path", "required": True, "schema": SLUG, "description": f"Its {table.key[0]}."}
    return said | ({"example": str(keys[0])} if keys else {})


def parameters(form_class: type[QueryForm]) -> list[dict[str, Any]]:
    fields = {name: field for name, field in form_class().fields.items() if name != "sort"}
    return [
        {"name": name, "in": "query", "schema": schema(name, field), "description": f"{field.label}{how(name, field)}"}
        for name, field in fields.items()
    ]


def how(name: str, field: forms.Field) -> str:
    """How a value is written, where it does not say so itself."""
    if isinstance(field, DayField):
        return ", written 2024-03-31"
    if isinstance(field, PoundsField):
        return ", in pounds, written 7500 or 7500.00"
    return "" if name in NAMED or not isinstance(field, SlugChoice) else ": the last part of the address of its page"


def schema(name: str, field: forms.Field) -> dict[str, Any]:
    match field:
        case DayField():
            return {"type": "string", "format": "date"}
        case PoundsField():
            return {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,2})?$"}
        case SlugChoice():
            values = [value for value, _ in field.known if value] if name in NAMED else []
            return {"type": "string", "enum": values} if values else SLUG
    return {"type": "string", "minLength": 1, "maxLength": getattr(field, "max_length", None), "pattern": r"\S"}
