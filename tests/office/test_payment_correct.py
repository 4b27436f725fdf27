"""Olu puts right what was recorded of a payment."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.actions.payments import record_payment
from conditions.models import Payment

RIGHT = {"amount": "4,500", "paid_on": "4/3/2024", "reason": "The bank statement says so.", "form_key": str(uuid4())}


@pytest.fixture
def payment(published, olu):
    return record_payment(published.awards.get(), by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))


@pytest.fixture
def address(payment):
    return reverse("office:payment_correct", args=[payment.pk])


def test_the_form_shows_what_is_recorded_and_the_decision_then_both(signed_in, oma, address, published):
    page = signed_in(oma).get(address)
    assert "Olu recorded £5,000.00 as paid on 1 March 2024." in page.text
    assert 'value="5,000.00"' in page.text
    told = signed_in(oma).post(address, RIGHT, follow=True).text.partition('id="payments"')[2]
    for fact in ("£5,000.00", "−£5,000.00", "£4,500.00", "The bank statement says so.", "Corrected"):
        assert fact in told
    assert "£4,500.00" in told.partition("Paid in all")[2]


def test_the_same_form_sent_twice_says_so_once(signed_in, olu, address):
    for _ in range(2):
        assert signed_in(olu).post(address, RIGHT).status_code == 302
    assert Payment.objects.count() == 3


@pytest.mark.parametrize("typed", [{"amount": ""}, {"amount": "-1"}, {"paid_on": "31/2/2024"}, {"reason": " "}])
def test_what_is_no_correction_is_refused_beside_its_field(signed_in, olu, address, typed):
    page = signed_in(olu).post(address, RIGHT | typed)
    assert list(page.context["form"].errors) == list(typed)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("person", ["mo", "ann"])
def test_only_officers_correct(signed_in, request, address, person):
    assert signed_in(request.getfixturevalue(person)).get(address).status_code == 403
