"""The shape of what officers type about obligations: which to show, a review of what was sent, and their assessment."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from conditions.forms.fields import PUBLISHED, one_of, prose, short, with_layout, yes_or_no
from conditions.models import Assessment, Condition, ConditionKind, Obligation, ObligationQuerySet
from conditions.standing_states import STANDING_CHOICES
from grants.fields import BaseForm, DayField, OneLineField
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear

CHOSEN = re.compile(r"(contribution|monitoring_return|evidence):([0-9]{1,18}):([0-9a-f]{1,64})")
PUBLIC = "The public reads them. No names of people."


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
    state = forms.ChoiceField(required=False, choices=(("", "Any standing"), *STANDING_CHOICES), label="Standing")

    decision = OneLineField(required=False, max_length=40, label="Reference of the decision")

    helper = with_layout("decision", "partnership", "stream", "year", "kind", "state", "condition")
    helper.disable_csrf = True  # it only asks, and its address is passed on

    def __init__(self, *args: Any, years: Iterable[FinancialYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All years"), *((year.slug, str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]


class AcceptOrReturnForm(BaseForm):
    """Accept or return, each a button of its own; a return needs its comment."""

    @property
    def is_return(self) -> bool:
        return "return" in self.data

    def full_clean(self) -> None:
        self.fields["comment"].required = self.is_return
        super().full_clean()


class ReviewForm(AcceptOrReturnForm):
    """Of one thing that was sent."""

    comment = prose(
        "Comment",
        "The partnership reads it. To return this, say what is missing.",
        missing="Say what is missing, so that the partnership can correct it",
    )

    # What the officer saw of it, so that they answer for that and nothing else.
    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})


class ReviewFilter(BaseForm):
    """What of the queue to show."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, to_field_name="slug", empty_label="All partnerships"
    )
    kind = forms.ChoiceField(
        label="What was sent",
        required=False,
        choices=(
            *(("", "Everything"), ("contribution", "Contributions"), ("monitoring_return", "Monitoring returns")),
            ("evidence", "Papers and declarations"),
        ),
    )


class ReviewManyForm(AcceptOrReturnForm):
    """Of several at once. `chosen` are (kind, number, what was seen)."""

    comment = prose(
        "One comment for all of them",
        "The partnerships read it. To return them, say what is missing.",
        missing="Say what is missing, so that the partnerships can correct it",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ticked = [CHOSEN.fullmatch(each) for each in self.data.getlist("chosen")]  # type: ignore[attr-defined]
        given["chosen"] = [(each[1], int(each[2]), each[3]) for each in ticked if each]
        if not given["chosen"]:
            self.add_error(None, "Choose at least one of those that wait")
        return given


class ReasonedForm(BaseForm):
    """Something with reasons that the public reads."""

    acknowledged = forms.BooleanField(
        label="What looks like personal data in the reasons may be published", required=False
    )


class EarlierFinding(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes none when it runs
    def label_from_instance(self, earlier: Assessment) -> str:
        return f"{earlier.in_words}. {earlier.reasons}"


class AssessForm(ReasonedForm):
    """A finding, and the newest assessment when the form was opened (0: none)."""

    finding = one_of("Finding", Assessment.Finding, "Choose a finding", help_text="Only an approver may waive.")
    reasons = prose("Reasons", PUBLIC, missing="Give the reasons for your finding: the public reads them")
    known = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = with_layout("finding", "reasons", "acknowledged", "known")


class CarryOverForm(ReasonedForm):
    """A finding on an earlier occurrence, and why it holds for this one."""

    earlier = EarlierFinding(
        Assessment.objects.none(),
        label="Finding to carry over",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose the finding to carry over",
            "invalid_choice": "Choose one of the findings that are offered",
        },
    )
    reasons = prose(
        "Why it holds for what is due now",
        PUBLISHED,
        missing="Say why it still holds: the public reads it",
    )

    helper = with_layout("earlier", "reasons", "acknowledged")

    def __init__(self, *args: Any, offered: QuerySet[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = offered  # type: ignore[attr-defined]


class SettleForm(ReasonedForm):
    """One finding for all that is chosen."""

    obligations = forms.ModelMultipleChoiceField(
        Obligation.objects.none(),
        error_messages={
            "required": "Choose at least one condition",
            "invalid_choice": "One of the chosen conditions is settled by now, or is no longer asked for",
        },
    )
    finding = one_of("Finding", Assessment.Finding, "Choose a finding", help_text="Only an approver may waive.")
    reasons = prose("Reasons", PUBLIC, missing="Give the reasons for your finding: the public reads them")

    helper = with_layout("finding", "reasons", "acknowledged")

    def __init__(self, *args: Any, offered: ObligationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obligations"].queryset = offered  # type: ignore[attr-defined]


class LaterDateForm(BaseForm):
    """A later due date, and why it is asked for."""

    wanted_on = DayField(label="Until when", help_text="Like 30/4/2025.")
    reason = prose(
        "Why you need more time",
        "The office reads it; the public does not. Say what is ready, and what is missing.",
        missing="Say why you need more time",
        max_length=2000,
    )

    helper = with_layout(short("wanted_on"), "reason")


class LaterDateAnswerForm(ReasonedForm):
    """Grant or refuse, each a button of its own; the date is that of a grant."""

    granted_on = DayField(label="The new due date", help_text="The day asked for, or another one.", required=False)
    reason = prose(
        "Why",
        "To grant it: the public reads the date and the reason at once. To refuse it: only the partnership reads it.",
        missing="Say why: the partnership reads it, and of a granted date the public too",
    )

    helper = with_layout(short("granted_on"), "reason", "acknowledged")

    @property
    def is_refusal(self) -> bool:
        return "refuse" in self.data

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.is_refusal and "granted_on" in given and given["granted_on"] is None:
            self.add_error("granted_on", "Enter the new due date, like 30/4/2025")
        return given

    @property
    def arguments(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]} if self.is_refusal else self.cleaned_data


class InterpretationForm(ReasonedForm):
    counts = yes_or_no("Do contributions in kind count?")
    reasons = prose("Reasons for this interpretation", PUBLIC, missing="Say why")

    helper = with_layout("counts", "reasons", "acknowledged")
