"""What the database says a second time of payments and financial reports."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F, OuterRef, Subquery

from conditions.actions.payments import record_payment
from conditions.actions.reports import AwardFigures, submit_report
from conditions.models import Obligation, Payment, Report, ReportLine
from grants.models import User
from tests.constraints import NOW, TOO_MUCH, change_each, double_each, refused, twin
from tests.stories import whole

BELOW_ZERO = Decimal("-0.01")
SPENT = AwardFigures(actual=Decimal("7000.00"), projected=Decimal("7400.00"), underspend=Decimal("100.00"))
SENDER = F("sent_by")
ANOTHER = Subquery(User.objects.exclude(pk=OuterRef("sent_by")).values("pk")[:1])  # anybody will do
RETURNED = {"returned_by": ANOTHER, "returned_at": NOW, "returned_comment": "February is missing."}


@pytest.fixture
def scene(reference, olu, ada, mo):
    """An award that was paid before its report was in, and the report, which waits for the office."""
    award = whole(officer=olu, approver=ada, conditions=("GM1",)).awards.get()
    record_payment(award, by=olu, amount=Decimal("7500.00"), paid_on=date(2024, 3, 1), reason="The work has begun now.")
    submit_report(Obligation.objects.get(), by=mo, statement="Spend to January.", figures={award: SPENT})


CHECKS = [
    ("report_accepted_who_and_when", Report, {"accepted_at": NOW}),
    ("report_accepted_who_and_when", Report, {"accepted_by": ANOTHER}),
    ("report_accepted_by_no_author", Report, {"accepted_by": SENDER, "accepted_at": NOW}),
    ("report_returned_who_when_and_why", Report, RETURNED | {"returned_by": None}),
    ("report_returned_who_when_and_why", Report, RETURNED | {"returned_at": None}),
    ("report_returned_who_when_and_why", Report, RETURNED | {"returned_comment": ""}),
    ("report_accepted_or_returned", Report, RETURNED | {"accepted_by": ANOTHER, "accepted_at": NOW}),
    ("a_report_states_something", Report, {"statement": ""}),
    ("reported_sums_are_not_negative", ReportLine, {"actual": BELOW_ZERO}),
    ("reported_sums_are_not_negative", ReportLine, {"projected": BELOW_ZERO}),
    ("reported_sums_are_not_negative", ReportLine, {"underspend": BELOW_ZERO}),
    ("reported_sums_are_not_negative", ReportLine, {"actual": TOO_MUCH}),
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


def test_an_award_has_one_line_in_a_report(scene, subtests):
    double_each([("one_line_per_award", ReportLine, {"actual": Decimal("1.00")})], subtests)


def test_a_report_is_returned_or_else_accepted_and_may_say_that_nothing_was_spent(scene):
    Report.objects.update(**RETURNED)
    Report.objects.update(accepted_by=ANOTHER, accepted_at=NOW, returned_by=None, returned_at=None)
    ReportLine.objects.update(actual=0, projected=0, underspend=0)
