"""Decisions by what they serve and by who took them."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.access import public
from grants.models.plans import Plan, Priority
from public.browse.overview import FEW, of_decisions, with_titles
from register.models import ListedMaker, ListedPriority, Listing


@public
def priority_list(request: HttpRequest) -> HttpResponse:
    counts = dict(ListedPriority.objects.order_by().values_list("slug").annotate(Count("listing")))
    plans = Plan.objects.filter(partnership=None).prefetch_related("priorities")
    rows = [(plan, [(each, counts.get(each.slug, 0)) for each in plan.priorities.all()]) for plan in plans]
    return render(request, "public/priority_list.html", {"plans": rows})


@public
def priority_detail(request: HttpRequest, slug: str) -> HttpResponse:
    priority = get_object_or_404(Priority.objects.select_related("plan__partnership"), slug=slug)
    told = of_decisions(Listing.objects.filter(priorities__slug=slug))
    context = {"priority": priority, "overview": told, "standings": with_titles(told.standings[:FEW])}
    return render(request, "public/priority_detail.html", context)


@public
def decision_maker_list(request: HttpRequest) -> HttpResponse:
    counts = makers().values("slug", "title").annotate(decision_count=Count("listing")).order_by("title")
    return render(request, "public/decision_maker_list.html", {"makers": counts})


@public
def decision_maker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a post under the title that it had on the day, for as long as a published decision names it."""
    maker = makers().filter(slug=slug).first()
    if maker is None:
        raise Http404
    told = of_decisions(Listing.objects.filter(makers__slug=slug))
    context = {"maker": maker, "overview": told, "standings": with_titles(told.standings[:FEW])}
    return render(request, "public/decision_maker_detail.html", context)


def makers() -> QuerySet[ListedMaker]:
    return ListedMaker.objects.order_by("title")
