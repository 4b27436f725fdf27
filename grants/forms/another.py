"""Forms that may make a decision look like one that is here: they ask why it is another before anything is saved."""

from collections.abc import Sequence

from django import forms

from grants import record
from grants.fields import BaseForm, OneLineField
from grants.look_alikes import Mark, look_alikes, say_why
from grants.models import Decision

DECLARED = record.field("why_another")


class AnotherForm(BaseForm):
    """`look_alikes`: the decisions that it looks like, where nobody has said yet why it is another."""

    why_another = OneLineField(
        label=DECLARED.label, required=False, max_length=300, help_text=DECLARED.hint, widget=forms.HiddenInput
    )
    look_alikes: Sequence[Decision] = ()

    def hold_against_others(self, entered: frozenset[Mark], *, of: Decision | None = None) -> None:
        """Ask for the reason where something shares a mark with another decision."""
        if not (others := look_alikes(entered, of=of)):
            return
        self.fields["why_another"].widget = forms.TextInput()
        if not self.cleaned_data.get("why_another"):
            self.look_alikes = others
            self.add_error("why_another", say_why(others))
