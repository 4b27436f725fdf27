"""When an award is to be paid, told apart from what has been paid (domain §6)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.payment_schedules import in_quarters, schedule_payments
from conditions.actions.payments import correct_payment, record_payment
from conditions.models import AwardInForce, PaymentDue
from conditions.payments import payments_of
from grants.refused import Refused
from grants.years import FinancialYear
from tests.stories import draft, whole

LIST = {"how": "dates", "dates": "6/2/2024 2,500\n\n31 March 2024 £5,000.00"}


@pytest.fixture
def address(published):
    return reverse("office:payment_schedule", args=[published.reference, 1])


def rows(decision):
    return list(PaymentDue.objects.filter(award__decision=decision).values_list("due_on", "amount"))


def test_olu_lists_the_days_and_finds_them_again(signed_in, olu, address, published):
    page = signed_in(olu).post(address, LIST, follow=True)
    assert "The payments due are recorded, and public." in page.text
    assert rows(published) == [(date(2024, 2, 6), Decimal("2500.00")), (date(2024, 3, 31), Decimal("5000.00"))]
    assert "06/02/2024 2,500.00\n31/03/2024 5,000.00" in signed_in(olu).get(address).text
    line = published.events.get(verb="scheduled payments")
    assert line.changes["Payments due on award 1"][1].startswith("£2,500.00 due on 6 February 2024; £5,000.00")


def test_what_is_due_and_what_is_paid_are_told_apart_in_public(client, published, olu):
    award = published.awards.get()
    schedule_payments(award, by=olu, rows=[(date(2024, 3, 1), Decimal("5000.00")), (date(2100, 1, 1), Decimal("1.00"))])
    record_payment(award, by=olu, amount=Decimal("4000.00"), paid_on=date(2024, 3, 4))
    [payments] = payments_of(published.reference)
    assert (payments.due_so_far, payments.due_in_all, payments.paid) == (5000, 5001, 4000)
    text = " ".join(client.get(f"/decisions/{published.reference}/").text.partition('id="payments"')[2].split())
    assert "£5,000.00</span> on 1 March 2024" in text
    assert "£5,000.00 of £5,001.00 was due by today" in text
    assert "£4,000.00</span> on 4 March 2024" in text


def test_the_public_reads_why_it_was_paid_too_early_and_not_what_was_recorded_wrongly(client, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    award, why = decision.awards.get(), "The scheme had begun before the board could meet."
    wrong = record_payment(award, by=olu, amount=Decimal("75.00"), paid_on=date(2024, 3, 1))
    right = {"amount": Decimal("7500.00"), "paid_on": date(2024, 3, 31), "reason": "Two zeros were left out."}
    with pytest.raises(Refused, match="Give a reason for paying before it is met"):
        correct_payment(wrong, by=olu, **right)
    correct_payment(wrong, by=olu, unmet_reason=why, **right)
    text = client.get(f"/decisions/{decision.reference}/").text
    assert f"Paid although a condition was not met: {why}" in text
    assert "£75.00" not in text
    assert "Two zeros" not in text


def test_without_any_the_page_says_nothing_of_payments(client, published):
    assert 'id="payments"' not in client.get(f"/decisions/{published.reference}/").text


@pytest.mark.parametrize(
    ("how", "due"),
    [("starts", []), ("ends", [(date(2024, 3, 31), Decimal("7500.00"))])],
)
def test_quarters_before_the_decision_are_left_out(signed_in, olu, address, published, how, due):
    page = signed_in(olu).post(address, {"how": how})
    assert rows(published) == due
    if not due:
        assert "decided on 6 February 2024, after every such day of 2023/24" in page.text


def test_quarters_have_the_amounts_that_are_given(signed_in, olu, address, published):
    page = signed_in(olu).post(address, {"how": "ends", "dates": "2,000.00\n500"})
    assert "2 amounts are given, for 31 March 2024: give 1." in page.text
    page = signed_in(olu).post(address, {"how": "ends", "dates": "much"})
    assert "Write the amount in full" in page.text
    assert rows(published) == []
    signed_in(olu).post(address, {"how": "ends", "dates": "2,000.00"})
    assert rows(published) == [(date(2024, 3, 31), Decimal("2000.00"))]
    signed_in(olu).post(address, {"how": "ends", "dates": "31/03/2024 2,000.00"})
    assert rows(published) == [(date(2024, 3, 31), Decimal("7500.00"))]


def test_quarters_are_equal_to_the_penny():
    award = AwardInForce(amount=Decimal("1000.03"), year=FinancialYear(2024), decided_on=date(2024, 4, 1))
    parts = in_quarters(award, at_start=True)
    assert parts == list(
        zip(
            [date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1)],
            map(Decimal, ("250.01", "250.01", "250.01", "250.00")),
            strict=True,
        )
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"how": ""}, "Choose when it is to be paid"),
        ({"dates": "In spring, all of it"}, "“In spring, all of it” is not a day with an amount after it"),
        ({"dates": "1/3/2024 0"}, "is not a day with an amount after it"),
        ({"dates": "5/2/2024 1"}, "nothing is due on 5 February 2024, before that"),
        ({"dates": "1/3/2024 1\n1/3/2024 2"}, "A day is there twice"),
        ({"dates": "1/3/2024 7,500.01"}, "These are £7,500.01 in all; the award stands at £7,500.00."),
        ({"dates": "1/3/2024 1\n" * 101}, "List at most 100 payments"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_schedule_is_refused_and_nothing_is_lost(signed_in, olu, address, published, typed, sentence):
    schedule_payments(published.awards.get(), by=olu, rows=[(date(2024, 3, 1), Decimal("5.00"))])
    page = signed_in(olu).post(address, LIST | typed)
    assert sentence in page.text
    assert (typed | LIST | typed)["dates"].split("\n")[0] in page.text
    assert rows(published) == [(date(2024, 3, 1), Decimal("5.00"))]


def test_an_empty_list_takes_the_schedule_away(signed_in, olu, address, published):
    signed_in(olu).post(address, LIST)
    signed_in(olu).post(address, LIST | {"dates": ""})
    assert rows(published) == []


def test_a_draft_has_none_and_only_officers_set_it(signed_in, reference, olu, mo, address):
    assert signed_in(mo).post(address, LIST).status_code == 403
    own = draft(by=olu)
    assert signed_in(olu).get(reverse("office:payment_schedule", args=[own.reference, 1])).status_code == 404
    with pytest.raises(Refused, match="Only a published award"):
        schedule_payments(own.awards.get(), by=olu, rows=[])
