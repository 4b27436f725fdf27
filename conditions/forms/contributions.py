"""The shape of what leads and officers type about contributions and findings; conditions have condition_forms.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import QuerySet

from conditions.actions.evidence import EVIDENCE_KINDS
from conditions.models import Assessment, Contribution, MatchSource
from grants.fields import BaseForm, DayField, OneLineField, PoundsField, ProseField, UploadField
from grants.forms.decisions import KeyedForm

LONGEST_REASONS = 5_000
SPENT = "spent"


def with_layout(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*layout)
    return helper


def few_lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def short(name: str) -> Field:
    return Field(name, css_class="govuk-input--width-10")


def yes_or_no(label: str, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=(("no", "No"), ("yes", "Yes")),
        coerce=lambda answer: answer == "yes",
        initial="no",
        widget=forms.RadioSelect,
        error_messages={"required": "Answer yes or no", "invalid_choice": "Answer yes or no"},
        **options,
    )


def one_of(label: str, choices: Any, sentence: str, **options: Any) -> forms.ChoiceField:
    errors = {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors, **options)


def papers_field(label: str) -> UploadField:
    return UploadField(
        label=label,
        kinds=EVIDENCE_KINDS,
        multiple=True,
        required=False,
        help_text="PDF, DOCX, XLSX, CSV, PNG or JPEG, each up to 20 MB. You may choose several at once. "
        "Only the office and your partnership can open them.",
    )


class ContributionForm(KeyedForm):
    """What a lead offers in match. `objection_to_date` says, in a sentence, why a day lies outside the match period."""

    description = OneLineField(
        label="What it is",
        max_length=200,
        help_text="Like “Mentoring sessions, September to December”. No names of people who are helped.",
        error_messages={"required": "Say what the contribution is"},
    )
    source = one_of("Who contributes it", MatchSource, "Choose who contributes it", initial=MatchSource.PARTNERSHIP)
    is_in_kind = forms.TypedChoiceField(
        label="Cash or in kind",
        choices=(("cash", "Cash"), ("in_kind", "In kind: staff time, goods or premises")),
        coerce=lambda answer: answer == "in_kind",
        initial="cash",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose cash or in kind", "invalid_choice": "Choose cash or in kind"},
    )
    valuation = one_of(
        "How it was valued",
        Contribution.Valuation,
        "Choose how it was valued",
        required=False,
        help_text="Only for a contribution in kind.",
    )
    valuation_note = OneLineField(
        label="The sum behind the value",
        required=False,
        max_length=200,
        help_text="Only for a contribution in kind. Like “40 hours at £18.50”.",
    )
    amount = PoundsField(label="Amount, or value", error_messages={"required": "Enter the amount, like 7,500.00"})
    stage = one_of(
        "How certain it is",
        (
            (SPENT, "Spent or given already"),
            (Contribution.Stage.CONFIRMED, "Confirmed in writing, not spent yet"),
            (Contribution.Stage.PLEDGED, "Pledged, not spent yet"),
        ),
        "Choose how certain it is",
        initial=SPENT,
        help_text="Only money that has been spent can be accepted. Promises are shown separately.",
    )
    spent_on = DayField(
        label="Date it was spent or given",
        required=False,
        not_after_today=True,
        help_text="Like 1/12/2023. Leave it empty if it is not spent yet.",
    )
    evidence_note = ProseField(
        label="What shows it",
        required=False,
        max_length=2000,
        widget=few_lines(),
        help_text="Like “Invoice 1204 of the mentoring provider, paid on 1 December”.",
    )
    papers = papers_field("Papers that show it")
    counted_elsewhere = yes_or_no("Is it already counted as match for another grant?")
    is_own_money = yes_or_no(
        "Is it the office's own money?",
        help_text="Money that came from this office, by another grant, cannot be match.",
    )

    helper = with_layout(
        "description",
        "source",
        "is_in_kind",
        "valuation",
        "valuation_note",
        PrependedText("amount", "£", css_class="govuk-input--width-10"),
        "stage",
        short("spent_on"),
        "evidence_note",
        "papers",
        "counted_elsewhere",
        "is_own_money",
        "form_key",
    )

    def __init__(self, *args: Any, objection_to_date: Callable[[date | None], str], **kwargs: Any) -> None:
        self.objection_to_date = objection_to_date
        super().__init__(*args, **kwargs)

    def clean_spent_on(self) -> date | None:
        day: date | None = self.cleaned_data["spent_on"]
        if day and (objection := self.objection_to_date(day)):
            raise forms.ValidationError(objection)
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.clean_certainty(given)
        if not given.get("is_in_kind"):
            given |= {"valuation": "", "valuation_note": ""}
        elif not given.get("valuation"):
            self.add_error("valuation", "Choose how it was valued")
        return given

    def clean_certainty(self, given: dict[str, Any]) -> None:
        """What is spent has its date; what is not spent has none. To the ledger, spent is confirmed with a date."""
        if "stage" not in given or "spent_on" not in given:
            return
        is_spent = given["stage"] == SPENT
        if is_spent and given["spent_on"] is None:
            self.add_error("spent_on", "Enter the date on which it was spent or given")
        elif given["spent_on"] and not is_spent:
            self.add_error("spent_on", "Leave the date empty, or choose “Spent or given already”")
        if is_spent:
            given["stage"] = Contribution.Stage.CONFIRMED

    @property
    def values(self) -> dict[str, Any]:
        """The contribution's own fields, as the action takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.sent}

    @property
    def sent(self) -> dict[str, Any]:
        """What goes with them."""
        return {name: self.cleaned_data[name] for name in ("papers", "form_key")}


class EvidenceForm(KeyedForm):
    """Papers for a condition, or for one of the contributions offered for it; or a declaration without any."""

    papers = papers_field("Files")
    contribution = forms.ModelChoiceField(
        Contribution.objects.none(),
        label="What they show",
        required=False,
        empty_label="The condition as a whole",
        error_messages={"invalid_choice": "Choose what they show"},
    )
    statement = ProseField(
        label="Declaration, or a comment on the files",
        required=False,
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="Without a file this is your declaration that the condition is met: say how, and who agreed it and "
        "when. The office reads it; the public does not.",
    )

    def __init__(self, *args: Any, offered: QuerySet[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contribution"].queryset = offered  # type: ignore[attr-defined]
        if not offered.exists():
            del self.fields["contribution"]
        self.helper = with_layout(
            *(name for name in ("papers", "contribution", "statement", "form_key") if name in self.fields)
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not (self.errors or given["papers"] or given["statement"]):
            self.add_error("papers", "Choose a file, or write a declaration below")
        return given


class ReviewForm(BaseForm):
    """Accept or return, each a button of its own; a return needs its comment."""

    comment = ProseField(
        label="Comment",
        required=False,
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="The partnership reads it. To return this, say what is missing.",
        error_messages={"required": "Say what is missing, so that the partnership can correct it"},
    )

    @property
    def is_return(self) -> bool:
        return "return" in self.data

    def full_clean(self) -> None:
        self.fields["comment"].required = self.is_return
        super().full_clean()


class AssessForm(BaseForm):
    """A finding, and the newest assessment when the form was opened (0: none)."""

    finding = one_of("Finding", Assessment.Finding, "Choose a finding", help_text="Only an approver may waive.")
    reasons = ProseField(
        label="Reasons",
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="The public reads them. No names of people.",
        error_messages={"required": "Give the reasons for your finding: the public reads them"},
    )
    acknowledged = forms.BooleanField(
        label="What looks like personal data in the reasons may be published", required=False
    )
    known = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = with_layout("finding", "reasons", "acknowledged", "known")


class InterpretationForm(BaseForm):
    counts = yes_or_no("Do contributions in kind count?")
    reasons = ProseField(
        label="Reasons for this interpretation",
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="The public reads it. No names of people.",
        error_messages={"required": "Say why"},
    )
    acknowledged = forms.BooleanField(
        label="What looks like personal data in the reasons may be published", required=False
    )
