"""Olu records what has been paid on an award."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from conditions.models import Payment
from tests.office.entering import enters
from tests.stories import draft, whole

PAID = {"amount": "7,500.00", "paid_on": "1/3/2024", "form_key": str(uuid4())}


def address(decision, number=1):
    return reverse("office:payment_new", args=[decision.reference, number])


def test_olu_records_a_payment_and_reads_it_on_the_decision(signed_in, olu, published):
    page = signed_in(olu).post(address(published), PAID, follow=True)
    assert page.redirect_chain[0][0] == reverse("office:decision_detail", args=[published.reference]) + "#payments"
    assert "The payment of £7,500.00 is recorded." in page.text
    assert "1 March 2024" in page.text.partition('id="payments"')[2]
    assert Payment.objects.get().paid_on == date(2024, 3, 1)


def test_what_comes_first_is_shown_and_a_reason_is_asked_for(signed_in, reference, olu, ada):
    due = PAID | {"paid_on": "31/3/2024"}
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    page = signed_in(olu).post(address(decision), due)
    assert page.context["form"].errors["__all__"][-1] == "Give a reason for paying before it is met."
    page = signed_in(olu).post(address(decision), due | {"reason": "The scheme has begun."}, follow=True)
    assert "Paid although a condition was not met: The scheme has begun." in page.text


UNMET = "Not met, and to be met before money is paid on 31 March 2024"
NOTHING = "Nothing that must be met before money is paid on 30 March 2024 is unmet."


def test_the_list_follows_the_date_that_is_typed(signed_in, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    for typed, sentence in (("31/3/2024", UNMET), ("30/3/2024", NOTHING), ("today-ish", "Not met, and to be met")):
        assert sentence in signed_in(olu).get(address(decision), {"paid_on": typed}).text
        if typed != "30/3/2024":  # that would be recorded
            assert sentence in signed_in(olu).post(address(decision), PAID | {"paid_on": typed}).text


def test_the_reason_is_long_enough_to_be_published_and_names_nobody(signed_in, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    due = PAID | {"paid_on": "31/3/2024"}
    assert "It will be published, in at least 20 characters" in signed_in(olu).get(address(decision)).text
    for reason, sentence in (
        ("It has begun.", "at least 20 characters"),
        ("Ring 0161 496 0000 first.", "a phone number"),
    ):
        page = signed_in(olu).post(address(decision), due | {"reason": reason})
        assert sentence in page.text
        assert reason in page.text
    assert not Payment.objects.exists()
    signed_in(olu).post(address(decision), due | {"reason": "Ring 0161 496 0000 first.", "acknowledged": "on"})
    assert Payment.objects.get().reason


def test_the_list_follows_the_date_while_it_is_typed(transactional_db, new_context, reference, olu, ada):
    """In a real browser: by 31 March the agreement has to be approved, the day before not yet."""
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    page = enters(new_context(), "olu")
    page.goto(address(decision))
    page.get_by_label("Date it was paid").fill("31/3/2024")
    expect(page.locator("[data-follows]")).to_contain_text(UNMET)
    page.get_by_label("Date it was paid").fill("30/3/2024")
    expect(page.locator("[data-follows]")).to_contain_text(NOTHING)


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
