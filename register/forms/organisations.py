"""Organisations: the shape of what officers type when they find, change or merge them."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from grants.fields import BaseForm, OneLineField, ProseField
from grants.forms.changes import ChangeForm
from grants.forms.decisions import OrganisationForm
from grants.models import Organisation
from grants.names import AmbiguousName, NameResolver

LONGEST_NAME = 200


class OrganisationEditForm(OrganisationForm, ChangeForm):
    """What the office says of an organisation, and what it is also known as."""

    other_names = ProseField(
        label="Also known as",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Other names and identifiers, one to a line. Notices and spreadsheets are read by them.",
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "name",
        "kind",
        Field("registration_number", css_class="govuk-input--width-10"),
        Field("identifier", css_class="govuk-input--width-20"),
        "other_names",
        "revision",
    )

    def clean_other_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["other_names"].splitlines()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(f"Use {LONGEST_NAME} characters or fewer for a name")
        return [name for name in names if name]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("other_names", "revision")}


class MergeForm(BaseForm):
    """Which organisation is kept, by any name that the office knows it by."""

    into = OneLineField(
        label="The organisation that is kept",
        max_length=LONGEST_NAME,
        help_text="Its name, or its identifier.",
        error_messages={"required": "Write the name of the organisation that is kept"},
    )

    def clean_into(self) -> Organisation:
        names, typed = NameResolver(), self.cleaned_data["into"]
        try:
            payee = names.payee(typed)
        except AmbiguousName as ambiguous:
            raise forms.ValidationError(f"{ambiguous}") from ambiguous
        if payee is None:
            near = " or ".join(f"“{each.recipient}”" for each in names.near_payees(typed)[:3])
            raise forms.ValidationError(f"The office knows no “{typed}”{f': is it {near}?' if near else ''}")
        return payee.recipient
