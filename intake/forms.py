"""The shape of what officers bring in: notices, tables of awards, and spreadsheets of past decisions."""

from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from grants import record
from grants.fields import BaseForm, OneLineField, ProseField, TableField, UploadField
from grants.file_kinds import SPREADSHEETS
from grants.forms.awards import PaidForm, stream_field, title_field
from grants.forms.decisions import KeyedForm
from grants.look_alikes import say_why
from grants.names import NameResolver
from grants.years import FinancialYearFormField
from intake.actions.notices import DraftedNotice
from intake.models import ImportedDecision
from intake.notices.html import decode_page, looks_like_html, words_of_page
from intake.notices.text import LIMIT, NotANotice
from intake.spreadsheets.pasted_awards import parse_table
from register.checks.scanned_texts import TextHit
from register.notices.chain import text_digest

LONGEST_REASON = 2000
LONGEST_TABLE = 100_000


class NoticeForm(KeyedForm):
    """The pasted text of a notice, up to 1 MB, or a saved page of up to 5 MB; `words` is the one that was given."""

    text = TableField(
        label="Text of the page",
        required=False,
        max_length=LIMIT,
        help_text="Open the page of the decision, select all of it, copy it and paste it here.",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    page = forms.FileField(
        label="Or a saved page",
        required=False,
        help_text="Saved from the browser as “Webpage, HTML only”: one decision, or a list of decisions.",
        widget=forms.FileInput(attrs={"accept": ".html,.htm"}),
        error_messages={"empty": "The file is empty. Save the page again, and choose that file"},
    )
    # Asked for where it looks like another decision.
    why_another = OneLineField(
        label=record.field("why_another").label,
        required=False,
        max_length=300,
        widget=forms.HiddenInput,
        help_text=record.field("why_another").hint,
    )
    # A button, offered where the text is no notice: an empty draft with the text beside it.
    beside = forms.BooleanField(required=False)

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout("text", "page", "why_another", "form_key")

    is_refused = False
    known: DraftedNotice | None = None  # the decision that is here already

    def refuse(self, sentence: str) -> None:
        """Say why it is no notice, and offer to start a draft beside its words."""
        self.keep_words()
        self.add_error("text", sentence)
        self.is_refused = True

    def ask_why_another(self, known: DraftedNotice) -> None:
        """The decision is here already, or looks so."""
        self.keep_words()
        self.known = known
        self.fields["why_another"].widget = forms.TextInput()
        self.add_error("why_another", say_why([known.decision]))

    def keep_words(self) -> None:
        """Show the words of a chosen file as text, since a browser does not choose the file again."""
        if page := self.cleaned_data["page"]:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["text"] = words_of_page(page) if looks_like_html(page) else page  # type: ignore[index]

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
        label="Register of past decisions",
        kinds=SPREADSHEETS,
        help_text="CSV, XLSX or ODS, up to 20 MB, in whatever form it is. Nothing is drafted yet.",
        error_messages={"required": "Choose a spreadsheet"},
    )


class ImportButtonForm(BaseForm):
    """Nothing to type: a button."""


class ApproveImportForm(BaseForm):
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Recorded, in public, with each decision that goes past a cap or an allocation. Without it those "
        "stay drafts.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnImportForm(BaseForm):
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


class PasteForm(PaidForm):
    """A table copied from a spreadsheet, and the values to use if it says nothing."""

    table = TableField(
        label="The table",
        max_length=LONGEST_TABLE,
        help_text="Copy the cells in your spreadsheet and paste them here. Each line names a recipient, partnership, "
        "district or organisation identifier, and an amount. The columns may come in any order, with headings or "
        "without; years or funding streams may be headings over the amounts.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        error_messages={"required": "Paste the table"},
    )
    title = title_field(help_text="For each award, unless the table has a column of titles.")
    stream = stream_field(help_text="If the table names none.")
    year = FinancialYearFormField(label="Financial year", required=False, help_text="If the table names none.")

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "table", "title", "stream", Field("year", css_class="govuk-input--width-5"), "why_another", "revision"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "table" in given:
            self.pasted = parse_table(given["table"], NameResolver())
            if not (self.pasted.awards or self.pasted.unparsed):
                self.add_error("table", "No award was found in this table")
            self.hold_against_payments((each["recipient"], each["amount"]) for each in self.pasted.awards)
        return given

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of each award that the table gives, filled up with what was chosen for the whole table."""
        chosen = {name: self.cleaned_data[name] for name in ("title", "stream", "year")}
        return [award | {name: award[name] or value for name, value in chosen.items()} for award in self.pasted.awards]

    @property
    def digest(self) -> str:
        """A digest of the table, to notice changes since it was checked."""
        stated = [str(self.cleaned_data[name]) for name in ("table", "title", "stream", "year")]
        return sha256("\0".join(stated).encode()).hexdigest()[:16]
