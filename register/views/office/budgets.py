"""The funding streams and what is left of them."""

from django.http import HttpResponse
from django.shortcuts import render

from grants.access import PersonRequest, officer
from register.money.budget import all_budgets


@officer
def budget_list(request: PersonRequest) -> HttpResponse:
    """Every stream by year: allocated, committed, headroom."""
    return render(request, "office/budget_list.html", {"budgets": all_budgets()})
