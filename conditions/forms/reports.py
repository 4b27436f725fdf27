"""The shape of what is typed in a financial report."""

from typing import Any

from crispy_forms.layout import Fieldset

from conditions.actions.reports import AwardFigures, Reported, Told
from conditions.forms.fields import prose, short, sum_of, with_layout
from conditions.models import Obligation, ReportFigure, ReportLine
from grants.fields import FigureField, OneLineField, PoundsField
from grants.formatting import day
from grants.forms.decisions import KeyedForm
from grants.measures import MeasureTerms, with_unit
from grants.models import Award

FOR_OFFICE = "The office reads it; it is not published. No names of people who are helped."
FIGURES = {"actual": "Actual spend", "projected": "Projected spend", "underspend": "Unallocated underspend"}


class ReportForm(KeyedForm):
    """A financial report, with the figures of each award and of its measures that are due; it begins with what was
    said last time."""

    statement = prose(
        "What the report covers",
        "Like “Actual spend to 31 January, projected spend to 31 March”. No names of people who are helped.",
        missing="Say what the report covers",
    )

    went_well = prose("What went well", FOR_OFFICE)
    went_badly = prose("What did not", FOR_OFFICE)
    change_wanted = prose("What should change", f"If anything has to be decided, say what. {FOR_OFFICE}")

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = list(obligation.awards)
        self.measures = {award: obligation.measures_of(award.in_force) for award in self.awards}
        parts = [self.add_figures(award) for award in self.awards]
        parts += [self.add_measures(award) for award in self.awards if self.measures[award]]
        self.helper = with_layout("statement", *parts, "went_well", "went_badly", "change_wanted", "form_key")
        self.begin_with_last(obligation)

    def add_figures(self, award: Award) -> Fieldset:
        names = {f"{name}_{award.pk}": label for name, label in FIGURES.items()}
        for name, label in names.items():
            missing = f"Enter the {label.lower()} on award {award.number}, or 0 where there is none"
            self.fields[name] = PoundsField(label=label, allow_zero=True, error_messages={"required": missing})
        return Fieldset(f"Award {award.number}: {award.in_force.title}", *map(sum_of, names))

    def add_measures(self, award: Award) -> Fieldset:
        names: list[Any] = []
        for each in self.measures[award]:
            result, sentence = f"result_{award.pk}_{each.number}", f"sentence_{award.pk}_{each.number}"
            self.fields[result] = FigureField(label=f"{each.name} ({each.unit})", required=False, help_text=hint(each))
            label = f"{each.name}: what the figure says"
            self.fields[sentence] = OneLineField(label=label, required=False, max_length=300, help_text=FOR_OFFICE)
            names += [short(result), sentence]
        return Fieldset(f"What award {award.number} brought about: {award.in_force.title}", *names)

    def begin_with_last(self, obligation: Obligation) -> None:
        """The money as last reported; figures of measures are only shown, since they are about another time."""
        lines = ReportLine.objects.filter(award__in=self.awards, report__returned_at=None, report__taken_back_at=None)
        for line in lines.order_by("award_id", "-report__sent_at").distinct("award_id"):
            for name in FIGURES:
                self.initial[f"{name}_{line.award_id}"] = getattr(line, name)
        figures = ReportFigure.objects.filter(
            award__in=self.awards, report__returned_at=None, report__taken_back_at=None
        ).order_by("award_id", "number", "-period_ends_on", "-report__sent_at")
        for each in figures.distinct("award_id", "number"):
            if field := self.fields.get(f"result_{each.award_id}_{each.number}"):
                last = with_unit(each.value, each.terms.unit)
                field.help_text = f"{field.help_text} Last time, to {day(each.period_ends_on)}: {last}."

    def told(self) -> Told:
        given, results = self.cleaned_data, {}
        for award, measures in self.measures.items():
            for each in measures:
                value = given[f"result_{award.pk}_{each.number}"]
                if value is not None:
                    results[award, each.number] = Reported(value, given[f"sentence_{award.pk}_{each.number}"])
        return Told(results, given["went_well"], given["went_badly"], given["change_wanted"])

    @property
    def arguments(self) -> dict[str, Any]:
        """What the action takes: the statement, the figures of each award, the key."""
        given = self.cleaned_data
        figures = {award: AwardFigures(*(given[f"{name}_{award.pk}"] for name in FIGURES)) for award in self.awards}
        return {
            "statement": given["statement"],
            "figures": figures,
            "told": self.told(),
            "form_key": given["form_key"],
        }


def hint(measure: MeasureTerms) -> str:
    """What the figure is about, and that it will be public."""
    about = "In this period alone." if measure.is_added_up else "As it is at the end of the period."
    how = f"{measure.how_counted} " if measure.how_counted else ""
    return f"{how}{about} Target: {measure.target_words}. The figure is published once the office has accepted it."
