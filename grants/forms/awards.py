"""The shape of what officers type when they make awards: one, many, or the table they have already."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db import transaction

from grants.actions.decisions import revise
from grants.fields import DayField, OneLineField, PoundsField, ProseField
from grants.forms.another import AnotherForm
from grants.forms.changes import ChangeForm
from grants.look_alikes import marks
from grants.models import Award, Decision, FundingStream, Organisation, Partnership, User
from grants.record import OTHER_MONEY
from grants.years import FinancialYearFormField

NOT_CHOSEN = "Not yet chosen"


def stream_field(**options: Any) -> "forms.ModelChoiceField[FundingStream]":
    streams = FundingStream.objects.all()
    return forms.ModelChoiceField(streams, required=False, label="Funding stream", empty_label=NOT_CHOSEN, **options)


def title_field(**options: Any) -> OneLineField:
    return OneLineField(max_length=140, error_messages={"required": "Enter a title"}, **options)


class AwardsForm(ChangeForm):
    """Forms that change awards carry the decision's revision."""

    @property
    def values(self) -> dict[Any, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "why_another")}


class PaidForm(AnotherForm, AwardsForm):
    """Says who is paid how much: what makes the decision look like another one is asked for first."""

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.fields["why_another"].initial = decision.why_another

    def hold_against_payments(self, rows: Iterable[tuple[Organisation | None, Decimal | None]]) -> None:
        if self.decision.kind in OTHER_MONEY:
            kind = self.decision.get_kind_display()
            self.add_error(
                None, f"“{kind}” is no grant and makes no award: its money has a part of its own in the record"
            )
        paid = [(recipient.pk, amount) for recipient, amount in rows if recipient]
        self.hold_against_others(marks(decided_on=self.decision.decided_on, paid=paid), of=self.decision)

    def run(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """The reason why it is another decision is saved along."""

        @transaction.atomic
        def with_reason(*args: Any, by: User, **kwargs: Any) -> None:
            if why := self.cleaned_data["why_another"]:
                revise(self.decision, by=by, values={"why_another": why})
            action(*args, by=by, **kwargs)

        return super().run(with_reason, *args, **kwargs)


class AwardForm(PaidForm):
    """One award. What a draft may still lack, the checklist asks for before it can be sent."""

    title = title_field(help_text="What this award is for.")
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(),
        required=False,
        empty_label="None",
        help_text="Its accountable body is paid, unless you choose another recipient.",
    )
    recipient = forms.ModelChoiceField(
        Organisation.objects.current(),
        required=False,
        empty_label="The partnership's accountable body",
        help_text="Who is paid.",
    )
    stream = stream_field()
    year = FinancialYearFormField(label="Financial year", required=False, help_text="Like 2023/24.")
    amount = PoundsField(allow_zero=True, error_messages={"required": "Enter the amount, like 7,500.00"})
    starts_on = DayField(label="From", required=False, help_text="Like 1/4/2023. If blank, the financial year counts.")
    ends_on = DayField(label="To", required=False)
    ended_reason = ProseField(
        label="Why it was ended",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only for an award that a correction ends: its amount is then 0.",
    )

    def __init__(self, decision: Decision, *args: Any, is_published: bool = False, **kwargs: Any) -> None:
        super().__init__(decision, *args, **kwargs)
        self.fields["recipient"].disabled = self.fields["partnership"].disabled = is_published
        if not is_published:  # only a published award is ended; another is removed
            del self.fields["ended_reason"]

    @property
    def helper(self) -> FormHelper:
        widths = {"year": 5, "amount": 10, "starts_on": 10, "ends_on": 10}
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(
            *(
                Field(name, css_class=f"govuk-input--width-{widths[name]}") if name in widths else name
                for name in sorted(self.fields, key="why_another".__eq__)
            )
        )
        return helper

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("recipient") and given.get("partnership"):
            given["recipient"] = given["partnership"].accountable_body
        if not (given.get("recipient") or {"recipient", "partnership"} & self.errors.keys()):
            self.add_error("recipient", "Choose who is paid, or the partnership whose accountable body is paid")
        self.hold_against_payments([(given.get("recipient"), given.get("amount"))])
        if given.get("amount") == 0 and not given.get("ended_reason"):
            ended = "To end the award, say why below" if "ended_reason" in self.fields else "Enter an amount above zero"
            self.add_error("amount", ended)
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day is before the first one")
        return given


class GridForm(PaidForm):
    """Amount, stream and year of every award of a decision, in one form."""

    def __init__(self, *args: Any, awards: Sequence[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = awards
        streams = {str(stream.pk): stream for stream in FundingStream.objects.all()}
        for award in awards:
            self.fields |= {
                f"stream_{award.number}": forms.TypedChoiceField(
                    label=f"Funding stream of award {award.number}",
                    choices=[("", NOT_CHOSEN), *((pk, stream.name) for pk, stream in streams.items())],
                    coerce=streams.__getitem__,
                    empty_value=None,
                    required=False,
                    initial=award.stream_id,
                ),
                f"year_{award.number}": FinancialYearFormField(
                    label=f"Financial year of award {award.number}", required=False, initial=award.year
                ),
                f"amount_{award.number}": PoundsField(
                    label=f"Amount of award {award.number}",
                    allow_zero=award.amount == 0,  # one that has been ended already
                    initial=award.amount,
                    error_messages={"required": "Enter the amount"},
                ),
            }

    def clean(self) -> dict[str, Any]:
        """Sentences name the award, since the page has many fields alike."""
        for name, sentences in self.errors.items():
            number = name.rpartition("_")[2]
            self.errors[name] = self.error_class([f"Award {number}: {sentence}" for sentence in sentences])
        self.hold_against_payments(
            (award.recipient, self.cleaned_data.get(f"amount_{award.number}")) for award in self.awards
        )
        return self.cleaned_data

    @property
    def rows(self) -> list[tuple[Award, list[forms.BoundField]]]:
        """Each award with its fields, as the page shows them."""
        names = ("stream", "year", "amount")
        return [(award, [self[f"{name}_{award.number}"] for name in names]) for award in self.awards]

    @property
    def values(self) -> dict[Any, Any]:
        """What was typed, by the number of the award."""
        return {
            award.number: {name: self.cleaned_data[f"{name}_{award.number}"] for name in ("stream", "year", "amount")}
            for award in self.awards
        }


class SameAmountForm(PaidForm):
    """The same amount to every partnership."""

    title = title_field(help_text="What the awards are for. Each partnership gets one.")
    stream = stream_field()
    year = FinancialYearFormField(label="Financial year", required=False, help_text="Like 2023/24.")
    amount = PoundsField(label="Amount for each partnership", error_messages={"required": "Enter the amount"})

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "title",
        "stream",
        Field("year", css_class="govuk-input--width-5"),
        Field("amount", css_class="govuk-input--width-10"),
        "why_another",
        "revision",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        bodies = Organisation.objects.filter(partnerships__isnull=False).distinct()
        self.hold_against_payments((body, given.get("amount")) for body in bodies)
        return given

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of one award for each partnership."""
        same = {name: self.cleaned_data[name] for name in ("title", "stream", "year", "amount")}
        partnerships = Partnership.objects.select_related("accountable_body")
        return [same | {"partnership": each, "recipient": each.accountable_body} for each in partnerships]
