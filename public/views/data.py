"""Open data: the page that says what there is, and the files."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from conditions.standing import standings
from grants.access import public
from grants.record import Place, fields
from public.forms.queries import AwardFilter, ConditionFilter, DecisionSearch
from public.open_data import giving
from public.open_data import tables as open_data
from public.open_data.rows import award_rows, condition_rows
from public.open_data.workbook import workbook
from public.views.answers import csv_answer, decisions_answer, refusal
from public.views.conditions import chosen
from register.models import Notice
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
    form = AwardFilter(request.GET)
    return refusal(request, form) or csv_answer("awards.csv", open_data.AWARDS, award_rows(form.narrowing))


@public
def decisions_csv(request: HttpRequest) -> HttpResponse:
    form = DecisionSearch(request.GET)
    return refusal(request, form) or decisions_answer(form)


@public
def conditions_csv(request: HttpRequest) -> HttpResponse:
    form = ConditionFilter(request.GET)
    if refused := refusal(request, form):
        return refused
    return csv_answer("conditions.csv", open_data.CONDITIONS, condition_rows(standings(chosen(form.cleaned_data))))


@public
def transparency_csv(request: HttpRequest) -> HttpResponse:
    form = AwardFilter(request.GET)
    rows = (row for row in award_rows(form.narrowing) if not row.award.is_ended)
    return refusal(request, form) or csv_answer("transparency-code.csv", open_data.TRANSPARENCY, rows)


@public
def awards_json(request: HttpRequest) -> HttpResponse:
    form = AwardFilter(request.GET)
    if refused := refusal(request, form):
        return refused
    rows = list(open_data.as_records(open_data.AWARDS, award_rows(form.narrowing)))
    return JsonResponse({"license": open_data.LICENCE_URL, "awards": rows})


@public
def awards_xlsx(request: HttpRequest) -> HttpResponse:
    form = AwardFilter(request.GET)
    if refused := refusal(request, form):
        return refused
    rows, count = award_rows(form.narrowing), form.narrowing.awards.count()
    answer = HttpResponse(workbook(open_data.AWARDS, rows, count=count), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="awards.xlsx"'
    return answer


@public
def giving_json(request: HttpRequest) -> HttpResponse:
    """The grants as the 360Giving standard has them."""
    form = AwardFilter(request.GET)
    if refused := refusal(request, form):
        return refused
    newest = Notice.objects.order_by("-sequence").values_list("published_at", flat=True).first()
    return JsonResponse(giving.package(award_rows(form.narrowing), modified=newest or timezone.now()))
