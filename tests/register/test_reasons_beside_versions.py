"""Reasons that the public reads beside the versions of a decision: taken down with its text, and redacted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.payments import correct_payment, record_payment
from conditions.models import Assessment, Interpretation, Obligation, Payment
from conditions.standing import of_decision
from grants.refused import Refused
from register.actions.history import follow_conditions
from register.actions.redacting import ask_for_redaction, ask_for_redaction_of_reasons, carry_out
from register.actions.taking_down import restore, take_down
from tests import stories
from tests.register.test_redacted_everywhere import holding
from tests.register.test_withhold import every_address, said_in_public
from tests.snapshots import remembered

SECRET = "Unmistakable"
BECAUSE = f"The worker {SECRET} has to be paid now."
WHY = "It named a person."


@pytest.fixture
@remembered
def reasoned(reference, olu, ada):
    """A published decision with a name in each reason that was given after it."""
    decision = stories.whole(officer=olu, approver=ada, conditions=("SC1", "SC3", "GM2"))
    award = decision.awards.get()
    paid = {"amount": Decimal("100.00"), "paid_on": date(2024, 4, 2), "by": olu, "reason": BECAUSE}
    record_payment(award, **paid)
    correct_payment(record_payment(award, **paid), by=olu, reason=BECAUSE, amount=None, paid_on=None)
    assess(Obligation.objects.get(terms_data__code="SC3"), by=olu, finding="not_met", reasons=BECAUSE)
    record_interpretation(Obligation.objects.get(terms_data__code="SC1"), by=olu, counts=True, reasons=BECAUSE)
    follow_conditions(decision, by=ada, followed_from=date(2024, 2, 6), reason=BECAUSE)
    call_command("send_letters")
    return stories.fresh(decision)


def public_texts(decision):
    addresses = (*every_address(decision.reference), "/data/conditions.csv", "/conditions/")
    return {address for address in addresses if SECRET in said_in_public(address)}


def test_a_take_down_of_the_text_takes_them_along(reasoned, ada):
    page = f"/decisions/{reasoned.reference}/"
    assert said_in_public(page).count(SECRET) == 4
    row = take_down(reasoned, by=ada, reason="It may name a child.")
    assert public_texts(reasoned) == set()
    assert "Paid although a condition was not met: Out of public sight" in said_in_public(page)
    assert of_decision(reasoned.reference)
    restore(row, by=ada)
    assert said_in_public(page).count(SECRET) == 4


def test_a_redaction_takes_all_of_them_out(reasoned, ada, ann):
    carry_out(ask_for_redaction_of_reasons(reasoned, by=ada, reason=WHY), by=ann)
    assert public_texts(reasoned) == set()
    assert holding(SECRET) == set()
    page = said_in_public(f"/decisions/{reasoned.reference}/")
    assert page.count(f"Redacted: {WHY}") == 4
    assert "£100.00" in page
    assert "Not met" in page
    call_command("verify_register")


def test_they_go_with_the_text_of_a_withdrawn_decision(reasoned, ada, ann):
    stories.withdrawn(reasoned, by=ada, reason="It was published by mistake.")
    carry_out(ask_for_redaction(reasoned.notices.get(version=2), by=ada, reason=WHY), by=ann)
    assert holding(SECRET) == set()


def test_it_needs_an_approver_who_asks_and_another_who_is_an_administrator(reasoned, olu, ada, ann):
    with pytest.raises(Refused, match="Only an approver"):
        ask_for_redaction_of_reasons(reasoned, by=olu, reason=WHY)
    asked = ask_for_redaction_of_reasons(reasoned, by=ada, reason=WHY)
    with pytest.raises(Refused, match="requested already"):
        ask_for_redaction_of_reasons(reasoned, by=ada, reason=WHY)
    with pytest.raises(Refused, match="Only an administrator"):
        carry_out(asked, by=ada)
    carry_out(asked, by=ann)
    with pytest.raises(Refused, match="carried out already"):
        carry_out(asked, by=ann)


def test_where_there_are_none_it_is_refused(published, ada):
    with pytest.raises(Refused, match="No reasons have been published beside the versions"):
        ask_for_redaction_of_reasons(published, by=ada, reason=WHY)


@pytest.mark.parametrize(
    ("model", "column"), [(Payment, "reason"), (Assessment, "reasons"), (Interpretation, "reasons")]
)
def test_the_database_lets_them_be_redacted_and_nothing_else(reasoned, model, column):
    rows = model.objects.exclude(**{column: ""}).order_by("pk")[:1]
    for change in ({column: ""}, {column: "Something else."}, {column: f"Redacted: {WHY}", "id": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk__in=rows.values("pk")).update(**change)
