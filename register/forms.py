"""The shape of what is typed into the public register."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from conditions.standing import State
from grants.fields import HouseForm, LineField
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear
from register.browsing import years

LONGEST_SEARCH = 200
BUTTON = '<button class="govuk-button" type="submit">{}</button>'


class YearChoice(forms.ChoiceField):
    """One of the years that the register tells of, written 2023-24 in addresses; gives a FinancialYear or None."""

    default_error_messages: ClassVar = {"invalid_choice": "Choose a financial year from the list"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=year_choices, **kwargs)

    def clean(self, value: Any) -> FinancialYear | None:
        slug = super().clean(value)
        return FinancialYear.parse(slug) if slug else None


def year_choices() -> list[tuple[str, str]]:
    return [("", "All years"), *((year.slug, str(year)) for year in years())]


def partnership_choice() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Partnership.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="All partnerships",
        error_messages={"invalid_choice": "Choose a partnership from the list"},
    )


class QueryForm(HouseForm):
    """A form that only asks: sent in the address, and so without a token or a cookie."""

    button = "Search"

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method, helper.disable_csrf = "get", True
        helper.attrs = {"role": "search"}
        rest = [name for name in self.fields if name != "q"]
        words = ["q"] if "q" in self.fields else []
        helper.layout = Layout(*words, Div(*rest, css_class="fields-row"), HTML(BUTTON.format(self.button)))
        return helper


class DecisionSearch(QueryForm):
    q = LineField(
        required=False,
        max_length=LONGEST_SEARCH,
        label="Search decisions",
        help_text="Words, “a phrase”, or the reference of a decision.",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    partnership = partnership_choice()
    stream = forms.ModelChoiceField(
        FundingStream.objects.all(),
        to_field_name="slug",
        required=False,
        label="Funding stream",
        empty_label="All funding streams",
        error_messages={"invalid_choice": "Choose a funding stream from the list"},
    )
    year = YearChoice(required=False, label="Financial year")


class ConditionFilter(QueryForm):
    button = "Show"

    partnership = partnership_choice()
    year = YearChoice(required=False, label="Financial year")
    standing = forms.ChoiceField(
        choices=[("", "All standings"), *State.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a standing from the list"},
    )
