"""The shape of what officers say of a measure."""

from collections.abc import Iterable
from typing import Any

from django import forms

from conditions.forms.award_sets import AWARD_SET, AwardSetForm, distinct
from conditions.forms.fields import choose_one, prose, short, with_layout
from grants.fields import FigureField, OneLineField
from grants.measures import Direction, MeasureKind, MeasurePeriod
from grants.models import Award, Measure, StandardMeasure

LONGEST_HOW = 300
OF_LIBRARY = ("name", "kind", "unit", "direction", "how_counted")
MEASURE = (*OF_LIBRARY, "standard", "target", "baseline", "period", "asks_for_paper", "awards")


class MeasureForm(AwardSetForm):
    """One measure, of one award or of many. `arguments` is what the actions take."""

    key = "number"

    standard = forms.CharField(required=False, widget=forms.HiddenInput)
    name = OneLineField(label="What is measured", max_length=120, error_messages={"required": "Say what is measured"})
    kind = choose_one("Kind", MeasureKind.choices, "Choose output or outcome")
    unit = OneLineField(
        label="Unit",
        max_length=40,
        help_text="What is counted, like “young people” or “sessions”; % for a share of 100.",
        error_messages={"required": "Say what is counted"},
    )
    direction = choose_one("Direction", Direction.choices, "Choose whether more or less is better")
    target = FigureField(label="Target of each award", required=False)
    baseline = FigureField(label="Baseline", required=False, help_text="What it was before, where that is known.")
    period = choose_one("When it is reported", MeasurePeriod.choices, "Choose when it is reported")
    how_counted = prose("How it is counted", "In a sentence. The public reads it.", max_length=LONGEST_HOW)
    asks_for_paper = forms.BooleanField(label="A paper is asked with each figure", required=False)
    awards = forms.TypedMultipleChoiceField(
        label="Awards",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one award"},
    )

    helper = with_layout(
        *("standard", "name", "kind"),
        *(short(name) for name in ("unit", "direction", "target", "baseline", "period")),
        *("how_counted", "asks_for_paper", AWARD_SET, "revision"),
    )

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, awards=awards, **kwargs)
        choices = [(each.number, f"{each.number}. {each.title}, {distinct(each)}") for each in awards]
        self.fields["awards"].choices = choices  # type: ignore[attr-defined]
        self.fields["awards"].initial = [number for number, _ in choices]

    @property
    def arguments(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in MEASURE}
        return {"values": values | {"awards": tuple(values["awards"])}, "revision": self.cleaned_data["revision"]}


def initial_of(measure: Measure) -> dict[str, Any]:
    return {**measure.terms.model_dump(exclude={"number"}), "awards": list(measure.terms.awards)}


def begun_with(standard: StandardMeasure | None) -> dict[str, Any]:
    """What the form shows of a measure that begins with one of the library."""
    if standard is None:
        return {"period": MeasurePeriod.QUARTER}
    of_library = {name: getattr(standard, name) for name in OF_LIBRARY}
    return of_library | {"standard": standard.slug, "period": MeasurePeriod.QUARTER}
