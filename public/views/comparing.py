"""Two to ten partnerships, streams or years, side by side."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from grants.access import public
from public.browse.award_table import GROUPINGS
from public.browse.comparison import Compared, bars_of, bars_per_head, compared
from public.forms.compared import WHAT, CompareForm
from public.open_data.sums import COMPARISON
from public.views.answers import refusal, sentence, writer_of

PAGES = {"partnership": "partnership_detail", "stream": "stream_detail", "year": "year_detail"}


@public
def compare(request: HttpRequest) -> HttpResponse:
    form = CompareForm(request.GET)
    if not form.is_valid() or not form.compared:
        return render(request, "public/compare.html", {"form": form})
    rows = figures(form)
    urls = {row.value: reverse(f"public:{PAGES[form.compared]}", args=[row.value]) for row in rows}
    context = {
        "form": form,
        "rows": [(row, urls[row.value]) for row in rows],
        "first": GROUPINGS[form.compared].title,
        "all": form.fields[form.compared].label,
        "of_what": form.narrowing[1],
        "bars": bars_of(rows, urls),
        "per_head": bars_per_head(rows, urls),
        "with_places": form.compared == "partnership",
        "counts": sorted(
            {
                (row.place.population_source, row.place.population_on)
                for row in rows
                if row.per_head is not None and row.place
            }
        ),
        "query": request.GET.urlencode(),
    }
    return render(request, "public/compare.html", context)


def figures(form: CompareForm) -> list[Compared]:
    """Of a valid form that compares something."""
    name = form.compared
    values = [(value, label, form.paths(name, value)) for value, label in form.named(name)]
    return compared(values, form.narrowing[0])


@public
def compare_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same figures as a file."""
    write = writer_of(ending)
    form = CompareForm(request.GET)
    if refused := refusal(request, form):
        return refused
    if not form.compared:
        return sentence(f"Choose {WHAT}.")
    rows = figures(form)
    return write(request, COMPARISON, rows, lambda: len(rows))
