"""The shape of what is typed to withhold a text, acknowledge a hit, add a paper or redact."""

from typing import Any

from django import forms

from grants.fields import BaseForm, DayField, OneLineField, ProseField, UploadField
from grants.forms.changes import ChangeForm
from grants.models import Decision, Ground
from register.forms.office import A_FEW_LINES, MAX_NOTE, acknowledgement
from register.notices.withholding import is_statutory, parts


class WithholdingForm(BaseForm):
    """One part to withhold, on one of the four grounds."""

    what = forms.ChoiceField(label="What is withheld", error_messages={"required": "Choose what is withheld"})
    ground = forms.ChoiceField(
        label="Ground",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the four grounds"},
        help_text="The Order knows these four alone. Business secrets are no ground: what is commercially sensitive is "
        "published, or left out of the text by its author.",
    )
    viewed_on = DayField(
        label="Date of the chief constable’s view",
        required=False,
        not_after_today=True,
        help_text="For the first three grounds, which depend on that view. It can be added later, before publication.",
    )
    viewed_by = OneLineField(
        label="Whose view it was", required=False, max_length=200, help_text="A post, such as Chief Constable."
    )
    reason = ProseField(
        label="Why, for the office only",
        required=False,
        max_length=MAX_NOTE,
        help_text="Never published.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = parts(decision).items()
        choices = [(what, f"{label} (the Order asks for it)" if is_statutory(what) else label) for what, label in named]
        self.fields["what"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "what"}


class PaperForm(BaseForm):
    """A link, or a file."""

    title = OneLineField(label="Title", max_length=200, error_messages={"required": "Enter the title of the paper"})
    is_evaluation = forms.BooleanField(
        label="It evaluates what the money did",
        required=False,
        help_text="It is then named with the results, too.",
    )
    url = forms.URLField(
        label="Address of the paper",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
        error_messages={"invalid": "Enter a whole address, like https://www.example.org/paper.pdf"},
    )
    upload = UploadField(
        label="Or a file",
        required=False,
        help_text="PDF, DOCX, XLSX, ODT, CSV, PNG or JPEG, up to 20 MB.",
    )


class PaperChangeForm(PaperForm, ChangeForm):
    """The same, of a paper that is there."""


class PaperContentsForm(BaseForm):
    """What of a paper may be published though its pages do not show it, and why."""

    chosen = forms.MultipleChoiceField(
        label="What may be published as it is",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what may be published"},
    )
    reason = ProseField(
        label="Why it may be published",
        max_length=MAX_NOTE,
        help_text="For the office only. Your name is kept with it.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Say why it may be published"},
    )

    def __init__(self, sentences: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(sentence, sentence) for sentence in sentences]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


class RedactionForm(BaseForm):
    reason = ProseField(
        label="Why it is redacted",
        max_length=MAX_NOTE,
        help_text="This is published in place of the text. Do not repeat what is to be redacted.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Give the reason"},
    )
    acknowledged = acknowledgement()
