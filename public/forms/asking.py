"""What the forms of the public register are made of: a form that only asks, choices by slug, years, dates."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Manager

from grants.fields import BaseForm, DayField
from grants.years import FinancialYear
from public.browse.filter_counts import Choice
from public.browse.totals import years

BUTTON = '<button class="govuk-button" type="submit">{}</button>'


def slugs(rows: "Manager[Any]", label: str) -> Callable[[], Iterable[tuple[str, str]]]:
    return lambda: rows.order_by(label).values_list("slug", label).distinct()


def row_of(rows: "Manager[Any]", slug: str | None) -> Any:
    """The one of that short name; None where there is none, and without a query where none is asked for."""
    return rows.filter(slug=slug).first() if slug else None


class QueryForm(BaseForm):
    """A form that only asks: sent in the address, and so without a token or a cookie."""

    button = "Search"
    action = ""

    def add_dates(self, *, required: bool) -> None:
        """Fields of the names `from`, a word of Python, and `to`."""
        self.fields["from"] = DayField(required=required, label="Decided from", help_text="Like 1/4/2023")
        self.fields["to"] = DayField(required=required, label="Decided up to", help_text="Like 31/3/2024")

    def clean(self) -> None:
        self.check_order("from", "to", "The first date is after the last: swap them")
        self.check_order("min", "max", "The lowest total is above the highest: swap them")

    def check_order(self, low: str, high: str, sentence: str) -> None:
        first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and last is not None and first > last:
            self.add_error(low, ValidationError(sentence, code="nothing_between"))
            del self.cleaned_data[high]

    @property
    def layout(self) -> list[Any]:
        return [Div(*self.fields, css_class="fields-row")]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method, helper.disable_csrf = "get", True
        helper.form_action = self.action
        helper.attrs = {"role": "search"}
        helper.layout = Layout(*self.layout, HTML(BUTTON.format(self.button)))
        return helper


class SlugChoice(forms.ChoiceField):
    """One of the values that a query knows, `choices` giving (slug, label) pairs; gives the slug, or an empty text."""

    def __init__(self, *, rows: Callable[[], Iterable[tuple[str, str]]], everything: str, **kwargs: Any) -> None:
        self.everything = everything
        super().__init__(choices=lambda: [("", everything), *rows()], required=False, **kwargs)
        self.error_messages["invalid_choice"] = f"Choose a {str(self.label).lower()} from the list"

    def offer(self, offered: Iterable[Choice], chosen: str) -> None:
        """Show only these, each with what it would leave, and what is chosen already."""
        pairs = [(each.value, f"{each.label} ({each.leaves})") for each in offered]
        kept = [] if not chosen or chosen in dict(pairs) else [(chosen, self.called(chosen))]
        self.widget.choices = [("", self.everything), *pairs, *(pair for pair in kept if pair[1])]

    @cached_property
    def known(self) -> list[tuple[str, str]]:
        """Asked for once by a form: it checks what was chosen, shows it, and says it in words."""
        return list(cast("Iterable[tuple[str, str]]", self.choices))

    def valid_value(self, value: str) -> bool:
        return value in dict(self.known)

    def called(self, value: str) -> str:
        """What people call a value; nothing where there is no such value."""
        return dict(self.known).get(value, "")


def year_slugs() -> Iterable[tuple[str, str]]:
    return ((year.slug, str(year)) for year in years())


class YearSlug(SlugChoice):
    """A financial year, written 2023-24 in addresses; gives a FinancialYear or None."""

    def clean(self, value: Any) -> FinancialYear | None:
        slug = super().clean(value)
        return FinancialYear.parse(slug) if slug else None


class DateRangeForm(QueryForm):
    """Between which two dates the panel asks."""

    button = "Show"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_dates(required=True)
