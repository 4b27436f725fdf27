"""What the database says a second time of payments and monitoring returns."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F, OuterRef, Subquery
from django.utils.timezone import now

from conditions.actions.payments import record_payment
from conditions.actions.returns import save_draft
from conditions.models import AwardEnd, MonitoringReturn, Obligation, Payment, ReturnDraft
from grants.models import User
from tests.constraints import NOW, TOO_MUCH, change_each, double_each, refused, twin
from tests.stories import sends_return, whole

BELOW_ZERO = Decimal("-0.01")
SENDER = F("sent_by")
ANOTHER = Subquery(User.objects.exclude(pk=OuterRef("sent_by")).values("pk")[:1])  # anybody will do
RETURNED = {"returned_by": ANOTHER, "returned_at": NOW, "returned_comment": "February is missing."}


@pytest.fixture
def scene(reference, olu, ada, mo):
    """An award that was paid before its return was in, and the return, which waits for the office."""
    award = whole(officer=olu, approver=ada, conditions=("GM1",)).awards.get()
    record_payment(award, by=olu, amount=Decimal("7500.00"), paid_on=date(2024, 3, 1), reason="The work has begun now.")
    sends_return(Obligation.objects.get(), by=mo)
    AwardEnd.objects.create(award=award, accepted_at=now(), amount=7500, spent=7000, underspend=500)
    save_draft(award, MonitoringReturn.objects.get().period_ends_on, by=mo, typed={"spent": "1"})


CHECKS = [
    ("monitoringreturn_accepted_who_and_when", MonitoringReturn, {"accepted_at": NOW}),
    ("monitoringreturn_accepted_who_and_when", MonitoringReturn, {"accepted_by": ANOTHER}),
    ("monitoringreturn_accepted_by_no_author", MonitoringReturn, {"accepted_by": SENDER, "accepted_at": NOW}),
    ("monitoringreturn_returned_who_when_and_why", MonitoringReturn, RETURNED | {"returned_by": None}),
    ("monitoringreturn_returned_who_when_and_why", MonitoringReturn, RETURNED | {"returned_at": None}),
    ("monitoringreturn_returned_who_when_and_why", MonitoringReturn, RETURNED | {"returned_comment": ""}),
    (
        "monitoringreturn_accepted_or_returned",
        MonitoringReturn,
        RETURNED | {"accepted_by": ANOTHER, "accepted_at": NOW},
    ),
    *(
        ("returned_sums_are_not_negative", MonitoringReturn, {name: amount})
        for name in ("amount", "spent", "forecast")
        for amount in (BELOW_ZERO, TOO_MUCH)
    ),
    ("an_end_of_grant_report_is_final", MonitoringReturn, {"lessons": "Mentors are found a term ahead."}),
    ("an_end_of_grant_report_is_final", MonitoringReturn, {"is_final": True, "forecast": F("spent") + 1}),
    ("an_underspend_is_what_was_left", AwardEnd, {"underspend": F("amount")}),
    ("an_underspend_is_what_was_left", AwardEnd, {"spent": BELOW_ZERO, "underspend": F("amount") + Decimal("0.01")}),
    ("no_more_is_settled_than_was_left", AwardEnd, {"returned": F("underspend") + 1}),
    ("no_more_is_settled_than_was_left", AwardEnd, {"returned": BELOW_ZERO}),
    ("what_is_carried_over_is_so_by_a_variation", AwardEnd, {"carried_over": 1}),
    ("what_is_repurposed_is_so_by_a_variation", AwardEnd, {"repurposed": 1}),
]


PAYMENTS = "what_is_no_payment_has_a_reason"


def test_a_payment_is_a_sum_above_zero_or_paid_back_for_a_reason(scene, subtests):
    """No row is ever changed (tests/test_constraints.py), so these are new ones."""
    double_each([(PAYMENTS, Payment, {"amount": 0}), (PAYMENTS, Payment, {"amount": TOO_MUCH})], subtests)
    double_each([(PAYMENTS, Payment, {"amount": Decimal("-7500.00"), "reason": ""})], subtests)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"reason": ""}, "what_is_no_payment_has_a_reason"),
        ({"amount": Decimal("-7499.99")}, "a_reversal_takes_back_all"),
        ({"amount": Decimal("7500.00")}, "a_reversal_takes_back_all"),
    ],
)
def test_a_reversal_takes_back_all_of_one_payment_for_a_reason(scene, changes, name):
    payment = Payment.objects.get()
    takes_back = {"reverses": payment, "amount": -payment.amount, "reason": "Paid to another."} | changes
    with refused(name):
        twin(payment, **takes_back).save()


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


def test_what_there_is_once(scene, subtests):
    waits = ("one_return_waits_per_award_and_period", MonitoringReturn, {"form_key": None, "version": 2})
    double_each([waits, ("one_draft_of_a_return", ReturnDraft, {})], subtests)
    MonitoringReturn.objects.update(**RETURNED)
    double_each([("one_return_per_version", MonitoringReturn, {"form_key": None})], subtests)


def test_a_return_is_returned_or_else_accepted_and_may_say_that_nothing_was_spent(scene):
    MonitoringReturn.objects.update(**RETURNED)
    MonitoringReturn.objects.update(accepted_by=ANOTHER, accepted_at=NOW, returned_by=None, returned_at=None)
    MonitoringReturn.objects.update(spent=0, forecast=0)
