"""The shape of what is typed in a monitoring return."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from conditions.actions.evidence import EVIDENCE_KINDS
from conditions.actions.returns import Reported, Told
from conditions.forms.fields import prose, short, sum_of, with_layout
from conditions.models import MonitoringReturn, ReturnFigure
from conditions.returns import Period
from grants.fields import FigureField, OneLineField, PoundsField, UploadField
from grants.formatting import day, pounds
from grants.forms.decisions import KeyedForm
from grants.measures import MeasureTerms

FEW_LINES = forms.Textarea(attrs={"rows": 2})
ENDS = ("is_final", "lessons", "continues")
PROSE = ("went_well", "went_badly", "change_wanted")


def in_few_lines(label: str, help_text: str = "") -> Any:
    return prose(label, help_text, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(KeyedForm):
    """A return of one award and period. It begins with what was typed before; or with what was returned, taken back or
    accepted for the period; or else with the money as last accepted."""

    spent = PoundsField(
        label="Spent to date",
        allow_zero=True,
        error_messages={"required": "Enter what is spent to date, or 0 where nothing is"},
    )
    forecast = PoundsField(
        label="Forecast to the year end",
        allow_zero=True,
        error_messages={"required": "Enter what will be spent by the end of the year, or 0 where nothing will be"},
    )
    went_well = in_few_lines("What went well", "This and the next two are not published, and may stay empty.")
    went_badly = in_few_lines("What did not")
    change_wanted = in_few_lines("What should change")

    def __init__(self, *args: Any, period: Period, typed: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period
        self.fields["forecast"].help_text = (
            f"All that will have been spent by {day(period.year_end)}, with what is spent already. "
            f"The award is {pounds(period.in_force.amount)}; what is left of it is worked out."
        )
        parts: list[Any] = [sum_of("spent"), sum_of("forecast")]
        parts += [Fieldset(each.name, *self.add_measure(each)) for each in period.measures]
        if period.accepted:
            self.fields["reason"] = prose(
                "Why the accepted figures change",
                "It is published beside them, in at least 20 characters.",
                missing="Say why the accepted figures change",
                widget=FEW_LINES,
            )
        reason = ["reason"] if period.accepted else []
        end = [Fieldset("End of grant report", *self.add_end())] if period.may_end else []
        self.helper = with_layout(*parts, *PROSE, *end, *reason, "form_key")
        self.begin(typed)

    def add_end(self) -> tuple[str, ...]:
        """What closes the award, of its last period."""
        self.fields["forecast"].required = False
        self.fields["forecast"].help_text += " Leave it empty in an end of grant report."
        self.fields["is_final"] = forms.BooleanField(
            label="This is the end of grant report",
            required=False,
            help_text="The work is over, and the money is what was spent in the end.",
        )
        published = "Only in the end of grant report. Published once the office accepts it. No names of people."
        self.fields["lessons"] = in_few_lines("What was learned", published)
        self.fields["continues"] = in_few_lines("What continues without this money, and how", published)
        return ENDS

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("forecast") is None and "forecast" not in self.errors:
            if given.get("is_final"):
                given["forecast"] = given.get("spent")
            else:
                self.add_error("forecast", self.fields["forecast"].error_messages["required"])
        return given

    def add_measure(self, measure: MeasureTerms) -> list[Any]:
        """The fields of one measure, by its number."""
        result, sentence, paper = names_of(measure.number)
        label = f"Figure ({measure.unit})"
        self.fields[result] = FigureField(label=label, required=False, help_text=hint(measure))
        words = "Published with the figure. No names of people."
        self.fields[sentence] = OneLineField(label="In a sentence", required=False, max_length=300, help_text=words)
        if not measure.asks_for_paper:
            return [short(result), sentence]
        about = "PDF, DOCX, XLSX, CSV, PNG or JPEG, up to 20 MB. It is not published."
        self.fields[paper] = UploadField(
            label="The paper that shows it", kinds=EVIDENCE_KINDS, required=False, help_text=about
        )
        return [short(result), sentence, paper]

    def begin(self, typed: Mapping[str, str] | None) -> None:
        award, earlier = self.period.award, next(iter(self.period.returns), None)
        last = earlier or MonitoringReturn.objects.newest_accepted([award]).first()
        known: dict[str, Any] = {"spent": last.spent, "forecast": last.forecast} if last else {}
        if self.initial.get("is_final"):
            known.pop("forecast", None)
        if earlier:
            known |= {name: getattr(earlier, name) for name in (*PROSE, *ENDS) if getattr(earlier, name)}
            for each in earlier.figures.all():
                result, sentence, _ = names_of(each.number)
                known |= {result: each.value, sentence: each.sentence}
        if self.period.may_end and self.period.accepted and not self.period.is_closed:
            known["reason"] = "The year is over: these are the final figures."
        self.initial = {**self.initial, **known, **(typed or {})}
        self.say_last()

    def say_last(self) -> None:
        """Figures of another period are only shown: they are about another time."""
        accepted = ReturnFigure.objects.filter(monitoring_return__award=self.period.award)
        accepted = accepted.exclude(monitoring_return__accepted_at=None)
        before = accepted.filter(monitoring_return__period_ends_on__lt=self.period.ends_on)
        newest = before.order_by("number", "-monitoring_return__period_ends_on", "-monitoring_return__version")
        for each in newest.distinct("number").select_related("monitoring_return"):
            if field := self.fields.get(names_of(each.number)[0]):
                on = each.monitoring_return.period_ends_on
                field.help_text = f"{field.help_text} Last time, to {day(on)}: {each.in_words}."

    @property
    def typed(self) -> dict[str, str]:
        """As it was typed, to be found again; a file has to be chosen again."""
        return {name: self.data[name] for name in self.fields if name != "form_key" and self.data.get(name)}

    @property
    def arguments(self) -> dict[str, Any]:
        """What the action takes."""
        given, results = self.cleaned_data, {}
        for each in self.period.measures:
            result, sentence, paper = names_of(each.number)
            if given[result] is not None:
                results[each.number] = Reported(given[result], given[sentence], given.get(paper))
        words = {name: given.get(name, "") for name in (*PROSE, "lessons", "continues", "reason")}
        words["is_final"] = given.get("is_final", False)
        told = Told(spent=given["spent"], forecast=given["forecast"], results=results, **words)
        return {"told": told, "form_key": given["form_key"]}


def names_of(number: int) -> tuple[str, str, str]:
    return f"result_{number}", f"sentence_{number}", f"paper_{number}"


def hint(measure: MeasureTerms) -> str:
    """What the figure is about, beside the target."""
    about = "In this period alone." if measure.is_added_up else "As it is at the end of the period."
    how = f"{measure.how_counted} " if measure.how_counted else ""
    return f"{how}{about} Target: {measure.target_words}."
