"""The public register of conditions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions import standing
from conditions.history import not_listed
from grants.access import public
from public.browse.overview import tiles
from public.forms.queries import ConditionFilter
from public.views.paging import paged


@public
def condition_list(request: HttpRequest) -> HttpResponse:
    form = ConditionFilter(request.GET)
    if not form.is_valid():
        return render(request, "public/condition_list.html", {"form": form})
    found = form.found()
    paging = paged(request, found.order_by("-due_on", "reference", "pk"))
    shown = standing.standings(paging["page"].object_list)
    context = {"form": form, "tally": tiles(found), "standings": shown, "not_listed": not_listed(form.awards())}
    return render(request, "public/condition_list.html", context | paging)
