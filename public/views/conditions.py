"""The public register of conditions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions import standing
from conditions.standing import Standing
from grants.access import public
from public.browse.overview import by_label, latest_due_first, with_titles
from public.forms.lists import ConditionFilter
from public.views.paging import paged


@public
def condition_list(request: HttpRequest) -> HttpResponse:
    form = ConditionFilter(request.GET)
    if not form.is_valid():
        return render(request, "public/condition_list.html", {"form": form})
    found = latest_due_first(chosen(form.cleaned_data))
    paging = paged(request, found)
    context = {"form": form, "tally": by_label(found), "standings": with_titles(paging["page"].object_list)}
    return render(request, "public/condition_list.html", context | paging)


def chosen(asked: dict[str, Any]) -> list[Standing]:
    state = asked.pop("standing")
    return [each for each in standing.public_standings(**asked) if not state or each.state == state]
