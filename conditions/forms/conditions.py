"""The shape of what officers type when they attach, write or change a condition."""

import calendar
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Field, Fieldset
from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from conditions.forms.award_sets import AWARD_SET, BindingForm
from conditions.forms.fields import one_of, prose, short, sum_of, with_layout
from conditions.match import Basis, InKind
from conditions.models import Condition, ConditionKind, MatchSource, Per, StandardCondition
from conditions.schedule import Schedule
from grants.fields import DayField, OneLineField, PercentField, PoundsField

MAX_WORDING = 10_000
MAX_DAYS = 3650  # days after the decision
WHOLE = 100
NARROW = "govuk-input--width-5"
OWN = (
    "kind", "title", "wording", "binds_all", "is_dependency", "is_before_first_payment", "per", "schedule", "due_on",
    "due_day", "due_month", "due_days", "due_set_by_office", "threshold",
)  # fmt: skip
MATCH = ("basis", "sources", "in_kind", "in_kind_cap", "starts_on", "ends_on")

# Which fields apply only where another one has one of these values, and what to say where such a field is empty then;
# "" for those that may stay empty. Whatever does not apply is ignored, mistakes in it included.
APPLIES: tuple[tuple[str, tuple[Any, ...], dict[str, str]], ...] = (
    ("schedule", (Schedule.ONCE,), {"due_on": "Enter the date on which it falls due"}),
    ("schedule", (Schedule.YEARLY,), {"due_day": "Enter the day of the month", "due_month": "Choose the month"}),
    ("schedule", (Schedule.DAYS_AFTER,), {"due_days": "Enter the number of days after the decision"}),
    ("kind", (ConditionKind.UNDERSPEND,), {"threshold": "Enter the most that may be left unallocated, like 15,000.00"}),
    (
        "kind",
        (ConditionKind.MATCH,),
        {
            "match_basis": "Choose what the match is worked out from",
            "match_sources": "Choose who may contribute",
            "match_in_kind": "Choose whether contributions in kind count",
            "match_in_kind_cap": "",
            "match_starts_on": "",
            "match_ends_on": "",
        },
    ),
    (
        "match_basis",
        (Basis.GRANT_PERCENT, Basis.TOTAL_PERCENT),
        {"match_percent": "Enter the percentage, like 100 or 33.5"},
    ),
    ("match_basis", (Basis.FIXED,), {"match_sum": "Enter the sum, like 5,000.00"}),
)


class AttachForm(BindingForm):
    """Conditions of the library, several at once, for all awards or those that are chosen."""

    revision = None  # type: ignore[assignment]  # what is attached already is passed over, so nothing is attached twice
    standards = forms.ModelMultipleChoiceField(
        StandardCondition.objects.none(),
        label="Standard conditions",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one condition",
            "invalid_choice": "Choose from the conditions that are offered",
            "invalid_pk_value": "Choose from the conditions that are offered",
        },
    )

    def __init__(self, *args: Any, offered: QuerySet[StandardCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standards"].queryset = offered  # type: ignore[attr-defined]
        if not self.award_facts:
            del self.fields["binds_all"], self.fields["awards"]

    @property
    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("standards", "awards")}


def whole_number(label: str, highest: int, help_text: str, sentence: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=highest,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=help_text,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


class ConditionForm(BindingForm):
    """A condition of one decision. `values`, `match` and `chosen_awards` are what the actions take."""

    kind = forms.ChoiceField(choices=ConditionKind, error_messages={"required": "Choose the kind of condition"})
    title = OneLineField(max_length=120, error_messages={"required": "Enter a title"})
    wording = prose(
        "Wording",
        "As the decision words it. The public and the partnership read this.",
        missing="Enter the wording",
        max_length=MAX_WORDING,
    )
    is_dependency = forms.BooleanField(
        label="It must be met before money is paid",
        required=False,
        help_text="From its due date on, money is paid only with a reason until it is met.",
    )
    is_before_first_payment = forms.BooleanField(
        label="It must be met before the first payment, whenever it is due", required=False
    )
    per = one_of("Falls due for", Per, "Choose what it falls due for", initial=Per.AWARD)
    schedule = one_of(
        "How often it falls due",
        [(value, capfirst(label)) for value, label in Schedule.choices],
        "Choose how often it falls due",
        initial=Schedule.END_OF_YEAR,
    )
    due_on = DayField(label="Due date", required=False, help_text="If it falls due once. Like 31/3/2024.")
    due_day = whole_number(
        "Day of the month",
        31,
        "If it falls due each year. 31 means the last day of the month.",
        "Enter a day from 1 to 31",
    )
    due_month = forms.TypedChoiceField(
        label="Month",
        required=False,
        coerce=int,
        empty_value=None,
        choices=(("", "Choose a month"), *enumerate(calendar.month_name[1:], start=1)),
    )
    due_days = whole_number(
        "Days after the decision",
        MAX_DAYS,
        "If it falls due a number of days after the decision.",
        f"Enter a whole number of days from 1 to {MAX_DAYS}",
    )
    due_set_by_office = forms.BooleanField(
        label="The office set this date: the decision states none, and the public page says so",
        required=False,
    )
    threshold = PoundsField(label="Most that may be left unallocated", required=False, help_text="In pounds.")
    match_basis = one_of(
        "The match is a",
        [(value, capfirst(label)) for value, label in Basis.choices],
        "Choose what the match is worked out from",
        required=False,
        initial=Basis.GRANT_PERCENT,
    )
    match_percent = PercentField(
        label="Percentage", required=False, help_text="“At least match funded” means 100% of the grant."
    )
    match_sum = PoundsField(label="Sum", required=False, help_text="If it is a fixed sum.")
    match_sources = forms.MultipleChoiceField(
        label="Who may contribute",
        choices=MatchSource,
        required=False,
        initial=[MatchSource.PARTNERSHIP],
        widget=forms.CheckboxSelectMultiple,
    )
    match_in_kind = one_of(
        "Contributions in kind",
        InKind,
        "Choose whether contributions in kind count",
        required=False,
        initial=InKind.NOT_STATED,
        help_text="Choose “not stated” if the decision does not say. The office can then record its interpretation.",
    )
    match_in_kind_cap = PercentField(
        label="Most that may be in kind, as a percentage of the match", required=False, help_text="Empty for no limit."
    )
    match_starts_on = DayField(
        label="Match period from",
        required=False,
        help_text="Empty for the award’s own dates, or else its financial year.",
    )
    match_ends_on = DayField(label="Match period to", required=False)

    helper = with_layout(
        "kind",
        "title",
        "wording",
        Fieldset("What it applies to", "binds_all", AWARD_SET, "per", "is_dependency", "is_before_first_payment"),
        Fieldset(
            "When it falls due",
            "schedule",
            short("due_on"),
            Field("due_day", css_class=NARROW),
            "due_month",
            Field("due_days", css_class=NARROW),
            "due_set_by_office",
        ),
        Fieldset("Only for an underspend cap", sum_of("threshold")),
        Fieldset(
            "Only for match funding",
            "match_basis",
            AppendedText("match_percent", "%", css_class=NARROW),
            sum_of("match_sum"),
            "match_sources",
            "match_in_kind",
            AppendedText("match_in_kind_cap", "%", css_class=NARROW),
            short("match_starts_on"),
            short("match_ends_on"),
        ),
        "revision",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for decider, values, fields in APPLIES:
            applies = given.get(decider) in values
            for name, sentence in fields.items():
                if not applies:
                    self.errors.pop(name, None)
                    given[name] = None
                elif sentence and not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if given.get("kind") == ConditionKind.MATCH:
            self.clean_match(given)
        return given

    def clean_match(self, given: dict[str, Any]) -> None:
        """Limits of the arithmetic (domain §7), and what the ledger works out: one match for each award."""
        if given.get("per") == Per.PARTNERSHIP_YEAR:
            self.add_error("per", "Match is worked out for each award: choose “Each award”")
        if given.get("schedule") in (Schedule.QUARTERLY, Schedule.START_AND_QUARTERS):
            self.add_error("schedule", "Match is required once for each award: choose another answer")
        if given.get("match_basis") == Basis.TOTAL_PERCENT and (given.get("match_percent") or 0) >= WHOLE:
            self.add_error("match_percent", "A percentage of the total project must be below 100")
        if (given.get("match_in_kind_cap") or 0) > WHOLE:
            self.add_error("match_in_kind_cap", "Enter a percentage of at most 100")
        starts, ends = given.get("match_starts_on"), given.get("match_ends_on")
        if starts and ends and ends < starts:
            self.add_error("match_ends_on", "The last day is before the first day")

    @property
    def arguments(self) -> dict[str, Any]:
        """What the actions take: the condition's own fields, its match requirement if it has one, and its awards."""
        given, match = self.cleaned_data, None
        if given["kind"] == ConditionKind.MATCH:
            figure = given["match_percent"] or given["match_sum"]
            match = {name: given[f"match_{name}"] for name in MATCH} | {"figure": figure}
        values = {name: given[name] for name in OWN}
        return {"values": values, "match": match, "awards": given["awards"], "revision": given["revision"]}


def initial_of(condition: Condition) -> dict[str, Any]:
    """What the form shows of a condition as it stands."""
    shown = {name: getattr(condition, name) for name in OWN}
    shown |= {"binds_all": "all" if condition.binds_all else "some", "awards": condition.awards.all()}
    requirement = getattr(condition, "match", None)
    if requirement is None:
        return shown
    figure = "match_sum" if requirement.basis == Basis.FIXED else "match_percent"
    return shown | {f"match_{name}": getattr(requirement, name) for name in MATCH} | {figure: requirement.figure}
