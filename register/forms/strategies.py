"""The shape of what officers type about plans and strategies."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms

from conditions.forms.fields import choose_one, prose, short, with_layout
from grants.fields import BaseForm, DayField, OneLineField, UploadField
from grants.forms.changes import ChangeForm
from grants.forms.decisions import KeyedForm, SeenForm
from grants.models import Partnership, Plan, PlanDraft, PlanKind
from grants.models.plans import PlanContent
from register.forms.office import acknowledgement

EMPTY_ROWS, FEWEST_ROWS = 3, 6
OF_ONE_VERSION = ("dated_on", "is_review", "note")
CONTENT = ("kind", "name", "partnership", "replaces", "starts_on", "ends_on", "next_due_on", "dated_on", "address",
    "summary", "is_review", "note")  # fmt: skip


class StrategyForm(KeyedForm):
    """A version of a plan, with a row for each of its objectives and some empty ones."""

    kind = choose_one("Kind of plan", PlanKind.choices, "Choose what kind of plan it is")
    name = OneLineField(label="Name", max_length=160, error_messages={"required": "Enter its name"})
    partnership = forms.ModelChoiceField(
        Partnership.objects.order_by("name"),
        label="Owner",
        required=False,
        empty_label="The office",
        error_messages={"invalid_choice": "Choose whose plan it is"},
    )
    starts_on = DayField(label="In force from", error_messages={"required": "Enter a date, like 1/4/2026"})
    ends_on = DayField(label="In force until", error_messages={"required": "Enter a date, like 31/3/2029"})
    next_due_on = DayField(
        label="Next version or review due",
        help_text="It is published. Left blank, a partnership’s strategy is to be reviewed a year after this version; "
        "of any other plan none is due.",
        required=False,
    )
    replaces = forms.ModelChoiceField(
        Plan.objects.order_by("-starts_on", "name"),
        label="Takes the place of",
        help_text="That plan ends the day before this one begins, and stays readable.",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose a plan from the list"},
    )
    dated_on = DayField(
        label="Date of this version", not_after_today=True, error_messages={"required": "Enter a date, like 1/4/2026"}
    )
    address = forms.URLField(
        label="Address of its page",
        help_text="Where it is published. Or choose its file below.",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter an address, like https://www.example.org/plan"},
    )
    upload = UploadField(label="File", help_text="PDF, DOCX, XLSX, ODT or CSV, up to 20 MB.", required=False)
    summary = prose("What it is about", "In a sentence or two. No names of people.", max_length=1000)
    is_review = forms.BooleanField(label="This version is the outcome of a review", required=False)
    note = prose(
        "What has changed and why",
        "From the second version on. A review that changed nothing says so. It will be published.",
        max_length=1000,
    )

    def __init__(self, *args: Any, objectives: Iterable[dict[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {each["position"]: each for each in objectives}
        self.rows = range(1, max(max(known, default=0) + EMPTY_ROWS, FEWEST_ROWS) + 1)
        for row in self.rows:
            self.add_row(row, known.get(row, {}))

    def add_row(self, row: int, known: dict[str, Any]) -> None:
        self.fields[f"objective_{row}"] = OneLineField(
            label=f"Objective {row}", max_length=200, required=False, initial=known.get("name")
        )
        self.fields[f"target_{row}"] = OneLineField(
            label=f"Target of objective {row}", max_length=300, required=False, initial=known.get("target")
        )
        self.fields[f"theme_{row}"] = forms.BooleanField(
            label=f"Objective {row} is a theme that runs through all others",
            required=False,
            initial=known.get("is_theme"),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] <= given["starts_on"]:
            self.add_error("ends_on", "A plan ends after it starts: check both dates")
        for row in self.rows:
            if given.get(f"target_{row}") and not given.get(f"objective_{row}"):
                self.add_error(f"objective_{row}", f"Enter objective {row}, or delete its target")
        return given

    @property
    def objectives(self) -> list[dict[str, Any]]:
        given = self.cleaned_data
        return [
            {
                "position": row,
                "name": given[f"objective_{row}"],
                "target": given[f"target_{row}"] or "",
                "is_theme": given[f"theme_{row}"],
            }
            for row in self.rows
            if given[f"objective_{row}"]
        ]

    @property
    def arguments(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in CONTENT} | {"objectives": self.objectives}
        others: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("form_key", "revision") if name in self.fields
        }
        return {"values": values, "upload": self.cleaned_data["upload"], **others}

    @property
    def helper(self) -> Any:
        rows = [Div(f"objective_{row}", f"target_{row}", f"theme_{row}") for row in self.rows]
        hidden = [name for name in ("form_key", "revision") if name in self.fields]
        return with_layout(
            "kind", "name", "partnership", short("starts_on"), short("ends_on"), short("next_due_on"), "replaces",
            short("dated_on"), "address", "upload", "summary", "is_review", "note",
            HTML('<h2 class="govuk-heading-m">Objectives</h2><p>One keeps its place from version to version: write new '
                 "words over it to rename it, and use an empty row for another one.</p>"),
            *rows, *hidden,
        )  # fmt: skip


class StrategyChangeForm(StrategyForm, ChangeForm):
    """The draft of a version, as it was when the page was opened."""

    form_key = None  # type: ignore[assignment]


class StrategyDiscardForm(SeenForm):
    helper = with_layout("revision")


class StrategyPublishForm(SeenForm):
    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)

    helper = with_layout("acknowledged", "revision")


class StrategyTakeDownForm(BaseForm):
    reason = prose("What has to be checked", "For the office only.", missing="Say in a sentence what has to be checked")

    helper = with_layout("reason")


class StrategyRestoreForm(BaseForm):
    """A button for the take down that was shown."""

    row = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = with_layout("row")


class StrategyWithdrawForm(ChangeForm):
    reason = prose(
        "Why it is withdrawn", "It will be published. No names of people.", missing="Say why: the public reads it"
    )
    acknowledged = acknowledgement()

    helper = with_layout("reason", "acknowledged", "revision")


def initial_of(content: PlanContent) -> dict[str, Any]:
    """Of a draft everything, of the newest version all but what is said of it alone."""
    left_out = () if isinstance(content, PlanDraft) else OF_ONE_VERSION
    names = (name for name in CONTENT if name not in left_out)
    return {name: getattr(content, name) for name in names}


def initial_of_plan(plan: Plan) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a new version of a plan starts from, and its objectives."""
    newest = plan.versions.first()
    same = ("kind", "name", "partnership", "replaces", "starts_on", "next_due_on")
    initial = initial_of(newest) if newest else {name: getattr(plan, name) for name in same}
    priorities = plan.priorities.filter(left_on=None)
    objectives = [
        {"position": each.position, "name": each.name, "target": each.target, "is_theme": each.is_theme}
        for each in priorities
    ]
    return initial | {"ends_on": plan.was_to_end_on or plan.ends_on}, objectives
