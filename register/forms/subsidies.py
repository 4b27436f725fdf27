"""The shape of what officers say about the entry of a subsidy in the national database."""

from django import forms

from conditions.forms.fields import short, with_layout
from grants.fields import BaseForm, DayField, OneLineField, ProseField

LONGEST_REASON = 1_000


class SubsidyEntryForm(BaseForm):
    entered_on = DayField(
        label="Date of the entry", required=False, not_after_today=True, help_text="When it was entered, like 1/4/2024."
    )
    number = OneLineField(
        label="Number of the entry",
        required=False,
        max_length=40,
        help_text="As the database gives it, if you have it.",
    )
    none_because = ProseField(
        label="Or why it needs no entry",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only up to £100,000: for instance because the scheme that it is given under has an entry. For the "
        "office only.",
    )

    helper = with_layout(short("entered_on"), short("number"), "none_because")
