"""The shape of what officers and approvers type when they send a decision on its way."""

from collections.abc import Iterable
from typing import Any

from django import forms

from grants.fields import BaseForm, OneLineField, ProseField
from grants.models import Decision, PublishedRows, Role, User
from register.office_lists.decisions import DECISIONS

MAX_NOTE = 2000
A_FEW_LINES = {"rows": 4}


def acknowledgement() -> forms.BooleanField:
    """For a text that is public at once: personal data in it are refused, unless this is ticked."""
    return forms.BooleanField(label="What looks like personal data in this text may be published", required=False)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of the office, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RevisionForm(BaseForm):
    """A button below what has to be read: it carries the revision that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    def show(self, decision: Decision, seen: str) -> None:
        """Whatever was sent, what is shown now is the decision as it is."""
        shown = {"revision": str(decision.revision), "seen": seen}
        self.initial = {**self.initial, **shown}
        if self.is_bound:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            for name in shown.keys() & self.fields.keys():
                self.data[name] = shown[name]  # type: ignore[index]


class ShownForm(BaseForm):
    """A button below what has to be read: it carries which of it was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})


class SendForm(RevisionForm):
    approver = PersonField(
        User.objects.none(),
        label="Who is asked to approve it",
        required=False,
        empty_label="Any approver",
        help_text="Only they get a letter. Any approver who has not edited or sent it may approve it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approver"].queryset = User.objects.with_role(Role.APPROVER)  # type: ignore[attr-defined]


class HandOverForm(BaseForm):
    owner = PersonField(
        User.objects.none(),
        label="Owner",
        empty_label="Choose",
        help_text="It waits for them while it is a draft. Whoever has edited or sent it stays one of its authors.",
        error_messages={"required": "Choose who works on it from now on"},
    )
    approver = PersonField(
        User.objects.none(),
        label="Who is asked to approve it",
        required=False,
        empty_label="Any approver",
        help_text="Any approver who has not edited or sent it may approve it.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.with_role(Role.OFFICER, Role.APPROVER)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        approvers = User.objects.with_role(Role.APPROVER).exclude(pk__in=decision.author_ids)
        self.fields["approver"].queryset = approvers  # type: ignore[attr-defined]
        if decision.state != Decision.State.SENT:
            del self.fields["approver"]


class HandOverAllForm(BaseForm):
    """All that waits for somebody who has left, to somebody who is here."""

    leaver = PersonField(User.objects.none(), label="Who has left", empty_label=None, widget=forms.RadioSelect)
    to = PersonField(
        User.objects.none(),
        label="Who takes their work over",
        empty_label="Choose",
        error_messages={"required": "Choose who takes it over"},
    )

    def __init__(self, leavers: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [each.pk for each in leavers]
        self.fields["leaver"].queryset = User.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]
        self.fields["leaver"].initial = numbers[0] if len(numbers) == 1 else None
        self.fields["to"].queryset = User.objects.with_role(Role.OFFICER, Role.APPROVER)  # type: ignore[attr-defined]
        self.fields["leaver"].error_messages["required"] = "Choose whose work is handed over"


class ApproveForm(RevisionForm):
    # What the approver read, names included, which change without a revision.
    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})
    exceeding_reason = ProseField(
        label="Reason for exceeding an allocation, a cap or a limit",
        required=False,
        max_length=MAX_NOTE,
        help_text="Only where a cap, an allocation or a delegation limit is exceeded. The public reads it.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )
    acknowledged = acknowledgement()


class ReturnForm(RevisionForm):
    comment = ProseField(
        label="What needs to change",
        max_length=MAX_NOTE,
        help_text="For the officer only.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Say what needs to change"},
    )


class PublishForm(RevisionForm):
    note = ProseField(
        label="What has changed, and why",
        required=False,
        max_length=MAX_NOTE,
        help_text="The note is published with the new version.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )
    acknowledged = acknowledgement()

    def show(self, decision: Decision, seen: str) -> None:
        """With the note that the correction began with."""
        super().show(decision, seen)
        rows = PublishedRows.objects.filter(decision=decision).first()
        self.initial["note"] = rows.note if rows else ""


class WithdrawForm(BaseForm):
    reason = ProseField(
        label="Why it is withdrawn",
        max_length=MAX_NOTE,
        help_text="The public reads this. The decision stays listed, marked as withdrawn.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Give the reason"},
    )
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=MAX_NOTE,
        help_text="Money comes back past an allocation, as said above. The public reads this.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )
    answer = ProseField(
        label="What becomes of what hangs on it",
        required=False,
        max_length=MAX_NOTE,
        help_text="For the office only: the payments to be paid back, the partnerships to be told, and so on.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )
    acknowledged = acknowledgement()


class AnswerForm(BaseForm):
    """Why a warning of the checklist is right as it is."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = OneLineField(
        label="Why, in a word",
        max_length=300,
        help_text="For the office only.",
        error_messages={"required": "Say in a word why it is right as it is"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its text has the place on the page that belongs to its warning."""
        super().__init__(*args, **kwargs)
        self.auto_id = "%s-" + str(self["digest"].value()).replace("%", "")


class TakeDownForm(BaseForm):
    reason = OneLineField(
        label="Why, in a sentence",
        max_length=500,
        help_text="For the office. The public reads that it is being checked, and since when.",
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, papers: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "The text"), *((str(number), f"Paper {number}: {title}") for number, title in papers)]
        self.fields["what"] = forms.ChoiceField(label="What has to be checked", choices=choices, required=False)

    @property
    def paper(self) -> int | None:
        return int(self.cleaned_data["what"]) if self.cleaned_data["what"] else None


class DecisionFilter(BaseForm):
    """Find a decision of the office, on the front page."""

    q = OneLineField(label=DECISIONS.find, required=False, max_length=200)
