"""The shape of what officers record of an underspend."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from conditions.actions.ends import NOTHING_SETTLED, Settled, as_settled, variations_for
from conditions.forms.fields import sum_of, with_layout
from conditions.models import AwardEnd
from grants.fields import BaseForm, PoundsField
from grants.formatting import day
from grants.models import Decision


class VariationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes none when it runs
    def label_from_instance(self, decision: Decision) -> str:
        on = day(decision.decided_on) if decision.decided_on else ""
        return f"{decision.reference}: {decision.title}, {on}"


def variation_of(label: str) -> VariationField:
    errors = {"invalid_choice": "Choose one of the published variations that are offered"}
    nothing: QuerySet[Decision] = Decision.objects.none()
    return VariationField(
        nothing, label=label, required=False, empty_label="None", to_field_name="reference", error_messages=errors
    )


class SettleUnderspendForm(BaseForm):
    """What was agreed of what was left, and what the page said of it when it was opened."""

    returned = PoundsField(label="Returned to the office", required=False, allow_zero=True)
    carried_over = PoundsField(label="Carried over", required=False, allow_zero=True)
    carried_over_by = variation_of("By which variation it is carried over")
    repurposed = PoundsField(label="Used for another purpose", required=False, allow_zero=True)
    repurposed_by = variation_of("By which variation its purpose changes")
    known = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = with_layout(
        *(sum_of("returned"), sum_of("carried_over"), "carried_over_by"),
        *(sum_of("repurposed"), "repurposed_by", "known"),
    )

    def __init__(self, *args: Any, end: AwardEnd, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("carried_over_by", "repurposed_by"):
            self.fields[name].queryset = variations_for(end.award)  # type: ignore[attr-defined]
        before = {name: getattr(end, name) for name in NOTHING_SETTLED if getattr(end, name)}
        self.initial = {**before, "known": as_settled(end).in_words, **self.initial}

    @property
    def arguments(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in NOTHING_SETTLED if self.cleaned_data.get(name)}
        return {"settled": Settled(**given), "known": self.cleaned_data["known"]}
