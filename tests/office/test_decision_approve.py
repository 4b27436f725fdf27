"""The button *Approve*: a second person, and the money."""

from decimal import Decimal

from grants.models import Allocation, Decision, FundingStream
from grants.years import FinancialYear
from tests.stories import as_shown, fresh


def press(client, decision, **form):
    return client.post(f"/office/decisions/{decision.reference}/approve/", as_shown(decision, **form), follow=True)


def allocate(amount):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    Allocation.objects.create(stream=stream, year=FinancialYear(2023), amount=Decimal(amount))


def test_an_approver_approves(sent, ada, signed_in):
    assert "is approved" in press(signed_in(ada), sent).content.decode()
    assert fresh(sent).state == Decision.State.APPROVED


def test_an_officer_who_is_no_approver_is_shut_out(sent, oma, signed_in):
    assert press(signed_in(oma), sent).status_code == 403


def test_past_the_allocation_it_asks_for_a_reason_and_keeps_it(sent, ada, signed_in):
    allocate("7000.00")
    page = press(signed_in(ada), sent).content.decode()
    assert "£500.00 past its allocation of £7,000.00" in page
    assert fresh(sent).state == Decision.State.SENT
    press(signed_in(ada), sent, exceeding_reason="Other projects will underspend.")
    assert fresh(sent).exceeding_reason == "Other projects will underspend."


def test_personal_data_in_that_reason_are_shown_and_acknowledged_first(sent, ada, signed_in):
    allocate("7000.00")
    reason = "Agreed with jo@example.org."
    page = press(signed_in(ada), sent, exceeding_reason=reason).content.decode()
    assert "What looks like an e-mail address is in the reason: Agreed with jo@example.org." in page
    assert fresh(sent).state == Decision.State.SENT
    press(signed_in(ada), sent, exceeding_reason=reason, acknowledged="on")
    assert fresh(sent).exceeding_reason == reason
