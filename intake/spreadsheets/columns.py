"""The columns of the template: what each is called, what may be in it, and how it is explained."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from grants.fields import DayField, OneLineField, PoundsField, ProseField
from grants.models import Decision
from grants.record import Place, RecordField, fields
from grants.years import FinancialYearField, FinancialYearFormField

LONGEST_TEXT = 30_000
ADDRESS = forms.URLField(
    required=False,
    max_length=500,
    assume_scheme="https",
    error_messages={"invalid": "Enter a whole address, like https://example.org/notice"},
)
YES_AND_NO = {"yes": True, "no": False, "true": True, "false": False}


class ChoiceByLabel(forms.Field):
    """A choice by the words on screen or by its short name; nothing written gives the `initial` one."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = {value: str(label) for value, label in choices if value}
        self.labels = list(named.values())
        self.named = {text.casefold(): value for value, label in named.items() for text in (value, label)}

    def to_python(self, value: Any) -> Any:
        if not value:
            return self.initial or ""
        if value.casefold() not in self.named:
            raise ValidationError(f"Write one of these: {', '.join(self.labels)}")
        return self.named[value.casefold()]


class YesNo(forms.Field):
    """Yes, No, or nothing (None)."""

    def to_python(self, value: Any) -> bool | None:
        if value and value.casefold() not in YES_AND_NO:
            raise ValidationError("Write Yes or No, or leave it empty")
        return YES_AND_NO.get((value or "").casefold())


@dataclass(frozen=True)
class TemplateColumn:
    """One column. `field` reads a cell; `name` is the field of the decision or award that it fills."""

    heading: str
    name: str
    field: forms.Field
    explained: str
    example: str = ""

    @property
    def is_required(self) -> bool:
        return self.field.required


def line(longest: int, **options: Any) -> OneLineField:
    return OneLineField(max_length=longest, **{"required": False, **options})


def prose() -> ProseField:
    return ProseField(max_length=LONGEST_TEXT, required=False)


# Columns of the record that need more than the sort of their field says: form field, explanation, example.
SPECIAL: dict[str, tuple[forms.Field, str, str]] = {
    "reference": (line(40), "The office's own reference. Left empty: the next free one.", ""),
    "kind": (ChoiceByLabel(Decision.Kind.choices, required=False, initial=Decision.Kind.GRANT),
             f"{', '.join(Decision.Kind.labels)}. Left empty: {Decision.Kind.GRANT.label}.", "Grant award"),
    "title": (line(300, required=True, error_messages={"required": "Enter a title"}), "At most 300 characters.",
              "Support for victims of crime"),
    "external_reference": (
        line(40),
        "Its number in Modern.gov. Rows of one number, or reference, are awards of one decision. Give one of the two.",
        "1647"),
    "why_another": (
        line(300), "Only where it looks like a decision that is here, or in another row. Never published.", ""),
    "legal_power": (line(200), "Section 9, Section 143, or the name of another power.", "Section 143"),
    "decision_makers": (line(1000), "Titles of posts on the day, separated by ;", "Deputy Mayor"),
    "decided_on": (DayField(not_after_today=True, error_messages={"required": "Enter the date of the decision"}),
                   "A date, like 31/3/2024.", "01/06/2022"),
    "stated_total": (PoundsField(required=False, allow_zero=True),
                     "The total that the notice states, if it does. It must be the sum of the awards.", "285,000.00"),
    "published_elsewhere_on": (DayField(required=False, not_after_today=True),
                               "The date of its first publication elsewhere.", "09/06/2022"),
    "published_elsewhere_url": (ADDRESS, "The address of the page.", "https://example.org/notices/1647"),
}  # fmt: skip
EXAMPLES = {
    "summary": "£285,000 helps victims of crime to cope and recover.",
    "purpose": "Practical and emotional help for victims of crime.",
    "decision_text": "To award £285,000.",
    "reasons": "Victims who are helped early recover sooner, and are less often harmed again.",
    "outcome": "Approved",
    "is_key": "No",
    "call_in": "No",
    "interests": "None",
}
BESIDE_THE_RECORD = tuple(TemplateColumn(*each) for each in (
    ("Plan priorities", "priorities", line(2000),
     "Priorities by name, separated by ; and of the plan that was in force on the day, where several have the name.",
     "Keeping people safe and supporting victims"),
    ("Conditions", "conditions", line(200),
     "None, or codes of standard conditions, like SC1, SC2. Empty if all conditions are in own words.", "None"),
    ("Conditions in own words", "own_conditions", prose(),
     "Each on a line or with | between them. Due at the end of the financial year, until the draft says otherwise."),
    ("Background papers", "papers", prose(),
     "Title and address of each, on a line of its own or with | between them. Files are added to the draft.",
     "Report on victims’ services https://example.org/papers/1647.pdf"),
))  # fmt: skip
AWARD = tuple(TemplateColumn(*each) for each in (
    ("Recipient", "recipient", line(200),
     "Name or organisation id, or the district for its council. Empty, like the next ones, if nothing was awarded.",
     "Manchester City Council"),
    ("Partnership", "partnership", line(120),
     "District or name of the community safety partnership, or empty.", "Manchester"),
    ("Funding stream", "stream", line(120), "The name of the stream.", "MoJ Victims Grant"),
    ("Financial year", "year", FinancialYearFormField(required=False), "Like 2023/24.", "2022/23"),
    ("Amount", "amount", PoundsField(required=False), "Pounds and pence, like 7,500.00.", "285,000.00"),
    ("Award title", "award_title", line(140), "Left empty, the title of the decision."),
    ("From", "starts_on", DayField(required=False), "A date, or empty.", "01/07/2022"),
    ("To", "ends_on", DayField(required=False), "A date, or empty.", "31/03/2023"),
))  # fmt: skip


def record_columns() -> tuple[TemplateColumn, ...]:
    """A column for each field of the record that a notice shows and one cell can hold, and for what is asked where two
    decisions look alike."""
    shown = (each for each in fields() if each.section and (each.place is not Place.NOWHERE or each.name in SPECIAL))
    return tuple(column for field in shown if (column := record_column(field)))


def record_column(field: RecordField) -> TemplateColumn | None:
    if field.name in SPECIAL:
        return TemplateColumn(field.label, field.name, *SPECIAL[field.name])
    cell, explained = cell_like(Decision._meta.get_field(field.name))
    if cell is None:
        return None
    return TemplateColumn(field.label, field.name, cell, field.hint or explained, EXAMPLES.get(field.name, ""))


def cell_like(column: Any) -> tuple[forms.Field | None, str]:
    """The form field that reads a cell for a column of the model, and what may be written in it; none for things of
    which there may be several, and for boxes to tick, which columns of conditions answer."""
    match column:
        case models.TextField():
            return prose(), "In the words of the decision, or empty."
        case models.CharField(choices=choices) if choices:
            cell = ChoiceByLabel(choices, required=False)
            return cell, f"{', '.join(cell.labels)}, or empty."
        case models.CharField():
            return line(column.max_length or LONGEST_TEXT), f"At most {column.max_length} characters."
        case models.DecimalField():
            return PoundsField(required=False), "Pounds and pence, or empty."
        case FinancialYearField():
            return FinancialYearFormField(required=False), "Like 2023/24, or empty."
        case models.DateField():
            return DayField(required=False), "A date, or empty."
        case models.BooleanField(null=True):
            return YesNo(required=False), "Yes, No, or empty."
    return None, ""


def decision_columns() -> tuple[TemplateColumn, ...]:
    return (*record_columns(), *BESIDE_THE_RECORD)


def all_columns() -> tuple[TemplateColumn, ...]:
    return (*decision_columns(), *AWARD)


def text_names() -> set[str]:
    """The columns whose words a notice would publish as free text."""
    prose_columns = {column.name for column in all_columns() if type(column.field) is ProseField}
    return {"title", "summary", "legal_power", "award_title"} | prose_columns
