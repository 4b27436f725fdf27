"""The shape of what officers paste or choose: the page of a notice."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from grants import record
from grants.fields import OneLineField, TableField
from grants.forms.decisions import KeyedForm
from grants.look_alikes import say_why
from intake.actions.notices import DraftedNotice
from intake.notices.html import decode_page, looks_like_html, words_of_page
from intake.notices.text import LIMIT, NotANotice


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
