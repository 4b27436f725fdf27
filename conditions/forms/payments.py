"""The shape of what officers type about money to be paid, and money paid."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from conditions.actions.payment_schedules import Row, in_quarters
from conditions.forms.fields import PUBLISHED, one_of, prose, short, sum_of, with_layout
from conditions.models import AwardInForce, Condition, PaymentDue
from grants.fields import BaseForm, DayField, PoundsField
from grants.forms.decisions import KeyedForm
from grants.refused import Refused

ON_CONDITION = re.compile(r"(?:when |once )?condition ([0-9]{1,4})(?: is met)?:?", re.IGNORECASE)
MAX_DUE = 100  # payments in one schedule


class PaymentForm(KeyedForm):
    amount = PoundsField(label="Amount", error_messages={"required": "Enter the amount, like 7,500.00"})
    paid_on = DayField(
        label="Date it was paid",
        not_after_today=True,
        help_text="Like 1/4/2023.",
        error_messages={"required": "Enter the date on which it was paid"},
    )
    reason = prose(
        "Why it is paid although a condition is not met",
        f"Only if a condition that must be met before payment is not met. {PUBLISHED}",
    )
    acknowledged = forms.BooleanField(
        label="What looks like personal data in the reason may be published", required=False
    )

    helper = with_layout(sum_of("amount"), short("paid_on"), "reason", "acknowledged", "form_key")

    def day(self, text: str | None) -> date | None:
        """The date that is typed, or else the one that the form begins with; None where it cannot be read."""
        try:
            typed: date | None = (
                self.fields["paid_on"].clean(text)
                if text
                else self.get_initial_for_field(self.fields["paid_on"], "paid_on")
            )
        except ValidationError:
            return None
        return typed


class PaymentCorrectionForm(PaymentForm):
    """What was really paid, in the place of what was recorded."""

    amount = PoundsField(
        label="Amount that was paid",
        allow_zero=True,
        help_text="0 if nothing was paid.",
        error_messages={"required": "Enter the amount that was paid, or 0"},
    )
    reason = prose(
        "What was wrong",
        "For the people who check payments. It is not public.",
        missing="Say what was wrong, for the people who check payments",
    )
    unmet_reason = prose(
        "Why it was paid although a condition was not met",
        f"Only if a condition that must be met before payment was not met. {PUBLISHED}",
    )

    helper = with_layout(sum_of("amount"), short("paid_on"), "reason", "unmet_reason", "acknowledged", "form_key")


class ScheduleForm(BaseForm):
    """When an award is to be paid: in quarters, or on the days of a list."""

    how = one_of(
        "When is it to be paid?",
        (
            ("starts", "On the first day of each quarter of its financial year"),
            ("ends", "On the last day of each quarter of its financial year"),
            ("dates", "On the dates listed below"),
        ),
        "Choose when it is to be paid",
    )
    dates = forms.CharField(
        label="Dates and amounts",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One payment on each line, like “1/4/2023 3,750.00”, or “once condition 2 is met 3,750.00”. Payments "
        "go to them in this order. In quarters: the amount of each on a line of its own, or nothing for equal parts. "
        "With dates: nothing takes the schedule away.",
    )

    helper = with_layout("how", "dates")

    def __init__(self, *args: Any, award: AwardInForce, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.award = award
        conditions = Condition.objects.filter(decision=award.award.decision_id).in_force()
        self.conditions = {each.number: each for each in conditions}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        try:
            if given.get("how") == "dates":
                given["rows"] = rows_of(given.get("dates", ""), self.conditions)
            elif given.get("how"):
                given["rows"] = in_quarters(
                    self.award, at_start=given["how"] == "starts", amounts=amounts_of(given.get("dates", ""))
                )
        except ValidationError as error:
            self.add_error("dates", error)
        except Refused as refusal:
            self.add_error("how", list(refusal.sentences))
        return given

    @property
    def arguments(self) -> dict[str, Any]:
        return {"rows": self.cleaned_data["rows"]}


def rows_of(text: str, conditions: Mapping[int, Condition]) -> list[Row]:
    """The payments of a list, a line each, with the conditions of the decision by number; ValidationError with a
    sentence for the first line that is none. Days are put in order, unless some wait for a condition."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_DUE:
        raise ValidationError(f"List at most {MAX_DUE} payments")
    rows = [row_of(words, conditions) for words in lines]
    return sorted(rows, key=itemgetter(0)) if all(isinstance(on, date) for on, _ in rows) else rows


def amounts_of(text: str) -> list[Decimal]:
    """The amounts of a list that has nothing else; none where it has dates too, as a schedule that was set before."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return [PoundsField().clean(words[0]) for words in lines] if all(len(words) == 1 for words in lines) else []


def row_of(words: list[str], conditions: Mapping[int, Condition]) -> Row:
    """The amount is the last word of a line, and what is before it the day, or the condition."""
    when = " ".join(words[:-1])
    try:
        amount = PoundsField().clean(words[-1])
        if named := ON_CONDITION.fullmatch(when):
            return conditions[int(named[1])], amount
        return DayField().clean(when), amount
    except KeyError:
        raise ValidationError(f"The decision has no condition {named[1]}") from None  # type: ignore[index]
    except ValidationError:
        raise ValidationError(
            f"“{' '.join(words)}” is not a day with an amount after it, like “1/4/2023 3,750.00”"
        ) from None


def initial_of(due: list[PaymentDue]) -> dict[str, str]:
    """What the form shows of a schedule as it stands."""
    if not due:
        return {}
    days = [f"{each.due_on:%d/%m/%Y}" if each.due_on else each.when for each in due]
    lines = [f"{day} {each.amount:,.2f}" for day, each in zip(days, due, strict=True)]
    return {"how": "dates", "dates": "\n".join(lines)}


class PaidBackForm(KeyedForm):
    """Money that the recipient has paid back."""

    amount = PoundsField(label="Amount that was paid back", error_messages={"required": "Enter the amount"})
    paid_on = DayField(
        label="Date it was paid back",
        not_after_today=True,
        help_text="Like 1/4/2024.",
        error_messages={"required": "Enter the date on which it was paid back"},
    )
    reason = prose("Why it was paid back", PUBLISHED, missing="Say why it was paid back: the public reads it")
    acknowledged = forms.BooleanField(
        label="What looks like personal data in the reason may be published", required=False
    )

    helper = with_layout(sum_of("amount"), short("paid_on"), "reason", "acknowledged", "form_key")
