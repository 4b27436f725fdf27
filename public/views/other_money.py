"""Money that is no grant: contracts, money received, other spending; each totalled apart (domain §5)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.models.money import ZERO
from grants.record import OTHER_MONEY
from public.forms.queries import OtherMoneyFilter
from public.open_data.rows import other_money_rows
from public.open_data.tables import OTHER
from public.views.answers import csv_answer, refusal
from register.models import Listing, ListingQuerySet

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
    def total(self) -> Decimal:
        total: Decimal = self.decisions.aggregate(total=Sum("other_amount", default=ZERO))["total"]
        return total


@public
def other_money(request: HttpRequest) -> HttpResponse:
    form = OtherMoneyFilter(request.GET)
    parts: list[Part] = []
    if form.is_valid():
        found = chosen(form)
        kinds = [form.cleaned_data["kind"]] if form.cleaned_data["kind"] else OTHER_MONEY
        parts = [Part(kind, found.filter(kind=kind)) for kind in kinds]
    return render(request, "public/other_money.html", {"form": form, "parts": parts, "query": request.GET.urlencode()})


@public
def other_money_csv(request: HttpRequest) -> HttpResponse:
    form = OtherMoneyFilter(request.GET)
    return refusal(request, form) or csv_answer("other-money.csv", OTHER, other_money_rows(chosen(form)))


def chosen(form: OtherMoneyFilter) -> ListingQuerySet:
    asked = {"kind": form.cleaned_data["kind"], "other_year": form.cleaned_data["year"]}
    found = Listing.objects.other_money().filter(**{name: value for name, value in asked.items() if value})
    return found.without_words().newest_first()
