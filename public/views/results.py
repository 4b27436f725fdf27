"""What awards have brought about, beside what they were to bring about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.results import results_together
from grants.access import public
from public.browse.result_rows import rows_of_results
from public.forms.results import ResultFilter
from public.views.paging import paged

NEWEST_FIRST = ("-in_force__year", "in_force__reference", "in_force__award__number", "number")


@public
def result_list(request: HttpRequest) -> HttpResponse:
    """Of all that is asked, the sums of what is alike, whatever came of it; then award by award."""
    form = ResultFilter(request.GET)
    if not form.is_valid():
        return render(request, "public/result_list.html", {"form": form})
    paging = paged(request, form.found().order_by(*NEWEST_FIRST))
    context = {
        "form": form,
        "together": results_together(form.whatever_came_of_it()),
        "rows": list(rows_of_results(paging["page"].object_list)),
    }
    return render(request, "public/result_list.html", context | paging)
