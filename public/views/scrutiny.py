"""For those who watch over the office: the monthly return, and the pack for the panel."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.years import FinancialYear, Month, london_today
from public.browse.money import money_of
from public.forms.asking import DateRangeForm
from public.scrutiny.panel import MOST, MOST_IN_WHOLE, decided_between, panel_decisions, panel_pack
from public.scrutiny.returns import grants_of, in_full, months
from public.views.paging import paged
from register.models import Timestamp
from register.notices.verification import newest

A_PAGE_OF_PACK = 50  # decisions


@public
def return_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/return_list.html", {"months": months()})


@public
def return_detail(request: HttpRequest, month: str) -> HttpResponse:
    try:
        chosen = Month.parse(month)
    except ValueError as error:
        raise Http404 from error
    decided = grants_of(chosen.first_day, chosen.last_day)
    paging = paged(request, decided.values_list("pk", flat=True))
    shown = list(paging["page"])
    context = paging | {
        "month": chosen,
        "grants": in_full(decided.filter(pk__in=shown)),
        "count": paging["page"].paginator.count,
        "money": money_of(decided),
        "withdrawn": decided.filter(is_withdrawn=True).count(),
    }
    return render(request, "public/return_detail.html", context)


@public
def panel(request: HttpRequest) -> HttpResponse:
    """Without dates, the financial year that we are in. A page of the decisions and the first few of all else; or, of
    not too many decisions, everything, to be printed."""
    year = FinancialYear.of(london_today())
    dates = request.GET if {"from", "to"} & set(request.GET) else {"from": year.first_day, "to": london_today()}
    form = DateRangeForm(dates)
    if not form.is_valid():
        return render(request, "public/panel.html", {"form": form})
    first, last = form.cleaned_data["from"], form.cleaned_data["to"]
    decided = decided_between(first, last)
    may_be_whole = decided[: MOST_IN_WHOLE + 1].count() <= MOST_IN_WHOLE
    is_whole = may_be_whole and request.GET.get("all") == "yes"
    paging = paged(request, decided.values_list("pk", flat=True), size=MOST_IN_WHOLE if is_whole else A_PAGE_OF_PACK)
    context = paging | {
        "form": form,
        "pack": panel_pack(first, last, MOST_IN_WHOLE if is_whole else MOST),
        "decisions": panel_decisions(decided.filter(pk__in=list(paging["page"]))),
        "dates": urlencode({"from": first.isoformat(), "to": last.isoformat()}),
        "may_be_whole": may_be_whole,
        "is_whole": is_whole,
        "most_in_whole": MOST_IN_WHOLE,
        "newest": newest(),
        "stamp": Timestamp.objects.first(),
    }
    return render(request, "public/panel.html", context)
