"""The shape of what is asked of awards."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import OrderBy, QuerySet

from grants.fields import PoundsField
from public.browse.award_table import AWARD_ORDERS, GROUPINGS
from public.browse.search import OF_ONE_AWARD, Search
from public.forms.queries import DecisionSearch
from register.models import ListedAward


class AwardSearch(DecisionSearch):
    """The same question, of the awards that the decisions make."""

    min = PoundsField(required=False, allow_zero=True, label="Total of the decision from")
    max = PoundsField(required=False, allow_zero=True, label="Total of the decision up to")
    sort = forms.ChoiceField(
        choices=[(name, order.label) for name, order in AWARD_ORDERS.items()],
        required=False,
        label="Order",
        error_messages={"invalid_choice": "Choose an order from the list"},
    )

    def found(self) -> QuerySet[ListedAward]:
        """The awards that meet everything asked, in the order asked."""
        return self.search.awards().order_by(*self.order)

    @property
    def order(self) -> tuple[str | OrderBy, ...]:
        return AWARD_ORDERS[self.search.asked.get("sort", "")].by

    @property
    def totals(self) -> QuerySet[Any, Any]:
        """What is kept of these awards added up, where it is; or else themselves."""
        is_of_awards = self.search.asked.keys() <= {*OF_ONE_AWARD, "sort"}
        return self.narrowing.totals if is_of_awards else self.search.awards()


class AwardTable(AwardSearch):
    """The same, shown as rows or added up by something."""

    by = forms.ChoiceField(
        choices=[
            ("", "Each award in a row"),
            *((name, f"Sums by {each.title.lower()}") for name, each in GROUPINGS.items()),
        ],
        required=False,
        label="Show",
        error_messages={"invalid_choice": "Choose what to add up by from the list"},
    )

    @cached_property
    def search(self) -> Search:
        self.is_valid()
        return Search({name: value for name, value in self.cleaned_data.items() if name != "by"})

    @property
    def grouped_by(self) -> str:
        """By what the awards are added up; empty where each has a row."""
        self.is_valid()
        return str(self.cleaned_data.get("by", ""))

    @property
    def file_query(self) -> str:
        """What is asked of the files of the same rows, as in addresses."""
        order = self.search.asked.get("sort")
        return "&".join(filter(None, (self.search.query, urlencode({"sort": order}) if order else "")))

    @property
    def layout(self) -> list[Any]:
        return [*super().layout, "by"]
