"""The shape of a pasted table of awards."""

from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from grants.fields import TableField
from grants.forms.awards import PaidForm, stream_field, title_field
from grants.names import NameResolver
from grants.years import FinancialYearFormField
from intake.spreadsheets.pasted_awards import parse_table

LONGEST_TABLE = 100_000


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
