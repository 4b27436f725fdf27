"""The register: finding decisions, and the same list as data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from grants.access import public
from grants.models.organisations import Partnership
from public.browse.filter_counts import choices
from public.browse.money import Money, Narrowing, money_of, with_money
from public.browse.search import MOST_COUNTED, MOST_RANKED, Search, in_context
from public.forms.queries import DecisionSearch
from public.search.also import also
from public.views.answers import file_answer
from public.views.paging import paged
from register.models import Listing


@public
def decision_list(request: HttpRequest) -> HttpResponse:
    form = DecisionSearch(request.GET)
    search = form.search
    if named := Listing.objects.called(search.words):
        return redirect("public:decision_detail", named)
    rows = with_money(search.shown(), form.narrowing)
    rows = in_context(rows, search.question) if search.words else rows
    paging = paged(request, rows[:MOST_COUNTED], count=search.number_shown)
    context = {
        "form": form,
        "search": search,
        "active": active_filters(request, form),
        "list_query": search.query,
        "money": None if search.is_large else money_found(search, form.narrowing),
        "most": {"counted": MOST_COUNTED, "ranked": MOST_RANKED},
        "of_what": form.narrowing.words,
    }
    form.offer(choices(search))
    answer = answered(search, count=search.count) if search.words else {}
    return render(request, "public/decision_list.html", context | paging | answer)


def money_found(search: Search, narrowing: Narrowing) -> Money:
    """What the decisions found come to: where awards alone are asked about, these need not be looked up."""
    return narrowing.money if search.asks_of_awards_alone() else money_of(search.narrowed(), narrowing)


def answered(search: Search, *, count: int) -> dict[str, Any]:
    """What a list of decisions says about the words asked for: what else is called so and, where nothing has them all,
    what one of them alone would find."""
    question = search.question
    names_place = question.postcodes or (not count and question.has_unknown_words and not question.places)
    return {
        "also": also(question),
        "alone": [] if count else question.one_part_alone(search.narrowed(but=("q",))),
        "districts": Partnership.objects.all() if names_place else (),
    }


def active_filters(request: HttpRequest, form: DecisionSearch) -> list[dict[str, str]]:
    """Each filter in force, and the address of the list without it."""
    return [
        {"label": form.named(name), "value": form.written(name), "without": query_without(request, name)}
        for name in form.filters
    ]


def query_without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for each in (*names, "page"):
        query.pop(each, None)
    return query.urlencode()


@public
def decision_list_csv(request: HttpRequest) -> HttpResponseBase:
    return file_answer(request, "decisions", "csv")


@public
def decision_list_json(request: HttpRequest) -> HttpResponseBase:
    return file_answer(request, "decisions", "json")
