"""Money that is no grant: contracts, money received, other spending; each totalled apart (domain §5)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.record import OTHER_MONEY
from public.forms.queries import OtherMoneyFilter
from public.views.paging import PAGE_SIZE, paged
from register.models import Listing, ListingQuerySet

TITLES = {"contract": "Contracts", "external": "Money received", "other": "Other spending"}


@dataclass(frozen=True)
class Part:
    """All decisions of one kind, with the sum of their amounts in pounds; some of them are on the page."""

    kind: str
    decisions: ListingQuerySet
    page: Page[Listing]

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def total(self) -> Decimal | None:
        """None where no sum is recorded."""
        total: Decimal | None = self.decisions.aggregate(total=Sum("other_amount"))["total"]
        return total

    @property
    def without_sum(self) -> int:
        """How many of them record no sum, so that the total is not about them."""
        return self.decisions.filter(other_amount=None).count()


@public
def other_money(request: HttpRequest) -> HttpResponse:
    form = OtherMoneyFilter(request.GET)
    paging: dict[str, Any] = {"query": request.GET.urlencode()}
    parts: list[Part] = []
    if form.is_valid():
        found = form.found()
        if kind := form.cleaned_data["kind"]:
            paging = paged(request, found.filter(kind=kind))
            parts = [Part(kind, found.filter(kind=kind), paging["page"])]
        else:
            parts = [newest(found, each) for each in OTHER_MONEY]
    return render(request, "public/other_money.html", {"form": form, "parts": parts} | paging)


def newest(found: ListingQuerySet, kind: str) -> Part:
    decisions = found.filter(kind=kind)
    return Part(kind, decisions, Paginator(decisions, PAGE_SIZE).page(1))
