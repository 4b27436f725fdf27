"""What may be compared, side by side."""

from collections.abc import Callable, Iterable
from typing import Any

from crispy_forms.layout import HTML
from django import forms

from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from grants.years import FinancialYear
from public.browse.search import OF_ONE_AWARD
from public.forms.asking import QueryForm, slugs, year_slugs
from public.forms.queries import BEFORE

COMPARABLE = ("partnership", "stream", "year")
FEWEST, MOST = 2, 10
WHAT = "two to ten partnerships, funding streams or financial years"
DETAILS = """<details class="govuk-details"{}><summary class="govuk-details__summary"><span
class="govuk-details__summary-text">{}</span></summary><div class="govuk-details__text">"""


class Several(forms.MultipleChoiceField):
    """Some of the values that a query knows, by their slugs."""

    def __init__(self, *, rows: Callable[[], Iterable[tuple[str, str]]], label: str) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})
        super().__init__(choices=rows, required=False, label=label, widget=widget)
        self.error_messages["invalid_choice"] = f"Choose {label.lower()} from the list"


class CompareForm(QueryForm):
    """Several of one of these; of each of the others one at most, to which all of them are narrowed."""

    button = "Compare"

    partnership = Several(rows=slugs(Partnership.objects, "district"), label="Partnerships")
    stream = Several(rows=slugs(FundingStream.objects, "name"), label="Funding streams")
    year = Several(rows=year_slugs, label="Financial years")

    def clean(self) -> None:
        if not self.data or self.errors:
            return
        several = [name for name in COMPARABLE if len(self.cleaned_data[name]) >= FEWEST]
        if not several:
            self.add_error(None, f"Choose {WHAT}")
        elif len(several) > 1:
            names = " and ".join(str(self.fields[name].label).lower() for name in several)
            self.add_error(None, f"Choose several of one kind: these are several {names}")
        elif (count := len(self.cleaned_data[several[0]])) > MOST:
            self.add_error(several[0], f"Choose ten at most: these are {count}")

    @property
    def compared(self) -> str:
        """Of a valid form: which of the fields has several values; empty where nothing was asked."""
        return next((name for name in COMPARABLE if len(self.cleaned_data[name]) >= FEWEST), "")

    def named(self, name: str) -> list[tuple[str, str]]:
        """Of a valid form: each value chosen in a field, with what people call it, in the order of the list."""
        field: Any = self.fields[name]
        return [(value, label) for value, label in field.choices if value in self.cleaned_data[name]]

    def paths(self, name: str, value: str) -> dict[str, Any]:
        """A value, said of a listed award by its fields."""
        return {OF_ONE_AWARD[name]: FinancialYear.parse(value) if name == "year" else value}

    @property
    def narrowing(self) -> tuple[dict[str, Any], str]:
        """Of a valid form: to what all of them are narrowed, said of a listed award, and in words."""
        of: dict[str, Any] = {}
        words = []
        for name in BEFORE:
            if name in COMPARABLE and name != self.compared:
                for value, label in self.named(name):
                    of |= self.paths(name, value)
                    words.append(f"{BEFORE[name]} {label}")
        return of, " ".join(words)

    @property
    def layout(self) -> list[Any]:
        parts: list[Any] = []
        for name in COMPARABLE:
            is_open = " open" if not self.data or name in self.data else ""
            parts += [HTML(DETAILS.format(is_open, self.fields[name].label)), name, HTML("</div></details>")]
        return parts
