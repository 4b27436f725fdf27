"""Olu records that underspend has come back."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.actions.payments import correct_payment, pay_back, record_payment
from conditions.models import Payment
from grants.refused import Refused
from tests.stories import withdrawn

WHY = "The mentoring cost less than was planned."
BACK = {"amount": "500.00", "paid_on": "1/4/2024", "reason": WHY, "form_key": str(uuid4())}


@pytest.fixture
def paid(published, olu):
    return record_payment(published.awards.get(), by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))


def address(decision):
    return reverse("office:paid_back", args=[decision.reference, 1])


def test_it_is_recorded_once_and_the_public_reads_why(signed_in, client, olu, published, paid):
    for _ in range(2):
        page = signed_in(olu).post(address(published), BACK, follow=True)
    assert "£500.00 is recorded as paid back." in page.text
    assert "Paid back: " + WHY in page.text
    assert Payment.objects.total() == Decimal("4500.00")
    text = client.get(f"/decisions/{published.reference}/").text.partition('id="payments"')[2]
    assert '£4,500.00</span> paid so far, of <span class="money">£7,500.00</span>' in text
    assert "£500.00</span> paid back on 1 April 2024" in text
    assert WHY in text
    assert "£4,500.00 paid in all" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "5,000.01"}, "£5,000.00 is paid on this award, and £5,000.01 would be paid back."),
        ({"amount": "-1"}, "without a minus sign"),
        ({"paid_on": "5/2/2024"}, "a payment is not before the decision"),
        ({"reason": ""}, "Say why it was paid back"),
        ({"reason": "Unspent."}, "at least 20 characters"),
        ({"reason": "Ring 0161 496 0000 about it."}, "a phone number"),
    ],
)
def test_what_cannot_be_is_refused(signed_in, olu, published, paid, typed, sentence):
    page = signed_in(olu).post(address(published), BACK | typed)
    assert sentence in page.text
    assert Payment.objects.total() == Decimal("5000.00")


def test_it_is_corrected_as_payments_are_and_a_payment_not_below_what_came_back(published, paid, olu):
    back = pay_back(paid.award, by=olu, amount=Decimal("500.00"), paid_on=date(2024, 4, 1), reason=WHY)
    with pytest.raises(Refused, match="is paid on this award"):
        correct_payment(paid, by=olu, amount=Decimal("400.00"), paid_on=paid.paid_on, reason="Two zeros too many.")
    correct_payment(back, by=olu, amount=Decimal("50.00"), paid_on=back.paid_on, reason="A zero too many.")
    assert Payment.objects.total() == Decimal("4950.00")
    [stands] = Payment.objects.that_stand().filter(amount__lt=0)
    assert (stands.amount, stands.reason) == (Decimal("-50.00"), WHY)


def test_money_comes_back_from_a_decision_that_was_withdrawn(signed_in, published, paid, olu, ada):
    withdrawn(published, by=ada)
    signed_in(olu).post(address(published), BACK | {"amount": "5,000.00"})
    assert Payment.objects.total() == 0


def test_where_nothing_was_paid_there_is_no_page_and_leads_have_none(signed_in, published, olu, mo):
    assert signed_in(olu).get(address(published)).status_code == 404
    assert signed_in(mo).get(address(published)).status_code == 403
