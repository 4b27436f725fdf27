"""The shape of what officers do with an import as a whole: its file, its approval, its return."""

from typing import Any

from django import forms

from grants.fields import BaseForm, ProseField, UploadField
from grants.file_kinds import SPREADSHEETS
from intake.models import ImportedDecision
from register.checks.scanned_texts import TextHit
from register.notices.chain import text_digest

LONGEST_REASON = 2000


class SpreadsheetForm(BaseForm):
    file = UploadField(
        label="Register of past decisions",
        kinds=SPREADSHEETS,
        help_text="CSV, XLSX or ODS, up to 20 MB, in whatever form it is. Nothing is drafted yet.",
        error_messages={"required": "Choose a spreadsheet"},
    )


class ImportButtonForm(BaseForm):
    """Nothing to type: a button."""


class SeenImportForm(BaseForm):
    """Below drafts that have to be read: it carries which of them were there."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    def show(self, seen: int) -> None:
        """Whatever was sent, what is shown now are the drafts as they are."""
        self.initial["seen"] = seen
        if self.is_bound:
            self.data = self.data.copy() | {"seen": str(seen)}  # type: ignore[attr-defined]


class ApproveImportForm(SeenImportForm):
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Recorded, in public, with each decision that goes past a cap or an allocation. Without it those "
        "stay drafts.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnImportForm(SeenImportForm):
    comment = ProseField(
        label="What has to be changed",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what has to be changed"},
    )


class ImportHitsForm(BaseForm):
    """What looks like personal data in past decisions, with a tick for each hit that may be published."""

    def __init__(self, found: list[tuple[ImportedDecision, list[TextHit]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = {tick(item, hit): (item, hit) for item, hits in found for hit in hits}
        self.fields["hits"] = forms.MultipleChoiceField(
            choices=[(name, hit.hit.text) for name, (_, hit) in self.named.items()],
            error_messages={
                "required": "Tick what may be published",
                "invalid_choice": "The text has changed since you opened the page. Look at what was found now",
            },
        )

    @property
    def rows(self) -> list[tuple[ImportedDecision, TextHit, str, bool]]:
        """Each hit with its decision, its name in the form, and whether it is ticked."""
        ticked = self["hits"].value() or []
        return [(item, hit, name, name in ticked) for name, (item, hit) in self.named.items()]

    @property
    def chosen(self) -> list[tuple[ImportedDecision, TextHit]]:
        return [self.named[name] for name in self.cleaned_data["hits"]]


def tick(item: ImportedDecision, hit: TextHit) -> str:
    """The name of a hit in the form: these characters, in this sentence of this text of this decision."""
    return text_digest("\n".join((str(item.pk), hit.field, hit.hit.text, hit.hit.sentence)))
