"""Home: the latest year at a glance, the districts, the newest decisions, and what changed lately."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.standing import public_totals
from grants.access import public
from grants.years import FinancialYear
from public.browse.money import Narrowing, with_money
from public.browse.overview import district_map, tiles
from public.browse.recent_changes import recent_changes
from public.browse.totals import districts, median_lag, newest_year
from register.models import Listing

LATEST = 5


@public
def home(request: HttpRequest) -> HttpResponse:
    year = newest_year()
    rows = districts(year)
    context = {
        "year": year,
        "districts": rows,
        "map": district_map(rows),
        "latest": with_money(Listing.objects.newest_first(), Narrowing())[:LATEST],
        "lately": recent_changes(),
    }
    return render(request, "public/home.html", context | at_a_glance(year))


def at_a_glance(year: FinancialYear) -> dict[str, Any]:
    return {
        "decision_count": Listing.objects.number_in_year(year),
        "awarded": Narrowing({"year": year}).money.stands,
        "median_lag": median_lag(Listing.objects.filter(decided_on__range=(year.first_day, year.last_day))),
        "conditions": tiles(public_totals(year=year)),
    }
