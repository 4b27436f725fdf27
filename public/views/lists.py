"""Lists of decisions that something is to be known about, and the page that leads to every list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from public.scrutiny.lists import ListOfDecisions, list_rows, lists_of_decisions, on_list
from public.views.paging import paged
from register.models import PublicList


@public
def lists(request: HttpRequest) -> HttpResponse:
    return render(request, "public/lists.html", {"lists": lists_of_decisions()})


@public
def list_detail(request: HttpRequest, name: str) -> HttpResponse:
    if name not in PublicList.values:
        raise Http404
    chosen = PublicList(name)
    paging = paged(request, on_list(chosen))
    context = {
        "list": ListOfDecisions(chosen, paging["page"].paginator.count),
        "rows": list_rows(chosen, paging["page"].object_list),
    }
    return render(request, "public/list_detail.html", context | paging)
