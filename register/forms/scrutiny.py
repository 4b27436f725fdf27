"""The shape of what officers type about bodies, meetings, items and recommendations."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from conditions.forms.fields import PUBLISHED, choose_one, prose, short, with_layout
from conditions.forms.obligations import ReasonedForm
from conditions.models import Condition
from grants.fields import DayField, OneLineField, ProseField
from grants.forms.changes import ChangeForm
from grants.forms.decisions import KeyedForm
from grants.models import Decision, Partnership, Plan
from grants.years import london_today
from register.models import Body, Meeting, Recommendation
from register.models.scrutiny import Recorded
from register.scrutiny import in_words, taken_out

SEVERAL = re.compile(r"[\s,;]+")
BESIDE_VALUES = ("acknowledged", "form_key", "reason", "revision")
MINUTES = "In short. The minutes stay where they are published."


class ReferencesField(ProseField):
    """References of published decisions, with spaces or commas between them; gives the decisions."""

    widget = forms.TextInput

    def clean(self, value: Any) -> list[Any]:
        asked = list(dict.fromkeys(filter(None, SEVERAL.split(super().clean(value)))))
        found = [self.found(each) for each in asked]
        if missing := [each for each, row in zip(asked, found, strict=True) if row is None]:
            raise ValidationError(f"{self.nothing} {', '.join(missing)}. Write it as on its page.")
        return list(dict.fromkeys(found))

    nothing = "There is no published decision"

    def found(self, asked: str) -> Any:
        return Decision.objects.filter(reference__iexact=asked, published_at__isnull=False).first()

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str | None) else in_words(Decision, "reference", list(value))


class ConditionsField(ReferencesField):
    """Conditions of published decisions: "GM-2024-0031/2" is its second."""

    nothing = "There is no condition"

    def found(self, asked: str) -> Any:
        reference, _, number = asked.rpartition("/")
        if not number.isdecimal() or len(number) > 4:
            return None
        rows = Condition.objects.select_related("decision").filter(decision__published_at__isnull=False)
        return rows.filter(decision__reference__iexact=reference, number=int(number)).first()


class ScrutinyForm(KeyedForm):
    """What one row says; `why`: it is public already, and a reason is asked for."""

    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)
    shown: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, *args: Any, why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why:
            self.fields["reason"] = prose("Why it is corrected", PUBLISHED, missing="Say why: the public reads it")
        asked = ("reason", "acknowledged") if why else ("acknowledged",)
        hidden = [name for name in ("form_key", "revision") if name in self.fields]
        self.helper = with_layout(*self.shown, *asked, *hidden)

    @property
    def arguments(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name not in BESIDE_VALUES}
        rest = {name: value for name, value in self.cleaned_data.items() if name in BESIDE_VALUES}
        return {"values": values, **rest}


class BodyForm(ScrutinyForm):
    name = OneLineField(label="Name", max_length=160, error_messages={"required": "Enter its name"})
    kind = choose_one("Kind of body", Body.Kind.choices, "Choose what kind of body it is")
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(),
        label="Partnership",
        required=False,
        empty_label="None",
        help_text="Only for a body of one partnership.",
    )
    website = forms.URLField(label="Address of its own page", required=False, assume_scheme="https")

    shown = ("name", "kind", "partnership", "website")


class MeetingForm(ScrutinyForm):
    held_on = DayField(
        label="Date",
        help_text="Like 31/3/2027. A planned meeting that gets another date is shown as moved.",
        error_messages={"required": "Enter the date, like 31/3/2027"},
    )
    state = choose_one("What became of it", Meeting.State.choices, "Choose planned, held or cancelled")
    website = forms.URLField(label="Address of its agenda or minutes", required=False, assume_scheme="https")

    shown = (short("held_on"), "state", "website")


class ItemForm(ScrutinyForm):
    title = OneLineField(label="Title", max_length=300, error_messages={"required": "Enter a title"})
    decisions = ReferencesField(
        label="Decisions that it is about", required=False, help_text="References, like GM-2024-0031, GM-2024-0040."
    )
    conditions = ConditionsField(
        label="Conditions that it is about", required=False, help_text="Decision and number, like GM-2024-0031/2."
    )
    partnerships = forms.ModelMultipleChoiceField(
        Partnership.objects.all(),
        label="Partnerships that it is about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    plans = forms.ModelMultipleChoiceField(
        Plan.objects.all(), label="Plans that it is about", required=False, widget=forms.CheckboxSelectMultiple
    )
    reported = prose("What was reported", MINUTES)
    discussed = prose("What was discussed", f"{MINUTES} No names of people.")
    resolved = prose("What was resolved", "Like: to note the report.")
    interests = prose("Interests declared", "As the minutes have them, without names of people.")

    shown = (
        *("title", "decisions", "conditions", "partnerships", "plans"),
        *("reported", "discussed", "resolved", "interests"),
    )


class RecommendationForm(ScrutinyForm):
    words = prose("What is recommended", "In the words of the body.", missing="Enter the recommendation")
    to_whom = OneLineField(label="To whom", max_length=200, error_messages={"required": "Say to whom"})
    due_on = DayField(label="Response due by", required=False, help_text="Leave it empty if no date was set.")
    follow_up_on = DayField(label="To be followed up on", required=False)

    shown = ("words", "to_whom", short("due_on"), short("follow_up_on"))


class AnswerForm(ScrutinyForm):
    response = choose_one("Response", Recommendation.Response.choices, "Choose what was answered")
    response_reason = prose("What was answered, and why", PUBLISHED, missing="Say what was answered, and why")
    responded_on = DayField(
        label="Answered on", not_after_today=True, error_messages={"required": "Enter the date, like 31/3/2027"}
    )
    follow_up_on = DayField(label="To be followed up on", required=False)

    shown = ("response", "response_reason", short("responded_on"), short("follow_up_on"))


class WithdrawRowForm(ReasonedForm, ChangeForm):
    reason = prose("Why it is withdrawn", PUBLISHED, missing="Say why: the public reads it")

    helper = with_layout("reason", "acknowledged", "revision")


FORMS: dict[str, type[ScrutinyForm]] = {
    "body": BodyForm,
    "meeting": MeetingForm,
    "item": ItemForm,
    "recommendation": RecommendationForm,
}


def as_it_is(form: type[ScrutinyForm], row: Recorded) -> dict[str, Any]:
    """What the row says, for its form."""
    return {name: taken_out(row, name) for name in form.base_fields if name not in BESIDE_VALUES}


def as_it_was_typed(form: type[ScrutinyForm], values: dict[str, Any]) -> dict[str, Any]:
    """What an entry says, for its form: of relations the numbers of rows."""
    found = {name: values.get(name) for name in form.base_fields if name not in BESIDE_VALUES}
    if "decisions" in found:
        found["decisions"] = list(Decision.objects.filter(pk__in=found["decisions"] or ()))
        rows = Condition.objects.select_related("decision").filter(pk__in=found["conditions"] or ())
        found["conditions"] = list(rows)
    for name, field in form.base_fields.items():
        if isinstance(field, DayField) and found.get(name):
            found[name] = "/".join(reversed(str(found[name]).split("-")))
    return found


def changing(shape: type[ScrutinyForm]) -> type[ScrutinyForm]:
    """The same form, of what is there already."""
    return type(f"{shape.__name__}OfChange", (shape, ChangeForm), {})


def blank(kind: str) -> dict[str, Any]:
    return {"held_on": london_today()} if kind == "meeting" else {}
