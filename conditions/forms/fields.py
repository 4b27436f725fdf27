"""What the forms of conditions have in common: their fields and how they are laid out."""

from typing import Any

from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from grants.fields import BaseForm, ProseField
from grants.forms.changes import ChangeForm

MAX_REASONS = 5_000
PUBLISHED = "It will be published, in at least 20 characters and three words. No names of people."


class RevisionForm(ChangeForm):
    """The revision of the decision when the form was opened."""


def with_layout(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*layout)
    return helper


def short(name: str) -> Field:
    return Field(name, css_class="govuk-input--width-10")


def sum_of(name: str, **options: str) -> PrependedText:
    return PrependedText(name, "£", css_class="govuk-input--width-10", **options)


def prose(label: str, help_text: str, *, missing: str = "", **options: Any) -> ProseField:
    """A text of some lines; it may be empty, unless there is a sentence for when it is `missing`."""
    usual = {"required": bool(missing), "max_length": MAX_REASONS, "widget": forms.Textarea(attrs={"rows": 4})}
    return ProseField(label=label, help_text=help_text, error_messages={"required": missing}, **{**usual, **options})


def yes_or_no(label: str, **options: Any) -> forms.TypedChoiceField:
    usual = {
        "choices": (("no", "No"), ("yes", "Yes")),
        "initial": "no",
        "widget": forms.RadioSelect,
        "error_messages": {"required": "Answer yes or no", "invalid_choice": "Answer yes or no"},
    }
    return forms.TypedChoiceField(label=label, coerce=lambda answer: answer == "yes", **{**usual, **options})


def one_of(label: str, choices: Any, sentence: str, **options: Any) -> forms.ChoiceField:
    errors = {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors, **options)


def choose_one(label: str, choices: Any, sentence: str, **options: Any) -> forms.ChoiceField:
    """The same in one line of the screen, with no answer chosen in advance."""
    errors = {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(label=label, choices=(("", "Choose"), *choices), error_messages=errors, **options)


def choose_yes_or_no(label: str, sentence: str) -> forms.TypedChoiceField:
    """The same in one line of the screen, with no answer chosen in advance, and a `sentence` for when there is none."""
    choices = (("", "Choose"), ("no", "No"), ("yes", "Yes"))
    errors = {"required": sentence, "invalid_choice": sentence}
    return yes_or_no(label, choices=choices, widget=forms.Select, initial=None, error_messages=errors)


class ConfirmForm(BaseForm):
    """Nothing but a button that asks once."""

    helper = with_layout()


def update_hidden(form: BaseForm, **hidden: int | str) -> None:
    """After a warning, put newer values into the hidden fields, so that the person may send the form again."""
    data = form.data.copy()  # type: ignore[attr-defined]
    for name, value in hidden.items():
        data[name] = str(value)
    form.data = data
