"""Olu sees what is still to be paid, and what was due before today."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from conditions.actions.assessments import assess
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import correct_payment, pay_back, record_payment
from conditions.models import Obligation, PaymentDue
from grants.refused import Refused
from tests.stories import approved, published, sent, variation, whole, withdrawn

LIST = reverse("office:payment_due_list")
WHY = "The mentoring cost less than was planned."


@pytest.fixture
def award(published, olu, time_machine):
    """£2,500 due in February and £5,000 in May 2024; it is 1 March."""
    time_machine.move_to("2024-03-01T12:00:00Z")
    award = published.awards.get()
    schedule_payments(
        award, by=olu, rows=[(date(2024, 2, 29), Decimal("2500.00")), (date(2024, 5, 1), Decimal("5000.00"))]
    )
    return award


def outstanding():
    return [str(each.outstanding) for each in PaymentDue.objects.all()]


def pay(award, olu, amount):
    return record_payment(award, by=olu, amount=Decimal(amount), paid_on=date(2024, 3, 1))


def test_the_month_begins_with_what_was_due_before(signed_in, olu, award):
    text = signed_in(olu).get(LIST).text
    assert "£2,500.00</strong> is still to be paid in 1 payment" in text
    assert "£2,500.00</strong> of it was due before today" in text
    assert "Not paid" in text
    assert "£7,500.00</strong> is still to be paid in 2" in signed_in(olu).get(LIST, {"by": "all"}).text
    assert "£2,500.00</strong> is still" in signed_in(olu).get(LIST, {"by": "year", "partnership": "manchester"}).text
    assert "Nothing is to be paid by then." in signed_in(olu).get(LIST, {"partnership": "salford"}).text
    assert signed_in(olu).get(LIST, {"by": "never"}).status_code == 200


def test_what_is_due_this_month_waits_on_the_front_page(signed_in, olu, award, time_machine):
    page = signed_in(olu).get("/office/").text
    assert "<strong>1</strong> payment due" in page
    assert "Was due on 29 February 2024" in page
    assert reverse("office:payment_new", args=[award.decision.reference, 1]) in page
    time_machine.move_to("2024-05-01T12:00:00Z")
    assert "<strong>2</strong> payments due" in (page := signed_in(olu).get("/office/").text)
    assert "Due on 1 May 2024." in page
    pay(award, olu, "7500.00")
    assert "payments due</a>" not in signed_in(olu).get("/office/").text


def test_payments_go_to_the_schedule_in_its_order(award, olu):
    pay(award, olu, "2000.00")
    assert outstanding() == ["500.00", "5000.00"]
    wrong = pay(award, olu, "1000.00")
    assert outstanding() == ["0.00", "4500.00"]
    correct_payment(wrong, by=olu, amount=Decimal(0), paid_on=wrong.paid_on, reason="It was never paid.")
    assert outstanding() == ["500.00", "5000.00"]


def test_what_was_paid_back_is_not_due_again(award, olu):
    pay(award, olu, "2500.00")
    pay_back(award, by=olu, amount=Decimal("500.00"), paid_on=date(2024, 3, 1), reason=WHY)
    assert outstanding() == ["0.00", "5000.00"]


def test_a_variation_changes_what_is_due(award, olu, ada, client):
    pay(award, olu, "1000.00")
    decision = variation(by=olu, award=award, new_amount=Decimal("4000.00"))
    decision.decided_on = date(2024, 3, 1)
    decision.save()
    published(approved(sent(decision, by=olu), by=ada), by=ada)
    assert outstanding() == ["1500.00", "1500.00"]
    text = client.get(f"/decisions/{award.decision.reference}/").text
    assert "nothing is due beyond the £4,000.00 that the award stands at" in text


def test_nothing_is_due_on_a_decision_that_was_withdrawn(award, ada, published):
    withdrawn(published, by=ada)
    assert outstanding() == ["0.00", "0.00"]


def test_a_payment_waits_for_its_condition(signed_in, reference, olu, ada, client):
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    address = reverse("office:payment_schedule", args=[decision.reference, 1])
    page = signed_in(olu).post(address, {"how": "dates", "dates": "once condition 1 is met 7,000.00"}, follow=True)
    assert "£500.00 of the £7,500.00 has no date yet." in page.text
    assert "once condition 1 is met 7,000.00" in signed_in(olu).get(address).text
    assert "Nothing is to be paid by then." in signed_in(olu).get(LIST).text
    assert "once condition 1 is met: it is not" in signed_in(olu).get(LIST, {"by": "all"}).text
    assert "£0.00 of £7,000.00 was due by today" in client.get(f"/decisions/{decision.reference}/").text
    assess(Obligation.objects.get(), by=olu, finding="met", reasons="The board has approved the agreement.")
    assert "once condition 1 is met: it is" in signed_in(olu).get(LIST).text
    assert "Due once condition 1 is met: it is." in signed_in(olu).get("/office/").text
    assert "£7,000.00 of £7,000.00 was due by today" in client.get(f"/decisions/{decision.reference}/").text


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [("condition 9 1.00", "The decision has no condition 9"), ("once it is met 1.00", "is not a day with an amount")],
)
def test_a_condition_that_there_is_not_is_refused(signed_in, published, olu, dates, sentence):
    address = reverse("office:payment_schedule", args=[published.reference, 1])
    assert sentence in signed_in(olu).post(address, {"how": "dates", "dates": dates}).text


def test_a_condition_of_other_awards_is_refused(published, olu, ada):
    other = whole(officer=olu, approver=ada, conditions=("GM2",))
    rows = [(other.conditions.get(), Decimal("1.00"))]
    with pytest.raises(Refused, match="asks nothing of this award"):
        schedule_payments(published.awards.get(), by=olu, rows=rows)


def test_what_keeps_it_from_being_paid_stands_beside_it(signed_in, reference, olu, ada, time_machine):
    decision = whole(officer=olu, approver=ada, conditions=("GM2",))
    schedule_payments(decision.awards.get(), by=olu, rows=[(date(2024, 5, 1), Decimal("10.00"))])
    assert timezone.now().year > 2024
    assert "Not met: " in signed_in(olu).get(LIST).text


def test_only_officers_see_it(signed_in, mo):
    assert signed_in(mo).get(LIST).status_code == 403
