"""The shape of what officers say about how a sum is divided among awards."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from grants.fields import DayField, OneLineField, PercentField, PoundsField, ProseField, TableField
from grants.forms.awards import AwardsForm
from grants.names import NameResolver
from grants.pasted_figures import PastedFigures, parse_figures
from grants.refused import Refused
from grants.splitting import SplitMethod, SplitTerms
from register.money.splits import WHOLE, Given, Pot, worked_out

ALL = "all"
LONGEST_TABLE, LONGEST_SOURCE, LONGEST_EXPLANATION = 100_000, 300, 2_000
FIGURES_PUBLISHED = "The figures will be published."


class SplitForm(AwardsForm):
    """Which awards, by which method, from which figures. `splits` is what comes of it."""

    pot = forms.ChoiceField(label="Awards", error_messages={"required": "Choose the awards"})
    method = forms.ChoiceField(
        label="How is the sum divided?",
        choices=(
            (SplitMethod.EQUAL, "Equally"),
            (SplitMethod.FORMULA, "By a formula, from figures such as population"),
            (SplitMethod.UPLIFT, "As the year before, with so much more"),
            (SplitMethod.NEED, "By need: each as the figures below have it"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the sum is divided"},
    )
    total = PoundsField(
        label="The sum", required=False, help_text="Equally, or by a formula. If blank, what these awards come to now."
    )
    percent = PercentField(label="Per cent more", required=False, help_text="Than the year before, like 2.6.")
    added = PoundsField(label="Or pounds more, for each", required=False)
    table = TableField(
        label="Figures",
        required=False,
        max_length=LONGEST_TABLE,
        help_text="Copy the cells in your spreadsheet and paste them here: headings first, then a line for each "
        "partnership or recipient, with a column for each figure. For an uplift leave it empty where this register has "
        f"the awards of the year before. {FIGURES_PUBLISHED}",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )
    weights = OneLineField(
        label="Weights of the columns",
        required=False,
        max_length=200,
        help_text="Of a formula with several columns: per cent, in their order, like 50, 25, 25.",
    )
    source = OneLineField(
        label="Where the figures come from",
        required=False,
        max_length=LONGEST_SOURCE,
        help_text="Like “ONS mid-year estimates”. It will be published.",
    )
    figures_on = DayField(label="Day that the figures are about", required=False, help_text="Like 30/6/2023.")
    explanation = ProseField(
        label="Explanation",
        required=False,
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Why this method; by need, what each got its sum for. It will be published.",
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        *("pot", "method"),
        Field("total", css_class="govuk-input--width-10"),
        Field("percent", css_class="govuk-input--width-5"),
        Field("added", css_class="govuk-input--width-10"),
        *("table", "weights", "source"),
        Field("figures_on", css_class="govuk-input--width-10"),
        *("explanation", "revision"),
    )

    def __init__(self, *args: Any, pots: Sequence[Pot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pots = pots
        choices = [(pot.slug, f"{pot}: {len(pot.awards)} awards, £{pot.total:,.2f}") for pot in pots]
        if len(pots) > 1:
            choices.append((ALL, "Each of these by itself"))
        self.fields["pot"].choices = choices  # type: ignore[attr-defined]
        self.fields["pot"].initial = choices[0][0] if len(choices) == 1 else None
        self.splits: list[SplitTerms] = []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            for name, sentence in list(self.missing(given)):
                self.add_error(name, sentence)
        if not self.errors:
            self.work_out(given)
        return given

    def missing(self, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What the method needs, and lacks or has too much of: a field and its sentence."""
        method, has_table = given["method"], bool(given["table"].strip())
        if method == SplitMethod.UPLIFT and (given["percent"] is None) == (given["added"] is None):
            yield "percent", "Enter how many per cent more, or how many pounds more for each: one of the two"
        if method in (SplitMethod.FORMULA, SplitMethod.NEED) and not has_table:
            yield "table", "Paste the figures"
        if method == SplitMethod.NEED and not given["explanation"]:
            yield "explanation", "Say what the need of each was"
        if has_table and method in (SplitMethod.FORMULA, SplitMethod.UPLIFT):
            needed = {"source": "Say where the figures come from", "figures_on": "Enter the day that they are about"}
            yield from ((name, sentence) for name, sentence in needed.items() if not given[name])
        if given["pot"] == ALL:
            yield from self.too_much(given, has_table=has_table)

    def too_much(self, given: dict[str, Any], *, has_table: bool) -> Iterator[tuple[str, str]]:
        """What does not go with several streams and years."""
        if given["total"]:
            yield "total", "Leave this blank: each stream and year keeps its own sum"
        if has_table and given["method"] in (SplitMethod.UPLIFT, SplitMethod.NEED):
            yield "pot", "Choose one stream and year: the figures are the sums of one"

    def work_out(self, given: dict[str, Any]) -> None:
        try:
            figures = parse_figures(given["table"], NameResolver()) if given["table"].strip() else None
            said = self.said(given, None if given["method"] == SplitMethod.EQUAL else figures)
            chosen = [pot for pot in self.pots if given["pot"] in (pot.slug, ALL)]
            self.splits = [worked_out(pot, said) for pot in chosen]
        except Refused as refusal:
            self.add_error("table" if given["table"].strip() else None, list(refusal.sentences))

    def said(self, given: dict[str, Any], figures: PastedFigures | None) -> Given:
        is_formula, is_uplift = given["method"] == SplitMethod.FORMULA, given["method"] == SplitMethod.UPLIFT
        columns = len(figures.headings) if figures else 0
        if figures and not is_formula and columns > 1:
            raise Refused("Paste one column of pounds: this has several.")
        return Given(
            method=given["method"],
            total=given["total"],
            percent=given["percent"] if is_uplift else None,
            added=given["added"] if is_uplift else None,
            weights=weights_of(given["weights"], columns) if is_formula else (),
            figures=figures,
            source=given["source"],
            figures_on=given["figures_on"],
            explanation=given["explanation"],
        )

    @property
    def digest(self) -> str:
        """A digest of what was worked out, to notice changes since it was shown."""
        return sha256("\0".join(each.model_dump_json() for each in self.splits).encode()).hexdigest()[:16]


def weights_of(text: str, columns: int) -> tuple[Decimal, ...]:
    """A weight for each column, 100 in all; one column has them all. Refused where they do not fit."""
    try:
        weights = tuple(Decimal(each.strip().rstrip("%").strip()) for each in text.split(",")) if text else (WHOLE,)
    except InvalidOperation:
        raise Refused(f"“{text}” are no weights: write them like 50, 25, 25.") from None
    if len(weights) != columns:
        raise Refused(f"There are {columns} columns of figures and {len(weights)} weights.")
    if sum(weights) != WHOLE or any(not each.is_finite() or each <= 0 for each in weights):
        raise Refused("The weights are above zero, and 100 per cent in all.")
    return weights
