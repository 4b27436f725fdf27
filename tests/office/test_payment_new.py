"""Olu records what has been paid on an award."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.models import Payment
from tests.stories import draft, whole

PAID = {"amount": "7,500.00", "paid_on": "1/3/2024", "form_key": str(uuid4())}


def address(decision, number=1):
    return reverse("office:payment_new", args=[decision.reference, number])


def test_olu_records_a_payment_and_reads_it_on_the_decision(signed_in, olu, published):
    page = signed_in(olu).post(address(published), PAID, follow=True)
    assert page.redirect_chain[0][0] == reverse("office:decision_detail", args=[published.reference])
    assert "The payment of £7,500.00 is recorded." in page.text
    assert "1 March 2024" in page.text.partition('id="payments"')[2]
    assert Payment.objects.get().paid_on == date(2024, 3, 1)


def test_what_comes_first_is_shown_and_a_reason_is_asked_for(signed_in, reference, olu, ada):
    due = PAID | {"paid_on": "31/3/2024"}
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    assert "Conditions to be met before money is paid" in signed_in(olu).get(address(decision)).text
    page = signed_in(olu).post(address(decision), due)
    assert page.context["form"].errors["__all__"][-1] == "Give a reason for paying before it is met."
    page = signed_in(olu).post(address(decision), due | {"reason": "The scheme has begun."}, follow=True)
    assert "Paid although a condition was not met: The scheme has begun." in page.text


@pytest.mark.parametrize("typed", [{"amount": "0"}, {"amount": "-1"}, {"amount": "7.5k"}, {"paid_on": "31/2/2024"}])
def test_what_is_no_payment_is_refused_beside_its_field(signed_in, olu, published, typed):
    page = signed_in(olu).post(address(published), PAID | typed)
    assert list(page.context["form"].errors) == list(typed)
    assert not Payment.objects.exists()


def test_a_draft_has_nothing_to_pay(signed_in, reference, olu):
    assert signed_in(olu).get(address(draft(by=olu))).status_code == 404


@pytest.mark.parametrize("person", ["mo", "ann"])
def test_only_officers_record_payments(signed_in, request, published, person):
    assert signed_in(request.getfixturevalue(person)).get(address(published)).status_code == 403
