"""Partnerships, funding streams, and the public register of conditions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from conditions import standing
from conditions.standing import Standing
from grants.access import public
from grants.models import FundingStream, Partnership
from register.browsing import by_year, districts, newest_year, streams
from register.forms import ConditionFilter
from register.models import ListedAward, Listing
from register.views.public.decisions import rows
from register.views.public.paging import paged

FEW = 10


@public
def partnership_list(request: HttpRequest) -> HttpResponse:
    year = newest_year()
    return render(request, "public/partnership_list.html", {"year": year, "districts": districts(year)})


@public
def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.select_related("accountable_body"), slug=slug)
    awards = ListedAward.objects.filter(partnership=partnership).select_related("listing", "stream")
    standings = latest_due_first(standing.of_partnership(slug))
    context = {
        "partnership": partnership,
        "years": by_year(awards),
        "total": awards.total(),
        "tally": by_label(standings),
        "standings": with_titles(standings[:FEW]),
        "condition_count": len(standings),
        "plans": partnership.plans.prefetch_related("priorities"),
    }
    return render(request, "public/partnership_detail.html", context)


@public
def stream_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/stream_list.html", {"streams": streams()})


@public
def stream_detail(request: HttpRequest, slug: str) -> HttpResponse:
    stream = get_object_or_404(FundingStream, slug=slug)
    awards = ListedAward.objects.filter(stream=stream)
    decisions = rows().from_stream(slug).newest_first()
    context = {
        "stream": stream,
        "years": by_year(awards, stream.allocations.all()),
        "total": awards.total(),
        "decisions": decisions[:FEW],
        "decision_count": decisions.count(),
    }
    return render(request, "public/stream_detail.html", context)


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
    partnership, year, state = asked["partnership"], asked["year"], asked["standing"]
    standings = standing.of_partnership(partnership.slug) if partnership else standing.of_all()
    return [each for each in standings if (not year or each.year == year) and (not state or each.state == state)]


def latest_due_first(standings: list[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda each: each.due_on, reverse=True)


def by_label(standings: list[Standing]) -> list[tuple[str, str, int]]:
    """How many stand where, for the tiles: value and label of each standing that there is, with its number."""
    return [(state.value, str(state.label), count) for state, count in standing.tally(standings).items() if count]


def with_titles(standings: list[Standing]) -> list[tuple[Standing, str]]:
    """Each with the title of its decision."""
    references = {each.reference for each in standings}
    titles = dict(Listing.objects.filter(reference__in=references).values_list("reference", "title"))
    return [(each, titles.get(each.reference, "")) for each in standings]
