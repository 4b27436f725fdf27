"""The shape of what officers answer about a register: its names, its cells, and what looks like other decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from grants.fields import BaseForm, OneLineField
from grants.models import Organisation
from intake.spreadsheets.answers import Question, answered, merged

LEAVE_OUT = ("leave_out", "Leave these rows out")


class QuestionForm(BaseForm):
    """One question about a name, or about what could not be read."""

    choice = forms.ChoiceField(label="It is", required=False)
    name = OneLineField(label="Name to add", required=False, max_length=200)
    kind = forms.ChoiceField(label="What it is", required=False, choices=[("", "Choose"), *Organisation.Kind.choices])
    identifier = OneLineField(label="Identifier", required=False, max_length=60, help_text="Like GB-CHC-1234567.")
    remember = forms.BooleanField(label="Remember this name", required=False)
    read = OneLineField(label="Read it as", required=False, max_length=1000)

    def __init__(self, question: Question, others: dict[str, Question], data: Any = None) -> None:
        super().__init__(data, prefix=question.key)
        self.question, self.others = question, others
        self.fields["choice"].choices = self.choices()  # type: ignore[attr-defined]
        if question.is_name:
            del self.fields["read"]
            self.fields["name"].initial = question.new["name"]
            self.fields["kind"].initial = question.kind
            self.fields["identifier"].initial = question.identifier
        if question.name != "recipient":
            for name in ("kind", "identifier"):
                del self.fields[name]
        if question.name == "partnership" or not question.is_name:
            del self.fields["name"]
        if not question.near:
            del self.fields["remember"]

    def choices(self) -> list[tuple[str, str]]:
        question = self.question
        if not question.is_name:
            return [("", "Decide later"), ("read", "Read it as written below"), LEAVE_OUT]
        near = [(f"known:{number}", name) for number, name in question.near]
        almost = [(f"with:{key}", f"The same as “{name}” in this file") for key, name in question.almost]
        new = [] if question.name == "partnership" else [("new", f"New: {question.best}")]
        out = [] if question.name == "post" else [LEAVE_OUT]
        several = [("several", "Several: each spelling is another")] if len(question.spellings) > 1 and new else []
        return [("", "Decide later"), *near, *almost, *new, *several, *out]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        try:
            self.answer = answered(self.question, given, self.others)
        except ValueError as error:
            self.add_error("kind", str(error))
        return given

    @property
    def remembered(self) -> dict[str, int]:
        """The spellings that are kept as other names, with the number of what they name."""
        given = self.cleaned_data
        what, _, which = given.get("choice", "").partition(":")
        return dict.fromkeys(self.question.spellings, int(which)) if what == "known" and given.get("remember") else {}


class LookAlikesForm(BaseForm):
    """Decisions that look like others: why they are not, or that they are left out."""

    why_another = OneLineField(
        label="Why they are other decisions",
        required=False,
        max_length=300,
        help_text="For all of them. For the office only: never published.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "others" in self.data and not given.get("why_another"):
            self.add_error("why_another", "Say why they are other decisions")
        return given


class AddAllForm(BaseForm):
    """Add all names that nothing is near to, as proposed."""

    rest_kind = forms.ChoiceField(
        label="What the new recipients are, where their name does not say it",
        choices=[("", "Choose"), *Organisation.Kind.choices],
        required=False,
    )

    def __init__(self, asked: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new = [each for each in asked if each.name in ("recipient", "stream", "post") and not each.near]

    @property
    def unsaid(self) -> list[Question]:
        return [each for each in self.new if each.name == "recipient" and not each.kind]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.unsaid and not given.get("rest_kind"):
            self.add_error("rest_kind", "Choose what they are")
        return given

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for each in self.new:
            choice = {"choice": "new", "kind": each.kind or self.cleaned_data["rest_kind"]}
            found = merged(found, each.name, answered(each, choice, {}))
        return found
