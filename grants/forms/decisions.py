"""The shape of what officers type into the record of a decision.

Labels and hints are those of grants/record.py, so that a thing is called the same on every page.
"""

from functools import cache, singledispatch
from typing import Any
from uuid import uuid4

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from grants import record
from grants.fields import BaseForm, DayField, OneLineField, PoundsField, ProseField
from grants.forms.another import AnotherForm
from grants.forms.changes import ChangeForm
from grants.forms.makers import MakersForm, PostsInOrder
from grants.look_alikes import marks
from grants.models import Decision, Organisation, Priority
from grants.models.money import PoundsField as PoundsColumn
from grants.record import Section
from grants.years import FinancialYearField, FinancialYearFormField, london_today

LONGEST_TEXT = 100_000
OF_ANOTHER = ("external_reference", "title", "decided_on")
YES_NO = (("", "Not recorded"), ("True", "Yes"), ("False", "No"))


class KeyedForm(BaseForm):
    """A form that makes something new: its key tells the same form sent twice from two forms alike."""

    form_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={"required": "Open the form again", "invalid": "Open the form again"},
    )


class SeenForm(BaseForm):
    """A button, with the revision of the decision that the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = FormHelper()
    helper.form_tag = False


class CorrectionForm(ChangeForm):
    note = ProseField(
        label="What changes, and why",
        max_length=2000,
        help_text="Proposed as the note that is published with the correction, which takes at least 20 characters and "
        "three words. It can be changed until then.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what changes, and why"},
    )

    helper = FormHelper()
    helper.form_tag = False


class NewDecisionForm(AnotherForm, KeyedForm):
    title = OneLineField(max_length=300, error_messages={"required": record.field("title").required})
    kind = forms.ChoiceField(
        label=record.field("kind").label,
        choices=Decision.Kind,
        initial=Decision.Kind.GRANT,
        widget=forms.RadioSelect,
    )
    decided_on = DayField(
        label=record.field("decided_on").label,
        required=False,
        not_after_today=True,
        help_text="Like 6/2/2024. Its year goes into the reference: this year's, if you leave it blank.",
    )

    helper = FormHelper()
    helper.layout = Layout(
        "title", "kind", Field("decided_on", css_class="govuk-input--width-10"), "why_another", "form_key"
    )
    helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not Decision.objects.filter(form_key=given.get("form_key")).exists():
            self.hold_against_others(marks(title=given.get("title", ""), decided_on=given.get("decided_on")))
        return given


def record_form(section: Section) -> "type[RecordForm]":
    """The form class for one section of the record, with the decision's revision."""
    fields: dict[str, Any] = {each.name: form_field(each) for each in section.fields if each.name != "decision_makers"}
    names = section.names
    is_compared = any(name in fields for name in OF_ANOTHER)
    if is_compared and "why_another" not in fields:
        names = (*names, "why_another")
    elif not is_compared:
        fields["why_another"] = None  # takes the inherited field out
    fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)
    fields["helper"] = helper = FormHelper()
    laid_out = (PostsInOrder() if name == "decision_makers" else with_widths(name, fields.get(name)) for name in names)
    helper.layout = Layout(*laid_out, "revision")
    helper.form_tag = False
    base = MakersRecordForm if "decision_makers" in names else RecordForm
    return type(f"{section.slug.title().replace('-', '')}Form", (base,), fields)


def with_widths(name: str, field: forms.Field | None) -> LayoutObject:
    """A field as wide as what is typed into it."""
    if isinstance(field, forms.TypedChoiceField):
        return InlineRadios(name)
    short = isinstance(field, DayField | PoundsField)
    return Field(name, css_class="govuk-input--width-10") if short else Field(name)


class RecordForm(AnotherForm):
    """One section of the record of a decision. A draft may be incomplete: little is required of it."""

    def __init__(self, decision: Decision, *args: Any, every_plan: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        day = decision.decided_on or london_today()
        if "priorities" in self.fields and not every_plan:
            in_plan = Q(left_on=None) | Q(left_on__gt=day)
            in_force = Q(plan__starts_on__lte=day, plan__ends_on__gte=day, plan__withdrawn_at=None)
            offered = Q(in_plan & in_force) | Q(decisions=decision)
            priorities = Priority.objects.filter(offered).distinct()
            self.fields["priorities"].queryset = priorities  # type: ignore[attr-defined]
        if "supersedes" in self.fields:
            others = Decision.objects.exclude(published_at=None).exclude(pk=decision.pk)
            self.fields["supersedes"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if any(name in given for name in OF_ANOTHER):
            same = {name: given.get(name, getattr(self.decision, name)) for name in OF_ANOTHER}
            paid = self.decision.awards.values_list("recipient", "amount")
            self.hold_against_others(marks(**same, paid=paid), of=self.decision)
        return given

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day and day > london_today():
            raise forms.ValidationError("The date of the decision must be today or earlier")
        return day


class MakersRecordForm(MakersForm, RecordForm):
    """The section that says who decided, and when."""

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(decision, *args, **kwargs)
        self.offer_posts(decision)


def initial(decision: Decision, section: Section) -> dict[str, Any]:
    """What the form of a section shows of a decision as it stands."""
    names = (*section.names, "why_another")
    return {name: decision.value_of(name) for name in names} | {"revision": decision.revision}


@cache
def form_field(declared: record.RecordField) -> forms.Field:
    """The form field for a field of the record, by the sort of thing that its column holds; made once, which saves it
    to each page with a form of many."""
    options: dict[str, Any] = {
        "label": declared.label,
        "help_text": declared.hint,
        "required": bool(declared.required),
        "error_messages": {"required": declared.required},
    }
    if declared.rows:
        options["widget"] = forms.Textarea(attrs={"rows": declared.rows})
    return field_like(Decision._meta.get_field(declared.name), options)


@singledispatch
def field_like(field: Any, options: dict[str, Any]) -> forms.Field:
    """The form field for one of the model, with the same choices and limits."""
    if field.choices:
        return forms.ChoiceField(choices=choices_of(field), widget=forms.RadioSelect, **options)
    return OneLineField(max_length=field.max_length, validators=field.validators, **options)


@field_like.register
def _(_field: models.TextField, options: dict[str, Any]) -> forms.Field:
    return ProseField(max_length=LONGEST_TEXT, **options)


@field_like.register
def _(field: models.URLField, options: dict[str, Any]) -> forms.Field:
    return forms.URLField(max_length=field.max_length, assume_scheme="https", **options)


@field_like.register
def _(_field: models.DateField, options: dict[str, Any]) -> forms.Field:
    return DayField(**options)


@field_like.register
def _(_field: PoundsColumn, options: dict[str, Any]) -> forms.Field:
    return PoundsField(allow_zero=True, **options)


@field_like.register
def _(_field: FinancialYearField, options: dict[str, Any]) -> forms.Field:
    return FinancialYearFormField(**options)


@field_like.register
def _(field: models.BooleanField, options: dict[str, Any]) -> forms.Field:
    if not field.null:
        return forms.BooleanField(**options)
    return forms.TypedChoiceField(
        choices=YES_NO, coerce="True".__eq__, empty_value=None, widget=forms.RadioSelect, **options
    )


@field_like.register
def _(_field: models.ForeignKey, options: dict[str, Any]) -> forms.Field:
    return forms.ModelChoiceField(Decision.objects.exclude(published_at=None), empty_label="None", **options)


@field_like.register
def _(field: models.ManyToManyField, options: dict[str, Any]) -> forms.Field:
    to: Any = field.related_model
    return forms.ModelMultipleChoiceField(to.objects.all(), widget=forms.CheckboxSelectMultiple, **options)


@field_like.register
def _(field: ArrayField, options: dict[str, Any]) -> forms.Field:
    choices = tuple(field.base_field.choices or ())
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


def choices_of(field: Any) -> list[tuple[str, str]]:
    """The choices, with one for "not yet chosen" where the record may be incomplete."""
    choices = [(str(value), str(text)) for value, text in field.choices if value != ""]
    blank = dict(field.choices).get("", "Not yet chosen")
    return [("", str(blank)), *choices] if field.blank else choices


class OrganisationForm(BaseForm):
    """A recipient that the office did not have yet."""

    name = OneLineField(
        max_length=200,
        error_messages={"required": "Enter the name"},
        help_text="As it is registered. The name of an individual is for the office only and is never published.",
    )
    kind = forms.ChoiceField(
        choices=Organisation.Kind, widget=forms.RadioSelect, error_messages={"required": "Choose what it is"}
    )
    registration_number = OneLineField(max_length=40, required=False, help_text="Charity or company number.")
    identifier = OneLineField(
        label="Organisation identifier",
        max_length=60,
        required=False,
        help_text="From org-id.guide, for example GB-CHC-1234567. Open data asks for it; it may be left blank.",
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "name",
        "kind",
        Field("registration_number", css_class="govuk-input--width-10"),
        Field("identifier", css_class="govuk-input--width-20"),
    )
