"""Partnerships, funding streams, recipients, years, priorities and decision makers, each with its money, its decisions
and its conditions."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.results import public_results, results_together
from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.models.plans import Plan, Priority
from grants.years import FinancialYear, london_today
from public.browse.money import Narrowing
from public.browse.objectives import oversight, results_of_decisions, strands
from public.browse.overview import district_map, overview, year_bars
from public.browse.totals import by_year, districts, newest_of_years, newest_year, streams, year_on_year, years
from public.scrutiny.considered import MOST, considered_by
from public.views.paging import paged
from register.models import AwardTotal, ListedMaker, ListedPriority, Listing, ListingQuerySet, YearAccount

MOST_PLANS = 10  # of a partnership, on its page


@public
def partnership_list(request: HttpRequest) -> HttpResponse:
    year = newest_year()
    rows = districts(year)
    context = {"year": year, "districts": rows} | picture(request, rows)
    return render(request, "public/partnership_list.html", context)


def picture(request: HttpRequest, rows: QuerySet[Partnership]) -> dict[str, Any]:
    """The map of the districts, of pounds or, where it is asked for, of pounds per head."""
    by_head = district_map(rows, per_head=True)
    is_per_head = request.GET.get("per") == "head" and by_head is not None
    return {
        "map": by_head if is_per_head else district_map(rows),
        "is_per_head": is_per_head,
        "has_per_head": by_head is not None,
    }


@public
def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.select_related("accountable_body"), slug=slug)
    context = context_of(Narrowing({"partnership": partnership}, f"to {partnership.district}")) | {
        "partnership": partnership,
        "results": results_together(public_results(partnership=partnership)),
        "considered": considered_by(partnerships=partnership)[:MOST],
        "plans": partnership.plans.select_related("replaced_by")
        .order_by("-starts_on", "name")
        .prefetch_related("priorities", "versions")[:MOST_PLANS],
    }
    return render(request, "public/partnership_detail.html", context)


def context_of(
    narrowing: Narrowing, decisions: ListingQuerySet | None = None, count: int | None = None
) -> dict[str, Any]:
    """What each of these pages shows: the newest of the awards that it is about, year by year; an overview of all of
    them and of the decisions that make or change them, or of others. `count`: how many decisions, where it is known."""
    if decisions is None:
        decisions, count = Listing.objects.about(**narrowing.of), Listing.objects.number_about(**narrowing.of)
    all_together = overview(decisions, narrowing, decisions.count() if count is None else count)
    awards = newest_of_years(narrowing.awards, narrowing.totals) if narrowing else []
    return {"awards": awards, "overview": all_together}


@public
def stream_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/stream_list.html", {"streams": streams()})


@public
def stream_detail(request: HttpRequest, slug: str) -> HttpResponse:
    stream = get_object_or_404(FundingStream, slug=slug)
    narrowing = Narrowing({"stream": stream}, f"from {stream.name}")
    context = context_of(narrowing) | {
        "stream": stream,
        "results": results_together(public_results(stream=stream)),
        "years": by_year(narrowing.totals, stream.allocations.all()),
    }
    return render(request, "public/stream_detail.html", context)


@public
def recipient_list(request: HttpRequest) -> HttpResponse:
    recipients = (
        Organisation.objects.filter(listed_awards__current_amount__gt=0)
        .exclude(kind=Organisation.Kind.INDIVIDUAL)
        .annotate(awarded=Sum("listed_awards__current_amount"), award_count=Count("listed_awards"))
        .order_by("-awarded", "name", "pk")
    )
    return render(request, "public/recipient_list.html", paged(request, recipients))


@public
def recipient_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an organisation that an award was published for: of any other there is nothing to say, and individuals have
    no page. One that was merged into another leads there."""
    named = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL).filter(listed_awards__isnull=False)
    recipient = get_object_or_404(named.distinct(), Q(slug=slug) | Q(merged__slug=slug))
    if recipient.slug != slug:
        return redirect("public:recipient_detail", recipient.slug, permanent=True)
    context = context_of(Narrowing({"recipient": recipient}, f"to {recipient.name}"))
    return render(request, "public/recipient_detail.html", context | {"recipient": recipient})


@public
def year_list(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "public/year_list.html",
        {
            "years": years(),
            "bars": year_bars(AwardTotal.objects.all()),
            "accounts": YearAccount.objects.filter(version=1).order_by("-year"),
        },
    )


@public
def year_detail(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    """Of a year that has something in the register."""
    if year not in years():
        raise Http404
    rows = districts(year)
    narrowing, decisions = Narrowing({"year": year}, f"for {year}"), Listing.objects.in_year(year)
    context = context_of(narrowing, decisions, Listing.objects.number_in_year(year)) | {
        "year": year,
        "results": results_together(public_results(year=year)),
        "districts": rows,
        "year_on_year": year_on_year(year),
        "is_under_way": year.first_day <= london_today() <= year.last_day,
        "has_account": YearAccount.objects.filter(year=year).exists(),
    }
    context |= picture(request, rows)
    return render(request, "public/year_detail.html", context)


@public
def priority_list(request: HttpRequest) -> HttpResponse:
    counts = dict(ListedPriority.objects.order_by().values_list("slug").annotate(Count("listing")))
    plans = Plan.objects.filter(partnership=None, priorities__isnull=False).distinct()
    plans = plans.select_related("replaced_by").prefetch_related("priorities", "versions")
    rows = [(plan, [(each, counts.get(each.slug, 0)) for each in plan.priorities.all()]) for plan in plans]
    return render(request, "public/priority_list.html", {"plans": rows})


@public
def priority_detail(request: HttpRequest, slug: str) -> HttpResponse:
    priority = get_object_or_404(Priority.objects.select_related("plan__partnership"), slug=slug)
    decisions = Listing.objects.filter(priorities__slug=slug)
    context = context_of(Narrowing(), decisions) | {"priority": priority, "results": results_of_decisions(decisions)}
    return render(request, "public/priority_detail.html", context)


@public
def soc_list(request: HttpRequest) -> HttpResponse:
    """The 4Ps and the themes of work against serious and organised crime."""
    return render(request, "public/soc_list.html", {"strands": strands()})


@public
def soc_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the 4Ps or a theme: the decisions that name it, and who oversees the work."""
    strand = next(iter(strands(slug)), None)
    if strand is None:
        raise Http404
    decisions = Listing.objects.filter(strands__slug=slug)
    context = context_of(Narrowing(), decisions) | {
        "strand": strand,
        "oversight": [*oversight(slug, decisions)],
        "results": results_of_decisions(decisions),
    }
    return render(request, "public/soc_detail.html", context)


@public
def decision_maker_list(request: HttpRequest) -> HttpResponse:
    makers = ListedMaker.objects.values("slug", "title").annotate(decision_count=Count("listing")).order_by("title")
    return render(request, "public/decision_maker_list.html", {"makers": makers})


@public
def decision_maker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a post under the title that it had on the day, for as long as a published decision names it."""
    maker = ListedMaker.objects.filter(slug=slug).order_by("title").first()
    if maker is None:
        raise Http404
    context = context_of(Narrowing(), Listing.objects.filter(makers__slug=slug))
    return render(request, "public/decision_maker_detail.html", context | {"maker": maker})
