"""The shape of what leads and officers type about money spent, shared and paid."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from conditions.actions.reports import AwardFigures
from conditions.forms.contributions import LONGEST_REASONS, SPENT, ContributionForm, few_lines, short, with_layout
from conditions.models import Condition, ConditionKind, Contribution, Obligation
from conditions.standing import StandingState
from grants.fields import BaseForm, DayField, PoundsField, ProseField
from grants.formatting import day, pounds
from grants.forms.decisions import KeyedForm
from grants.models import Award, FundingStream, Partnership
from grants.years import FinancialYear

FIGURES = {"actual": "Actual spend", "projected": "Projected spend", "underspend": "Unallocated underspend"}


def sum_of(name: str) -> PrependedText:
    return PrependedText(name, "£", css_class="govuk-input--width-10")


class ReportForm(KeyedForm):
    """A financial report, with the figures of each award."""

    statement = ProseField(
        label="What the report covers",
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="Like “Actual spend to 31 January, projected spend to 31 March”. No names of people who are helped.",
        error_messages={"required": "Say what the report covers"},
    )

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = list(awards)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("statement", *(self.add_figures(award) for award in self.awards), "form_key")

    def add_figures(self, award: Award) -> Fieldset:
        names = {f"{name}_{award.pk}": label for name, label in FIGURES.items()}
        for name, label in names.items():
            missing = f"Enter the {label.lower()} on award {award.number}, or 0 where there is none"
            self.fields[name] = PoundsField(label=label, allow_zero=True, error_messages={"required": missing})
        return Fieldset(f"Award {award.number}: {award.title}", *map(sum_of, names))

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: the statement, the figures of each award, the key."""
        given = self.cleaned_data
        figures = {award: AwardFigures(*(given[f"{name}_{award.pk}"] for name in FIGURES)) for award in self.awards}
        return {"statement": given["statement"], "figures": figures, "form_key": given["form_key"]}


class ShareForm(BaseForm):
    """How much of a contribution counts towards each match that its partnership has to bring."""

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Obligation.objects.for_partnership(contribution.partnership).in_force().asking_for_match()
        self.obligations = list(asked)
        before = dict(contribution.shares.values_list("obligation", "amount"))
        for each in self.obligations:
            self.fields[f"share_{each.pk}"] = PoundsField(
                label=f"{each.reference}, condition {each.terms.number}: {each.terms.title}",
                help_text=f"For the grant of {pounds(each.award_amount)} of {each.year}, due on {day(each.due_on)}.",
                initial=before.get(each.pk),
                required=False,
                allow_zero=True,
            )
        self.helper = with_layout(*map(sum_of, self.fields))

    @property
    def shares(self) -> dict[Obligation, Decimal]:
        typed = {each: self.cleaned_data[f"share_{each.pk}"] for each in self.obligations}
        return {each: amount for each, amount in typed.items() if amount}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.shares:
            raise forms.ValidationError("Enter a share for at least one condition")
        return given


class ContributionChangeForm(ContributionForm):
    """The same fields as for a new contribution, and no papers: they are sent apart."""

    form_key = None  # type: ignore[assignment]
    papers = None  # type: ignore[assignment]

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def helper(self) -> FormHelper:
        kept = [part for part in ContributionForm.helper.layout.fields if part not in ("form_key", "papers")]
        return with_layout(*kept)


def initial_of_contribution(contribution: Contribution) -> dict[str, Any]:
    """What the form shows of a contribution as it stands."""
    shown = {name: getattr(contribution, name) for name in ContributionChangeForm.base_fields}
    return shown | {
        "stage": SPENT if contribution.spent_on else contribution.stage,
        "is_in_kind": "in_kind" if contribution.is_in_kind else "cash",
        "counted_elsewhere": "yes" if contribution.counted_elsewhere else "no",
        "is_own_money": "yes" if contribution.is_own_money else "no",
    }


class PaymentForm(KeyedForm):
    amount = PoundsField(label="Amount", error_messages={"required": "Enter the amount, like 7,500.00"})
    paid_on = DayField(
        label="Date it was paid",
        not_after_today=True,
        help_text="Like 1/4/2023.",
        error_messages={"required": "Enter the date on which it was paid"},
    )
    reason = ProseField(
        label="Why it is paid although a condition is not met",
        required=False,
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="Only if a condition that must be met before payment is not met.",
    )

    helper = with_layout(sum_of("amount"), short("paid_on"), "reason", "form_key")

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class PaymentCorrectionForm(PaymentForm):
    """What was really paid, in the place of what was recorded."""

    amount = PoundsField(
        label="Amount that was paid",
        allow_zero=True,
        help_text="0 if nothing was paid.",
        error_messages={"required": "Enter the amount that was paid, or 0"},
    )
    reason = ProseField(
        label="What was wrong",
        max_length=LONGEST_REASONS,
        widget=few_lines(),
        help_text="For whoever checks the payments. It is not public.",
        error_messages={"required": "Say what was wrong, for the people who check payments"},
    )


class ObligationFilter(BaseForm):
    """Which obligations to show."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, to_field_name="slug", empty_label="All partnerships"
    )
    stream = forms.ModelChoiceField(
        FundingStream.objects.all(),
        required=False,
        label="Funding stream",
        to_field_name="slug",
        empty_label="All streams",
    )
    year = forms.TypedChoiceField(required=False, coerce=FinancialYear.parse, empty_value=None)
    # Chosen by the link of its account alone: a list of all conditions would be too long to choose from.
    condition = forms.ModelChoiceField(
        Condition.objects.exclude(obligations=None).distinct(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such condition"},
    )
    kind = forms.ChoiceField(
        required=False, choices=(("", "All kinds"), *ConditionKind.choices), label="Kind of condition"
    )
    state = forms.ChoiceField(required=False, choices=(("", "Any standing"), *StandingState.choices), label="Standing")

    helper = with_layout("partnership", "stream", "year", "kind", "state", "condition")
    helper.disable_csrf = True  # it only asks, and its address is passed on

    def __init__(self, *args: Any, years: Iterable[FinancialYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All years"), *((year.slug, str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
