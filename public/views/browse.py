"""Partnerships, funding streams, recipients and years, each with its money, its decisions and its conditions."""

from typing import Any

from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.years import FinancialYear
from public.browse.charts import bars
from public.browse.overview import FEW, district_map, overview, with_titles
from public.browse.totals import by_year, districts, newest_year, streams, years
from public.browse.year_on_year import year_on_year
from register.models import ListedAward, Listing


@public
def partnership_list(request: HttpRequest) -> HttpResponse:
    year = newest_year()
    rows = districts(year)
    context = {"year": year, "districts": rows, "map": district_map(rows)}
    return render(request, "public/partnership_list.html", context)


@public
def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.select_related("accountable_body"), slug=slug)
    told = overview(ListedAward.objects.filter(partnership=partnership), Listing.objects.for_partnership(slug))
    context = {
        "partnership": partnership,
        "overview": told,
        "years": by_year(told.awards),
        "standings": with_titles(told.standings[:FEW]),
        "plans": partnership.plans.prefetch_related("priorities"),
    }
    return render(request, "public/partnership_detail.html", context)


@public
def stream_list(request: HttpRequest) -> HttpResponse:
    rows = streams()
    return render(request, "public/stream_list.html", {"streams": rows, "bars": amounts(rows)})


def amounts(rows: Any) -> list[Any]:
    awarded = [(each.name, "", each.committed) for each in rows if each.committed]
    return bars(sorted(awarded, key=lambda row: row[2], reverse=True))


@public
def stream_detail(request: HttpRequest, slug: str) -> HttpResponse:
    stream = get_object_or_404(FundingStream, slug=slug)
    told = overview(ListedAward.objects.filter(stream=stream), Listing.objects.from_stream(slug))
    context = {
        "stream": stream,
        "overview": told,
        "years": by_year(told.awards, stream.allocations.all()),
        "standings": with_titles(told.standings[:FEW]),
    }
    return render(request, "public/stream_detail.html", context)


@public
def recipient_list(request: HttpRequest) -> HttpResponse:
    recipients = (
        Organisation.objects.filter(listed_awards__isnull=False)
        .exclude(kind=Organisation.Kind.INDIVIDUAL)
        .annotate(awarded=Sum("listed_awards__current_amount"), award_count=Count("listed_awards"))
        .order_by("-awarded", "name")
    )
    return render(request, "public/recipient_list.html", {"recipients": recipients})


@public
def recipient_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an organisation that an award was published for: of any other there is nothing to say, and individuals have
    no page."""
    awards = ListedAward.objects.filter(recipient__slug=slug).exclude(recipient__kind=Organisation.Kind.INDIVIDUAL)
    told = overview(awards, Listing.objects.filter(awards__in=awards).distinct())
    if not told.awards:
        raise Http404
    context = {
        "recipient": Organisation.objects.get(slug=slug),
        "overview": told,
        "years": by_year(told.awards),
        "standings": with_titles(told.standings[:FEW]),
    }
    return render(request, "public/recipient_detail.html", context)


@public
def year_list(request: HttpRequest) -> HttpResponse:
    sums = ListedAward.objects.exclude(year=None).order_by("-year").values_list("year").annotate(Sum("current_amount"))
    rows = bars((str(year), reverse("public:year_detail", args=[year.slug]), amount) for year, amount in sums)
    return render(request, "public/year_list.html", {"years": years(), "bars": rows})


@public
def year_detail(request: HttpRequest, year: str) -> HttpResponse:
    chosen = known_year(year)
    told = overview(ListedAward.objects.filter(year=chosen), Listing.objects.in_year(chosen))
    rows = districts(chosen)
    context = {
        "year": chosen,
        "overview": told,
        "districts": rows,
        "map": district_map(rows),
        "compared": year_on_year(chosen),
        "standings": with_titles(told.standings[:FEW]),
    }
    return render(request, "public/year_detail.html", context)


def known_year(text: str) -> FinancialYear:
    """The year that an address names; not found where the register tells nothing of it."""
    year = next((each for each in years() if each.slug == text), None)
    if year is None:
        raise Http404
    return year
