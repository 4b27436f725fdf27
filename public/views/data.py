"""Open data: the page that says what there is, and the files."""

from io import BytesIO

import xlsxwriter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from grants.access import public
from grants.record import Place, fields
from grants.spreadsheets import safe_row
from public.open_data import giving
from public.open_data import tables as open_data
from public.views.answers import csv_answer
from register.models import Listing, Notice
from register.notices import as_data

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
def data(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": open_data.FILES,
        "record": [field for field in fields() if field.place is not Place.NOWHERE],
        "licence": open_data.LICENCE,
        "licence_url": open_data.LICENCE_URL,
    }
    return render(request, "public/data.html", context)


@public
def notice_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a notice as data."""
    return JsonResponse(
        as_data.notice_schema(), content_type="application/schema+json", json_dumps_params={"indent": 2}
    )


@public
def awards_csv(request: HttpRequest) -> HttpResponse:
    return csv_answer("awards.csv", open_data.AWARDS, open_data.awards())


@public
def decisions_csv(request: HttpRequest) -> HttpResponse:
    found = Listing.objects.newest_first()
    return csv_answer("decisions.csv", open_data.DECISIONS, open_data.decisions(found))


@public
def conditions_csv(request: HttpRequest) -> HttpResponse:
    return csv_answer("conditions.csv", open_data.CONDITIONS, open_data.conditions())


@public
def transparency_csv(request: HttpRequest) -> HttpResponse:
    return csv_answer("transparency-code.csv", open_data.TRANSPARENCY, open_data.awards())


@public
def awards_json(request: HttpRequest) -> HttpResponse:
    rows = list(open_data.as_records(open_data.AWARDS, open_data.awards()))
    return JsonResponse({"license": open_data.LICENCE_URL, "awards": rows})


@public
def awards_xlsx(request: HttpRequest) -> HttpResponse:
    """The awards as a workbook. No text of it becomes a formula or a link; amounts and dates are numbers and dates."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(file, options) as book:
        day, bold = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
        book.set_properties({"title": open_data.AWARDS.title, "comments": open_data.LICENCE})
        sheet = book.add_worksheet("Awards")
        sheet.write_row(0, 0, open_data.AWARDS.names, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(open_data.awards(), start=1):
            for column, cell in enumerate(safe_row(open_data.AWARDS.cells(row))):
                sheet.write(number, column, cell, day if hasattr(cell, "year") else None)
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="awards.xlsx"'
    return answer


@public
def giving_json(request: HttpRequest) -> HttpResponse:
    """The grants as the 360Giving standard has them."""
    newest = Notice.objects.order_by("-sequence").values_list("published_at", flat=True).first()
    return JsonResponse(giving.package(open_data.awards(), modified=newest or timezone.now()))
