"""The shape of what officers ask of the payments that are still due, and of the file for the finance system."""

import calendar
from datetime import date
from typing import Any

from django import forms

from conditions.finance_file import CELLS, chosen_columns
from conditions.models import PaymentDue, PaymentDueQuerySet
from grants.fields import BaseForm, OneLineField
from grants.forms.changes import ChangeForm
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear, london_today

LONGEST_HEADING = 60


class PaymentDueFilter(BaseForm):
    """What is due by when, from which stream, for which partnership."""

    by = forms.ChoiceField(
        label="Due by",
        required=False,
        choices=(
            ("month", "The end of this month"),
            ("quarter", "The end of this quarter"),
            ("year", "The end of this financial year"),
            ("all", "Any day"),
        ),
    )
    stream = forms.ModelChoiceField(
        FundingStream.objects.all(), required=False, to_field_name="slug", label="Funding stream", empty_label="All"
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, to_field_name="slug", empty_label="All"
    )

    def found(self) -> PaymentDueQuerySet:
        """What is still to be paid; what waits for a condition, once that is met, or with all that is ever due."""
        if not self.is_valid():
            return PaymentDue.objects.none()
        given = self.cleaned_data
        due = PaymentDue.objects.still_to_pay(last_day(given["by"] or "month", london_today()))
        if given["stream"]:
            due = due.filter(award__in_force__stream=given["stream"])
        if given["partnership"]:
            due = due.filter(award__in_force__partnership=given["partnership"])
        return due


def last_day(period: str, today: date) -> date | None:
    """Of this month, of this quarter or of this financial year; None for all time."""
    year = FinancialYear.of(today)
    return {
        "month": today.replace(day=calendar.monthrange(today.year, today.month)[1]),
        "quarter": next(end for end in year.quarter_ends if end >= today),
        "year": year.last_day,
    }.get(period)


class FinanceColumnsForm(ChangeForm):
    """A heading and a place for each column of the file; one without a heading is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {holds: (place, heading) for place, (holds, heading) in enumerate(chosen_columns(), start=1)}
        for holds, (words, _) in CELLS.items():
            place, heading = chosen.get(holds, (None, ""))
            self.fields |= {
                f"heading_{holds}": OneLineField(
                    label=f"Heading of “{words}”", required=False, max_length=LONGEST_HEADING, initial=heading
                ),
                f"place_{holds}": forms.IntegerField(
                    label=f"Place of “{words}”",
                    required=False,
                    min_value=1,
                    max_value=99,
                    initial=place,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
                    error_messages={"invalid": "Write the place as a whole number"},
                ),
            }

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(words, [self[f"heading_{holds}"], self[f"place_{holds}"]]) for holds, (words, _) in CELLS.items()]

    @property
    def arguments(self) -> dict[str, Any]:
        """Those without a place come last."""
        given = self.cleaned_data
        named = [holds for holds in CELLS if given[f"heading_{holds}"]]
        in_order = sorted(named, key=lambda holds: given[f"place_{holds}"] or 100)
        return {"columns": [(holds, given[f"heading_{holds}"]) for holds in in_order]}
