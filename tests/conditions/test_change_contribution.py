"""From pledged to confirmed to spent: a contribution is brought up to date until the office has accepted it."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.contributions import change_contribution, record_contribution, share_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.ledger import ledger_of
from grants.refused import Refused
from tests.stories import contribution, match_obligation, whole

PLEDGE = contribution(stage="pledged", spent_on=None)


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def pledged(obligation, mo):
    return record_contribution(obligation, by=mo, values=PLEDGE)


def test_a_pledge_becomes_confirmed_then_spent_and_can_be_accepted(pledged, obligation, mo, olu):
    confirmed = change_contribution(pledged, by=mo, values={"stage": "confirmed"})
    assert (ledger_of(obligation).pledged, ledger_of(obligation).confirmed) == (0, Decimal("5000.00"))
    spent = change_contribution(confirmed, by=mo, values={"spent_on": date(2024, 1, 15), "amount": Decimal("5200.00")})
    assert obligation.shares.get().amount == Decimal("5200.00")
    accept(spent, by=olu)
    assert ledger_of(match_obligation(obligation.condition.decision)).match.evidenced == Decimal("5200.00")


def test_what_is_accepted_is_not_changed_any_more(obligation, mo, olu):
    accepted = accept(record_contribution(obligation, by=mo, values=contribution()), by=olu)
    with pytest.raises(Refused, match="has been accepted"):
        change_contribution(accepted, by=mo, values={"amount": Decimal("6000.00")})


def test_what_was_returned_is_mended_and_goes_to_the_office_again(obligation, mo, olu):
    offered = record_contribution(obligation, by=mo, values=contribution())
    return_sent(offered, by=olu, comment="The invoice has no date.")
    mended = change_contribution(offered, by=mo, values={"proof": "Invoice of 1 December"})
    assert mended.awaits_review
    assert accept(mended, by=olu).is_evidenced


def test_it_is_not_lowered_below_what_is_shared_out(pledged, obligation, mo, olu, ada):
    other = match_obligation(whole(officer=olu, approver=ada))
    share_contribution(pledged, {obligation: Decimal("3000.00"), other: Decimal("2000.00")}, by=mo)
    with pytest.raises(Refused, match="Lower the shares first"):
        change_contribution(pledged, by=mo, values={"amount": Decimal("4999.99")})
    assert change_contribution(pledged, by=mo, values={"amount": Decimal("5000.01")})
    assert sorted(pledged.shares.values_list("amount", flat=True)) == [2000, 3000]


@pytest.mark.parametrize("amount", ["0.00", "-5.00", "1000000000.01"])
def test_an_amount_is_above_zero_and_at_most_a_billion(pledged, mo, amount):
    with pytest.raises(Refused, match="above zero, and at most a billion"):
        change_contribution(pledged, by=mo, values={"amount": Decimal(amount)})


def test_its_partnership_and_the_office_change_it_and_nobody_else(pledged, sal, olu):
    with pytest.raises(Refused, match="Only an officer"):
        change_contribution(pledged, by=sal, values={"amount": Decimal("1.00")})
    assert change_contribution(pledged, by=olu, values={"amount": Decimal("1.00")}).amount == 1
