"""The shape of what officers type about the forward plan."""

from typing import Any

from django import forms

from conditions.forms.fields import PUBLISHED, prose, short, with_layout
from conditions.forms.obligations import ReasonedForm
from grants.fields import DayField, OneLineField
from grants.forms.changes import ChangeForm
from grants.forms.decisions import KeyedForm
from grants.models import Post
from register.models import PlannedDecision

FIELDS = ("title", "about", "post", "expected_on", "is_key", "why_key", "notice_on")


class PlanForm(KeyedForm):
    """A decision that is intended."""

    title = OneLineField(label="Title", max_length=300, error_messages={"required": "Enter a title"})
    about = prose("What it is about", "In a sentence or two. No names of people.", max_length=1000)
    post = forms.ModelChoiceField(
        Post.objects.all(),
        label="Who takes it",
        empty_label="Choose",
        error_messages={"required": "Choose who takes it", "invalid_choice": "Choose who takes it"},
    )
    expected_on = DayField(
        label="Expected by", help_text="Like 31/3/2027.", error_messages={"required": "Enter a date, like 31/3/2027"}
    )
    is_key = forms.BooleanField(
        label="It is a key decision: 28 clear days’ notice of it is needed (SI 2017/68, article 11)", required=False
    )
    why_key = prose("Why it is key", "Only for a key decision.", max_length=1000)
    notice_on = DayField(
        label="Notice given on",
        help_text="Today, or the day on which it was given elsewhere.",
        not_after_today=True,
        error_messages={"required": "Enter the date of the notice, like 31/3/2027"},
    )
    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)

    helper = with_layout(
        "title", "about", "post", short("expected_on"), "is_key", "why_key", short("notice_on"), "acknowledged",
        "form_key",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_key") and not given.get("why_key"):
            self.add_error("why_key", "Say why it is key")
        return given

    @property
    def arguments(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in FIELDS}
        rest = {name: value for name, value in self.cleaned_data.items() if name not in FIELDS}
        return {"values": values, **rest}


class PlanChangeForm(PlanForm, ChangeForm):
    """The same, and why it is changed."""

    form_key = None  # type: ignore[assignment]
    reason = prose("Why it is changed", PUBLISHED, missing="Say why: the public reads it")

    helper = with_layout(
        "title", "about", "post", short("expected_on"), "is_key", "why_key", short("notice_on"), "reason",
        "acknowledged", "revision",
    )  # fmt: skip


class PlanWithdrawForm(ReasonedForm, ChangeForm):
    reason = prose("Why it is not intended any more", PUBLISHED, missing="Say why: the public reads it")

    helper = with_layout("reason", "acknowledged", "revision")


def initial_of(planned: PlannedDecision) -> dict[str, Any]:
    return {name: getattr(planned, name) for name in FIELDS}
