"""Money that is no grant: contracts, money received, other spending; each totalled apart (domain §5)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.record import OTHER_MONEY
from public.forms.queries import OtherMoneyFilter
from register.models import ListingQuerySet

TITLES = {"contract": "Contracts", "external": "Money received", "other": "Other spending"}


@dataclass(frozen=True)
class Part:
    """All decisions of one kind, with the sum of their amounts in pounds."""

    kind: str
    decisions: ListingQuerySet

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
    parts: list[Part] = []
    if form.is_valid():
        found = form.found()
        kinds = [form.cleaned_data["kind"]] if form.cleaned_data["kind"] else OTHER_MONEY
        parts = [Part(kind, found.filter(kind=kind)) for kind in kinds]
    return render(request, "public/other_money.html", {"form": form, "parts": parts, "query": request.GET.urlencode()})
