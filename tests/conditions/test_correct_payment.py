"""A payment recorded wrongly: nothing is overwritten, it is taken back whole and recorded again."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from conditions.actions.payments import correct_payment, record_payment
from conditions.models import Payment
from grants.refused import Refused
from tests import stories

REASON = "The bank statement says so."


@pytest.fixture
def award(published):
    return published.awards.get()


@pytest.fixture
def payment(award, olu):
    """£5,000 of £7,500, as Olu recorded it."""
    return record_payment(award, by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))


def correct(payment, *, by, **changes):
    told = {"amount": Decimal("4500.00"), "paid_on": date(2024, 3, 4), "reason": REASON} | changes
    return correct_payment(payment, by=by, **told)


def rows(award):
    return list(award.payments.order_by("pk").values_list("amount", "paid_on", "reason"))


def test_before_and_after_stay_on_record_with_the_reason(payment, award, oma, published):
    reversal = correct(payment, by=oma)
    assert rows(award) == [
        (Decimal("5000.00"), date(2024, 3, 1), ""),
        (Decimal("-5000.00"), date(2024, 3, 1), REASON),
        (Decimal("4500.00"), date(2024, 3, 4), ""),
    ]
    assert (reversal.reverses, reversal.recorded_by, award.payments.total()) == (payment, oma, Decimal("4500.00"))
    line = published.events.get(verb="corrected a payment")
    assert (line.comment, line.changes) == (
        REASON,
        {"Paid on award 1": ["£5,000.00 on 1 March 2024", "£4,500.00 on 4 March 2024"]},
    )


def test_what_was_never_paid_is_taken_back_and_the_sum_is_nothing(payment, award, olu):
    correct(payment, by=olu, amount=Decimal("0.00"))
    assert (award.payments.count(), award.payments.total()) == (2, 0)


def test_a_payment_is_corrected_once_and_then_what_stands_in_its_place(payment, award, olu):
    reversal = correct(payment, by=olu)
    for settled in (payment, reversal):
        with pytest.raises(Refused, match="corrected already"):
            correct(settled, by=olu)
    correct(award.payments.latest("pk"), by=olu, amount=Decimal("4400.00"))
    assert award.payments.total() == Decimal("4400.00")


def test_the_same_form_sent_twice_corrects_once(payment, award, olu):
    key = uuid4()
    assert correct(payment, by=olu, form_key=key) == correct(payment, by=olu, form_key=key)
    assert award.payments.count() == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reason": " "}, "Say what was wrong"),
        ({"amount": Decimal("5000.00"), "paid_on": date(2024, 3, 1)}, "recorded already"),
        ({"amount": Decimal("-0.01")}, "above zero"),
        ({"amount": Decimal("7500.01")}, r"£7,500\.00 of £7,500\.00 is left to be paid"),
        ({"paid_on": date(2100, 1, 1)}, "today or earlier"),
    ],
)
def test_what_cannot_be_changes_nothing(payment, award, olu, changes, why):
    with pytest.raises(Refused, match=why):
        correct(payment, by=olu, **changes)
    assert rows(award) == [(Decimal("5000.00"), date(2024, 3, 1), "")]


def test_only_the_office_corrects(payment, mo):
    with pytest.raises(Refused, match="Only an officer"):
        correct(payment, by=mo)


def test_where_a_variation_went_below_what_was_paid_it_may_still_be_lowered_and_not_raised(
    payment, award, published, olu, ada
):
    change = stories.variation(by=olu, award=award, new_amount=Decimal("4000.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    with pytest.raises(Refused, match=r"£4,000\.00 of £4,000\.00 is left"):
        correct(payment, by=olu, amount=Decimal("5000.01"))
    correct(payment, by=olu, amount=Decimal("4800.00"))
    with pytest.raises(Refused, match=r"£0\.00 of £4,000\.00 is left"):
        record_payment(award, by=olu, amount=Decimal("0.01"), paid_on=date(2024, 3, 5))
    assert Payment.objects.total() == Decimal("4800.00")
