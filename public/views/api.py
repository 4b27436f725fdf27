"""The API: a list and a row of each table that has keys, and the pages that describe it."""

from collections.abc import Callable, Iterator
from http import HTTPMethod, HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from ninja import NinjaAPI
from pydantic import BaseModel

from grants.access import public
from public.api.asking import MOST_ROWS, ROWS, PartForm, Unanswerable, asked
from public.api.description import PREFIX, description
from public.api.types import Problem, page_type, row_type
from public.forms.asking import QueryForm
from public.open_data.sources import SOURCES, Source
from public.open_data.tables import LICENCE, LICENCE_URL
from public.views.answers import head
from register.models import Notice
from register.notices.as_data import NoticeData, as_data

LISTS = (
    *("decisions", "awards", "conditions", "partnerships", "streams", "recipients", "recommendations", "results"),
    *("plans", "objectives"),
)
READING = ("GET", "HEAD", "OPTIONS")
service = NinjaAPI(
    title=f"{settings.OFFICE.name}: API",
    version="1",
    description=f"The published grant decisions of {settings.OFFICE.body}, for reading.",
    openapi_extra={
        "info": {
            "license": {"name": LICENCE, "url": LICENCE_URL},
            "contact": {"name": settings.OFFICE.body, "email": settings.OFFICE.contact_email},
        }
    },
    docs_url=None,
    openapi_url=None,
)


@public
def api(request: HttpRequest) -> HttpResponse:
    """What there is to ask, for people."""
    told = description(service)
    lists = [(SOURCES[name].table, told["paths"][f"{PREFIX}{name}"]["get"]["parameters"]) for name in LISTS]
    return render(request, "public/api.html", {"lists": lists, "most": MOST_ROWS, "usual": ROWS})


@public
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(service), json_dumps_params={"indent": 2, "ensure_ascii": False})


@public
def api_nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, f"The API has no “{rest[:60]}”: {PREFIX} says what it has.")


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """What is wrong, for programs and people (RFC 9457)."""
    told = Problem(type="about:blank", title=status.phrase, status=status.value, detail=detail)
    return JsonResponse(told.model_dump(), status=status, content_type="application/problem+json")


@service.exception_handler(Unanswerable)
def unanswerable(_request: HttpRequest, why: Unanswerable) -> HttpResponse:
    return problem(why.status, why.detail)


def add_list(source: Source, row: type[BaseModel]) -> None:
    table = source.table

    def rows_of_list(request: HttpRequest) -> dict[str, Any]:
        return part_of(source, request, *asked(request, source.form))

    service.get(
        f"/{table.name}",
        response={200: page_type(table, row), 400: Problem, 404: Problem},
        operation_id=table.name,
        url_name=f"api_{table.name}",
        summary=table.title,
        description=table.about,
    )(rows_of_list)


def part_of(source: Source, request: HttpRequest, form: QueryForm, part: PartForm) -> dict[str, Any]:
    """As many rows as are wanted, after the one that is named, and where to read on: the last page costs no more than
    the first, since no row before it is passed by."""
    found, after = source.in_order(form), part.cleaned_data["after"]
    if after:
        beyond = source.beyond(form, after)
        if beyond is None:
            raise Unanswerable(HTTPStatus.NOT_FOUND, f"after: There is no “{after}” in {source.table.name}.")
        found = beyond
    limit = part.cleaned_data["limit"] or ROWS
    rows = [source.table.record(row) for row in source.rows(found[: limit + 1], form)]
    following = address_after(request, rows[limit - 1][source.table.key[0]]) if len(rows) > limit else None
    return {**head(request), source.table.name: rows[:limit], "next": following}


def address_after(request: HttpRequest, key: str) -> str:
    query = request.GET.copy()
    query["after"] = str(key)
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def add_row(source: Source, row: type[BaseModel]) -> None:
    """One row; of a decision its newest notice, with the digests that prove it."""
    table = source.table

    def row_of_list(request: HttpRequest, key: str) -> Any:
        if request.GET:
            raise Unanswerable(HTTPStatus.BAD_REQUEST, "This address has no parameters.")
        found = source.one(key)
        if table.name == "decisions":
            return newest_notice(key, found)
        record = next((table.record(each) for each in source.rows(found[:1], source.blank_form())), None)
        if record is None:
            raise Unanswerable(HTTPStatus.NOT_FOUND, f"There is no “{key[:60]}” in {table.name}.")
        return record

    service.get(
        f"/{table.name}/{{key}}",
        response={200: NoticeData if table.name == "decisions" else row, 400: Problem, 404: Problem},
        by_alias=True,
        operation_id=f"one_of_{table.name}",
        url_name=f"api_{table.name}_one",
        summary=f"{table.title}: one",
        description=row_of_list.__doc__ or f"One row of {table.title}, by its {table.key[0]}.",
    )(row_of_list)


def newest_notice(key: str, found: Any) -> HttpResponse:
    notice = Notice.objects.filter(listing__in=found.values("pk")).select_related("decision").first()
    if notice is None:
        raise Unanswerable(HTTPStatus.NOT_FOUND, f"There is no “{key[:60]}” in decisions.")
    if notice.taken_down_at:
        raise Unanswerable(HTTPStatus.NOT_FOUND, "Its text is out of public sight while it is being checked.")
    return JsonResponse(as_data(notice))


def reading(view: Callable[..., HttpResponseBase], name: str) -> Callable[..., HttpResponseBase]:
    """An operation of the API as a view of ours: open to all, for reading alone."""

    def operation(request: HttpRequest, **key: str) -> HttpResponseBase:
        if request.method not in READING:
            refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "The API is for reading: use GET.")
            refused["Allow"] = ", ".join(READING)
            return refused
        request.method = HTTPMethod.GET.value
        return view(request, **key)

    operation.__name__ = name
    operation.csrf_exempt = True  # type: ignore[attr-defined]
    return public(operation)


def operations() -> Iterator[URLPattern]:
    """The addresses of the API."""
    for name in LISTS:
        source = SOURCES[name]
        row = row_type(source.table)
        add_list(source, row)
        add_row(source, row)
    for pattern in service.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            view = reading(pattern.callback, str(pattern.name))
            yield path(f"api/v1/{pattern.pattern}", view, name=pattern.name)
