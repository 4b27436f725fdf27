"""Open data: the page that says what there is, and the files."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from grants.access import public
from grants.record import Place, fields
from grants.streaming import as_sent
from public.forms.asking import QueryForm
from public.forms.queries import AwardFilter
from public.open_data import datapackage as data_package
from public.open_data import giving
from public.open_data.measures import measures
from public.open_data.rows import award_rows
from public.open_data.sources import SOURCES
from public.open_data.tables import AWARDS, LICENCE, LICENCE_URL
from public.views.answers import file_answer, json_stream, refusal
from register.models import Notice, Timestamp
from register.notices import as_data
from register.notices.verification import newest

INDENTED = {"indent": 2, "ensure_ascii": False}


@public
def data(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": list(zip([each.table for each in SOURCES.values()], measures(SOURCES.values()), strict=True)),
        "newest": newest(),
        "stamp": Timestamp.objects.first(),
        "record": [field for field in fields() if field.place is not Place.NOWHERE],
        "site": settings.SITE_ADDRESS.rstrip("/"),
        "letters": {name: xl_col_to_name(number) for number, name in enumerate(AWARDS.names)},
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "public/data.html", context)


@public
def data_file(request: HttpRequest, file: str) -> HttpResponseBase:
    """A table as CSV, Excel or JSON: "awards.csv"."""
    name, _, ending = file.rpartition(".")
    return file_answer(request, name, ending)


@public
def datapackage(request: HttpRequest) -> HttpResponse:
    return refusal(request, QueryForm(request.GET)) or JsonResponse(data_package.package(), json_dumps_params=INDENTED)


@public
def notice_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a notice as data."""
    return JsonResponse(as_data.notice_schema(), content_type="application/schema+json", json_dumps_params=INDENTED)


@public
def giving_json(request: HttpRequest) -> HttpResponseBase:
    """The grants as the 360Giving standard has them."""
    form = AwardFilter(request.GET)
    if refused := refusal(request, form):
        return refused
    newest = Notice.objects.order_by("-sequence").values_list("published_at", flat=True).first()
    heading = giving.heading(modified=newest or timezone.now())
    return json_stream(heading, "grants", as_sent(giving.grants(award_rows(form.narrowing))))
