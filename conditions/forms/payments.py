"""The shape of what officers type about money paid."""

from conditions.forms.fields import prose, short, sum_of, with_layout
from grants.fields import DayField, PoundsField
from grants.forms.decisions import KeyedForm


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
        "Only if a condition that must be met before payment is not met.",
    )

    helper = with_layout(sum_of("amount"), short("paid_on"), "reason", "form_key")


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
