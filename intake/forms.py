"""The shape of what officers bring along: notices, and spreadsheets of past decisions."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from grants.fields import BaseForm, ProseField, UploadField
from grants.file_kinds import SPREADSHEETS
from grants.forms.decisions import KeyedForm
from intake.models import ImportedDecision
from intake.modern_gov.html import decode_page
from intake.modern_gov.text import LIMIT, NotANotice
from register.checks.scanned_texts import TextHit
from register.notices.chain import text_digest

LONGEST_REASON = 2000


class NoticeForm(KeyedForm):
    """The pasted text of a notice, up to 1 MB, or a saved page of up to 5 MB; `words` is the one that was given."""

    text = ProseField(
        label="Text of the page",
        required=False,
        max_length=LIMIT,
        help_text="Open the decision in Modern.gov, select the whole page, copy it and paste it here.",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    page = forms.FileField(
        label="Or a saved page",
        required=False,
        help_text="Saved from the browser as “Webpage, HTML only”: one decision, or a list of decisions.",
        widget=forms.FileInput(attrs={"accept": ".html,.htm"}),
        error_messages={"empty": "The file is empty. Save the page again, and choose that file"},
    )
    again = forms.BooleanField(
        label="Make another draft if the Modern.gov number is already in the register",
        required=False,
        help_text="Only for a notice whose text has changed. The same text is never drafted twice.",
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout("text", "page", "again", "form_key")

    def clean_page(self) -> str:
        upload = self.cleaned_data["page"]
        try:
            return decode_page(upload.read()) if upload else ""
        except NotANotice as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [name for name in ("text", "page") if data.get(name)]
        if not given and not self.errors:
            self.add_error("text", "Paste the text of the decision page, or choose a saved page")
        if len(given) == 2:
            self.add_error("page", "Paste the text or choose a file, not both")
        return data

    @property
    def words(self) -> str:
        """As it came, with the hidden characters that the reader counts."""
        return str(self.cleaned_data["page"] or self.data["text"])


class SpreadsheetForm(BaseForm):
    file = UploadField(
        label="Spreadsheet of past decisions",
        kinds=SPREADSHEETS,
        help_text="CSV or XLSX, made from the template. It is checked first: nothing is drafted yet.",
        error_messages={"required": "Choose a spreadsheet"},
    )


class ImportButtonForm(BaseForm):
    """Nothing to type: a button."""


class PublishImportForm(BaseForm):
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Recorded, in public, with each decision that goes past a cap or an allocation. Without it those "
        "stay drafts.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ImportHitsForm(BaseForm):
    """What looks like personal data in past decisions, with a tick for each that may be published."""

    def __init__(self, found: list[tuple[ImportedDecision, list[TextHit]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["finds"] = forms.MultipleChoiceField(
            choices=[(tick(item, find), find.hit.text) for item, finds in found for find in finds],
            error_messages={
                "required": "Tick what may be published",
                "invalid_choice": "The text has changed since you opened the page. Look at what was found now",
            },
        )

    @property
    def rows(self) -> list[tuple[ImportedDecision, TextHit, str, bool]]:
        """Each find with its decision, its name in the form, and whether it is ticked."""
        ticked = self["finds"].value() or []
        named = [(item, find, tick(item, find)) for item, finds in self.found for find in finds]
        return [(item, find, name, name in ticked) for item, find, name in named]

    @property
    def chosen(self) -> list[tuple[ImportedDecision, list[TextHit]]]:
        ticked = set(self.cleaned_data["finds"])
        kept = [(item, [find for find in finds if tick(item, find) in ticked]) for item, finds in self.found]
        return [(item, finds) for item, finds in kept if finds]


def tick(item: ImportedDecision, find: TextHit) -> str:
    """The name of a find in the form: these characters, in this sentence of this text of this decision."""
    return text_digest("\n".join((str(item.pk), find.place, find.hit.text, find.hit.sentence)))
