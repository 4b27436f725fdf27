"""The shape of what is typed about contributions, and of the evidence that is sent with them or by itself."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.db.models import QuerySet

from conditions.actions.evidence import EVIDENCE_KINDS
from conditions.forms.fields import choose_one, choose_yes_or_no, prose, short, sum_of, with_layout
from conditions.ledger import Allowed
from conditions.models import Contribution, MatchSource, Obligation
from grants.fields import DayField, OneLineField, PoundsField, UploadField
from grants.formatting import day, pounds
from grants.forms.changes import ChangeForm
from grants.forms.decisions import KeyedForm

SPENT = "spent"
# Where scripts run, a field is shown only beside the answer to which it belongs (static/js/page.js).
ONLY_IN_KIND = {"data-only-if": "is_in_kind=in_kind"}
BESIDE = ("is_in_kind", "stage", "counted_elsewhere", "is_own_money")
ON_SCREEN = {
    "amount": sum_of("amount", wrapper_class="answer-beside"),
    "spent_on": short("spent_on"),
    **{name: Field(name, wrapper_class="answer-beside") for name in BESIDE},
}


def papers_field(label: str, help_text: str) -> UploadField:
    return UploadField(
        label=label,
        kinds=EVIDENCE_KINDS,
        multiple=True,
        required=False,
        help_text=help_text,
    )


class ContributionForm(KeyedForm):
    """What a lead offers in match. It asks only what the conditions that it is for allow."""

    description = OneLineField(
        label="What it is",
        max_length=200,
        help_text="Like “Mentoring”. No names.",
        error_messages={"required": "Say what the contribution is"},
    )
    source = choose_one("Who contributes it", MatchSource.choices, "Choose who contributes it")
    is_in_kind = forms.TypedChoiceField(
        label="Cash or in kind",
        choices=(("", "Choose"), ("cash", "Cash"), ("in_kind", "In kind")),
        coerce=lambda answer: answer == "in_kind",
        error_messages={"required": "Choose cash or in kind", "invalid_choice": "Choose cash or in kind"},
    )
    valuation = choose_one(
        "How it was valued",
        Contribution.Valuation.choices,
        "Choose how it was valued",
        required=False,
        widget=forms.Select(attrs=ONLY_IN_KIND),
        help_text="Staff time, goods or premises: only for a contribution in kind.",
    )
    valuation_note = OneLineField(
        label="The sum behind the value",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=ONLY_IN_KIND),
        help_text="Only for a contribution in kind. Like “40 hours at £18.50”.",
    )
    amount = PoundsField(label="Amount or value", error_messages={"required": "Enter the amount, like 7,500.00"})
    stage = choose_one(
        "How certain it is",
        (
            (SPENT, "Spent"),
            (Contribution.Stage.CONFIRMED, "Confirmed"),
            (Contribution.Stage.PLEDGED, "Pledged"),
        ),
        "Choose how certain it is",
    )
    spent_on = DayField(
        label="Date it was spent or given",
        required=False,
        not_after_today=True,
        widget=forms.TextInput(attrs={"data-only-if": f"stage={SPENT}"}),
        help_text="Like 1/12/2023. Leave it empty if it is not spent yet.",
    )
    proof = prose(
        "What shows it, like an invoice",
        "",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    papers = papers_field("Papers that show it", "Up to 20 MB each. Never public.")
    counted_elsewhere = choose_yes_or_no(
        "Match for another grant too?", "Say whether it counts as match for another grant"
    )
    is_own_money = choose_yes_or_no(
        "From another of our grants?", "Say whether it comes from another grant of this office"
    )

    def __init__(self, *args: Any, allowed: Allowed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed
        self.ask_only_what_is_allowed()
        self.helper = with_layout(*(ON_SCREEN.get(name, name) for name in self.fields))

    def ask_only_what_is_allowed(self) -> None:
        """And what was answered before, where it is changed. Nothing is asked that has one answer."""
        source: Any = self.fields["source"]
        possible = self.allowed.sources | ({self.initial["source"]} if "source" in self.initial else set())
        source.choices = [choice for choice in source.choices if not choice[0] or choice[0] in possible]
        if len(possible) == 1:
            del self.fields["source"]
        if not self.allowed.is_in_kind and self.initial.get("is_in_kind") != "in_kind":
            for name in ("is_in_kind", "valuation", "valuation_note"):
                del self.fields[name]

    def clean_spent_on(self) -> date | None:
        day: date | None = self.cleaned_data["spent_on"]
        if day and (objection := self.allowed.objection_to_date(day)):
            raise forms.ValidationError(objection)
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "source" not in self.fields:
            [given["source"]] = self.allowed.sources
        self.clean_certainty(given)
        if not given.get("is_in_kind"):
            given |= {"is_in_kind": False, "valuation": "", "valuation_note": ""}
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
            self.add_error("spent_on", "Leave the date empty, or choose “Spent”")
        if is_spent:
            given["stage"] = Contribution.Stage.CONFIRMED

    @property
    def arguments(self) -> dict[str, Any]:
        """What the action takes: the contribution's own fields, and what comes with them."""
        values = dict(self.cleaned_data)
        beside = {name: values.pop(name) for name in ("papers", "form_key")}
        return {"values": values, **beside}


class ContributionChangeForm(ContributionForm, ChangeForm):
    """The same fields as for a new contribution, and no papers: they are sent apart."""

    form_key = None  # type: ignore[assignment]
    papers = None  # type: ignore[assignment]

    @property
    def arguments(self) -> dict[str, Any]:
        return {"values": {name: value for name, value in self.cleaned_data.items() if name != "revision"}}


def initial_of(contribution: Contribution) -> dict[str, Any]:
    """What the form shows of a contribution as it stands."""
    shown = {name: getattr(contribution, name) for name in ContributionChangeForm.base_fields if name != "revision"}
    return shown | {
        "stage": SPENT if contribution.spent_on else contribution.stage,
        "is_in_kind": "in_kind" if contribution.is_in_kind else "cash",
        "counted_elsewhere": "yes" if contribution.counted_elsewhere else "no",
        "is_own_money": "yes" if contribution.is_own_money else "no",
    }


class ShareForm(ChangeForm):
    """How much of a contribution counts towards each match that its partnership has to bring."""

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        obligations = Obligation.objects.for_partnership(contribution.partnership).in_force().asking_for_match()
        self.obligations = list(obligations)
        before = dict(contribution.shares.values_list("obligation", "amount"))
        for each in self.obligations:
            self.fields[f"share_{each.pk}"] = PoundsField(
                label=f"{each.reference}, condition {each.terms.number}: {each.terms.title}",
                help_text=f"For the grant of {pounds(each.award_amount)} as it stands, for {each.year}. "
                f"Due on {day(each.due_on)}.",
                initial=before.get(each.pk),
                required=False,
                allow_zero=True,
            )
        shares = [name for name in self.fields if name != "revision"]
        self.helper = with_layout(*map(sum_of, shares), "revision")

    @property
    def arguments(self) -> dict[str, dict[Obligation, Decimal]]:
        typed = {each: self.cleaned_data[f"share_{each.pk}"] for each in self.obligations}
        return {"shares": {each: amount for each, amount in typed.items() if amount}}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.arguments["shares"]:
            raise forms.ValidationError("Enter a share for at least one condition")
        return given


class EvidenceForm(KeyedForm):
    """Papers for a condition, or for one of the contributions offered for it; or a declaration without any."""

    papers = papers_field("Files", "PDF, DOCX, XLSX, CSV, PNG or JPEG, each up to 20 MB. The public never sees them.")
    contribution = forms.ModelChoiceField(
        Contribution.objects.none(),
        label="What they show",
        required=False,
        empty_label="The condition as a whole",
        error_messages={"invalid_choice": "Choose what they show"},
    )
    statement = prose(
        "Declaration, or a comment on the files",
        "Without a file this is your declaration that the condition is met: say how, and who agreed it and when. "
        "The office reads it; the public does not.",
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
