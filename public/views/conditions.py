"""The public register of conditions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions import standing
from conditions.standing import Obligations
from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from grants.years import london_today
from public.browse.overview import tiles
from public.forms.queries import ConditionFilter
from public.views.paging import paged


@public
def condition_list(request: HttpRequest) -> HttpResponse:
    form = ConditionFilter(request.GET)
    if not form.is_valid():
        return render(request, "public/condition_list.html", {"form": form})
    found = chosen(form.cleaned_data)
    paging = paged(request, found.order_by("-due_on", "reference", "pk"))
    shown = standing.standings(paging["page"].object_list)
    context = {"form": form, "tally": tiles(found), "standings": shown}
    return render(request, "public/condition_list.html", context | paging)


def chosen(asked: dict[str, Any]) -> Obligations:
    partnership = Partnership.objects.filter(slug=asked["partnership"]).first()
    stream = FundingStream.objects.filter(slug=asked["stream"]).first()
    everything = standing.public_obligations(
        partnership=partnership, stream=stream, year=asked["year"], kind=asked["kind"]
    )
    return everything.standing(asked["standing"], london_today()) if asked["standing"] else everything
