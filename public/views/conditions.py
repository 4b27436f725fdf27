"""The public register of conditions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions import standing
from conditions.standing import Standing
from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from public.browse.overview import by_label, latest_due_first
from public.forms.queries import ConditionFilter
from public.views.paging import paged


@public
def condition_list(request: HttpRequest) -> HttpResponse:
    form = ConditionFilter(request.GET)
    if not form.is_valid():
        return render(request, "public/condition_list.html", {"form": form})
    found = latest_due_first(chosen(form.cleaned_data))
    paging = paged(request, found)
    context = {"form": form, "tally": by_label(found), "standings": paging["page"].object_list}
    return render(request, "public/condition_list.html", context | paging)


def chosen(asked: dict[str, Any]) -> list[Standing]:
    partnership = Partnership.objects.filter(slug=asked["partnership"]).first()
    stream = FundingStream.objects.filter(slug=asked["stream"]).first()
    everything = standing.public_standings(
        partnership=partnership, stream=stream, year=asked["year"], kind=asked["kind"]
    )
    return [each for each in everything if asked["standing"] in ("", each.state)]
