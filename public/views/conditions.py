"""The public register of conditions."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from conditions.history import not_listed
from conditions.standing_states import LATE_OR_NOT_MET
from conditions.tallies import number_of
from grants.access import public
from grants.years import london_today
from public.browse.condition_rows import MOST_ROWS, first_condition_rows, read_rows
from public.browse.overview import tiles
from public.forms.queries import ConditionFilter
from public.views.paging import paged


@public
def condition_list(request: HttpRequest) -> HttpResponse:
    """Opens on what is past due or was found not met; everything else that is asked is a filter of the whole list."""
    asked = request.GET.copy()
    if not {*asked} - {"page"}:
        asked["standing"] = LATE_OR_NOT_MET
    form = ConditionFilter(asked)
    if not form.is_valid():
        return render(request, "public/condition_list.html", {"form": form})
    found, totals, wanted = form.found(), form.totals(), form.cleaned_data["standing"]
    first = first_condition_rows(found, MOST_ROWS + 1, wanted)
    paging = paged(request, first[:MOST_ROWS], asked)
    context = {
        "form": form,
        "count": number_of(totals.standing(wanted, london_today()) if wanted else totals),
        "tally": tiles(totals),
        "any_standing": without_standing(asked),
        "most": MOST_ROWS if len(first) > MOST_ROWS else None,
        "rows": read_rows(paging["page"].object_list, found),
        "not_listed": not_listed(form.awards()),
    }
    return render(request, "public/condition_list.html", context | paging)


def without_standing(asked: QueryDict) -> str:
    """The rest of the address's query, for links that choose another standing."""
    rest = asked.copy()
    for name in ("standing", "page"):
        rest.pop(name, None)
    return rest.urlencode()
