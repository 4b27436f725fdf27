"""Payments: recorded against an award, and not while what must come first has not come, unless for a reason."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from conditions.actions.assessments import assess
from conditions.actions.conditions import change_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.payments import record_payment
from conditions.actions.reviews import accept
from conditions.ledger import ledger_of
from conditions.models import Obligation, Payment
from grants.actions.awards import change_award
from grants.refused import Refused
from grants.years import FinancialYear
from register.actions.publishing import publish
from tests.snapshots import remembered
from tests.stories import approved, contribution, draft, match_obligation, sent, variation, whole

PAID = {"amount": Decimal("7500.00"), "paid_on": date(2024, 3, 1)}
AFTER = PAID | {"paid_on": date(2024, 3, 31)}  # the day on which what comes first is due


@pytest.fixture
def paid_award(published):
    return published.awards.get()


def correct(decision, *, by, approver):
    publish(approved(sent(decision, by=by), by=approver), by=approver, note="It comes before the first payment.")


@pytest.fixture
@remembered
def dependent(reference, olu, ada):
    """An award whose grant agreement has to be approved before it is paid."""
    return whole(officer=olu, approver=ada, conditions=("GM2",)).awards.get()


def test_a_payment_is_recorded_once(paid_award, olu):
    key = uuid4()
    payment = record_payment(paid_award, by=olu, form_key=key, **PAID)
    assert record_payment(paid_award, by=olu, form_key=key, **PAID) == payment
    assert (Payment.objects.total(), payment.reason) == (Decimal("7500.00"), "")


def test_a_condition_that_comes_first_stops_it_until_met_or_for_a_reason(dependent, olu):
    with pytest.raises(
        Refused,
        match=r"Grant agreement approved, is not met\. Past due since 31 March 2024\. Nothing has been sent yet\.",
    ) as refusal:
        record_payment(dependent, by=olu, **AFTER)
    assert refusal.value.sentences[-1] == "Give a reason for paying before it is met."
    half = AFTER | {"amount": Decimal("3750.00")}
    assert record_payment(dependent, by=olu, reason="The scheme has begun.", **half).reason == "The scheme has begun."
    assess(Obligation.objects.get(), by=olu, finding="met", reasons="The board's minutes show it.")
    assert record_payment(dependent, by=olu, reason="It is no longer needed here.", **half).reason == ""


def test_what_is_due_later_stops_nothing_unless_it_comes_before_the_first_payment(dependent, olu, ada):
    assert record_payment(dependent, by=olu, **PAID | {"amount": Decimal("1.00")}).reason == ""
    change_condition(dependent.decision.conditions.get(), by=olu, values={"is_before_first_payment": True})
    correct(dependent.decision, by=olu, approver=ada)
    with pytest.raises(
        Refused,
        match=r"Grant agreement approved, is not met\. Past due since 31 March 2024\. Nothing has been sent yet\.",
    ):
        record_payment(dependent, by=olu, **PAID | {"amount": Decimal("1.00")})


def test_a_payment_is_not_before_the_decision(paid_award, olu):
    with pytest.raises(Refused, match=r"decided on 6 February 2024: a payment is not before"):
        record_payment(paid_award, by=olu, **PAID | {"paid_on": date(2024, 2, 5)})


def test_a_waived_condition_stops_nothing_and_one_not_met_does(dependent, olu, ada):
    assess(Obligation.objects.get(), by=olu, finding="not_met", reasons="No minutes were sent.")
    with pytest.raises(Refused, match="is not met"):
        record_payment(dependent, by=olu, **AFTER)
    assess(Obligation.objects.get(), by=ada, finding="waived", reasons="The board was dissolved.")
    assert record_payment(dependent, by=olu, **AFTER)


def test_what_another_partnership_owes_stops_nothing(dependent, olu, ada):
    whole(officer=olu, approver=ada, district="salford", conditions=("GM2",))
    own = Obligation.objects.get(partnership__slug="manchester")
    assess(own, by=ada, finding="waived", reasons="It is known to the office.")
    assert record_payment(dependent, by=olu, **AFTER)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"amount": Decimal("7500.01")}, r"£7,500\.00 of £7,500\.00 is left to be paid"),
        ({"amount": Decimal("0.00")}, "above zero"),
        ({"amount": Decimal("-1.00")}, "above zero"),
        ({"paid_on": date(2100, 1, 1)}, "today or earlier"),
    ],
)
def test_a_payment_is_real_and_within_the_award(paid_award, olu, values, why):
    with pytest.raises(Refused, match=why):
        record_payment(paid_award, by=olu, **PAID | values)


def test_all_payments_together_stay_within_the_award(paid_award, olu):
    record_payment(paid_award, by=olu, **PAID | {"amount": Decimal("5000.00")})
    with pytest.raises(Refused, match=r"£2,500\.00 of £7,500\.00 is left"):
        record_payment(paid_award, by=olu, **PAID | {"amount": Decimal("2500.01")})


def test_a_draft_is_not_paid_and_only_the_office_pays(reference, paid_award, olu, mo):
    with pytest.raises(Refused, match="Only a published award"):
        record_payment(draft(by=olu).awards.get(), by=olu, **PAID)
    with pytest.raises(Refused, match="Only an officer"):
        record_payment(paid_award, by=mo, **PAID)


def test_what_would_be_paid_back_follows_from_what_was_paid_and_evidenced(published, paid_award, olu, mo):
    obligation = match_obligation(published)
    accept(record_contribution(obligation, by=mo, values=contribution()), by=olu)
    assert ledger_of(obligation).repayment == 0
    record_payment(paid_award, by=olu, **PAID)
    assert ledger_of(obligation).repayment == Decimal("2500.00")


def test_what_was_paid_above_an_amount_lowered_since_is_told_apart(published, paid_award, olu, ada, mo, signed_in):
    obligation = match_obligation(published)
    accept(record_contribution(obligation, by=mo, values=contribution(amount=Decimal("7000.00"))), by=olu)
    record_payment(paid_award, by=olu, **PAID | {"amount": Decimal("7500.00")})
    assert ledger_of(obligation).overpaid == 0
    lowered = variation(by=olu, award=paid_award, new_amount=Decimal("5000.00"))
    publish(approved(sent(lowered, by=olu), by=ada), by=olu)
    accounts = ledger_of(match_obligation(published))
    assert (accounts.repayment, accounts.overpaid) == (Decimal("500.00"), Decimal("2500.00"))
    page = signed_in(olu).get(f"/office/obligations/{obligation.pk}/").content.decode()
    assert "Indicative repayment: £500.00" in page
    assert "Paid above the current amount: £2,500.00" in page


def test_today_is_the_day_in_london(paid_award, olu):
    late = datetime(2024, 6, 30, 22, 59, tzinfo=UTC)  # 23:59 in London, where it is summer
    tomorrow = PAID | {"paid_on": date(2024, 7, 1)}
    with pytest.raises(Refused, match="today or earlier"):
        record_payment(paid_award, by=olu, at=late, **tomorrow)
    assert record_payment(paid_award, by=olu, at=late + timedelta(minutes=1), **tomorrow)


def test_what_comes_first_is_asked_as_published_whatever_is_drafted_since(dependent, olu):
    change_award(dependent, by=olu, values={"year": FinancialYear(2024)})
    with pytest.raises(Refused, match="Grant agreement approved, is not met"):
        record_payment(dependent, by=olu, **AFTER)
