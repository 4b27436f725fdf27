"""Contributions: offered by a partnership, shared out, accepted or returned by the office."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from conditions.actions.conditions import remove_condition
from conditions.actions.contributions import change_contribution, record_contribution, share_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.ledger import ledger_of
from conditions.models import Contribution, Share
from grants.actions.awards import add_award
from grants.models import FundingStream, Organisation
from grants.refused import Refused
from grants.years import FinancialYear
from register.actions.publishing import publish
from tests import stories
from tests.stories import contribution, draft, match_obligation, whole


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def offered(obligation, mo):
    """£5,000 that Mo has offered in match."""
    return record_contribution(obligation, by=mo, values=contribution())


def test_a_lead_offers_and_all_of_it_is_meant_for_the_one_condition(offered, obligation, mo):
    assert (offered.sent_by, offered.partnership.slug) == (mo, "manchester")
    assert Share.objects.get() == obligation.shares.get()
    assert Share.objects.get().amount == Decimal("5000.00")
    assert offered.awaits_review


def test_the_office_may_record_for_a_partnership(obligation, olu):
    assert record_contribution(obligation, by=olu, values=contribution()).sent_by == olu


def test_nobody_else_may(obligation, sal, ann):
    for person in (sal, ann):
        with pytest.raises(Refused, match="Only an officer"):
            record_contribution(obligation, by=person, values=contribution())
    assert not Contribution.objects.exists()


def test_the_same_form_sent_twice_is_recorded_once(obligation, mo):
    key = uuid4()
    first = record_contribution(obligation, by=mo, values=contribution(), form_key=key)
    assert record_contribution(obligation, by=mo, values=contribution(), form_key=key) == first
    assert Contribution.objects.count() == 1


def test_the_same_form_with_another_amount_is_refused(obligation, mo):
    key = uuid4()
    first = record_contribution(obligation, by=mo, values=contribution(), form_key=key)
    with pytest.raises(Refused, match=f"sent already, with £{first.amount:,.2f}"):
        record_contribution(obligation, by=mo, values=contribution(amount=600), form_key=key)
    assert Contribution.objects.get().amount == first.amount


def test_only_a_match_condition_takes_contributions(published, mo):
    other = published.conditions.get(number=2).obligations.get()
    with pytest.raises(Refused, match="does not require match"):
        record_contribution(other, by=mo, values=contribution())


def test_a_lapsed_condition_takes_none(published, obligation, olu, abe, mo):
    remove_condition(obligation.condition, by=olu)
    publish(stories.approved(stories.sent(published, by=olu), by=abe), by=abe, note="Match is no longer asked.")
    with pytest.raises(Refused, match="does not require match"):
        record_contribution(obligation, by=mo, values=contribution())


def test_without_a_partnership_there_is_none_to_contribute(reference, olu, ada):
    decision = draft(by=olu, conditions=("SC1",))
    values = {
        "title": "Mentors",
        "amount": Decimal(100),
        "recipient": Organisation.objects.get(identifier="GB-LAE-SLF"),
        "stream": FundingStream.objects.get(slug="violence-reduction-unit"),
        "year": FinancialYear(2023),
    }
    alone = add_award(decision, by=olu, values=values)
    stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    with pytest.raises(Refused, match="has no partnership"):
        record_contribution(alone.obligations.get(), by=olu, values=contribution())


def test_a_contribution_is_shared_over_several_awards(offered, obligation, mo, olu, ada):
    other = match_obligation(whole(officer=olu, approver=ada))
    share_contribution(offered, {obligation: Decimal("3000.00"), other: Decimal("2000.00")}, by=mo)
    assert dict(offered.shares.values_list("obligation", "amount")) == {obligation.pk: 3000, other.pk: 2000}


def test_shares_never_exceed_the_contribution_and_a_refusal_changes_nothing(offered, obligation, mo, olu, ada):
    other = match_obligation(whole(officer=olu, approver=ada))
    with pytest.raises(Refused, match=r"more than the contribution of £5,000\.00"):
        share_contribution(offered, {obligation: Decimal("3000.00"), other: Decimal("2000.01")}, by=mo)
    assert offered.shares.get().amount == Decimal("5000.00")


def test_a_share_is_above_zero(offered, obligation, mo):
    with pytest.raises(Refused, match="above zero"):
        share_contribution(offered, {obligation: Decimal("0.00")}, by=mo)


def test_shares_stay_within_the_partnership_and_with_match(offered, published, mo, olu, ada):
    in_salford = match_obligation(whole(officer=olu, approver=ada, district="salford"))
    with pytest.raises(Refused, match="its own partnership"):
        share_contribution(offered, {in_salford: Decimal("1.00")}, by=mo)
    with pytest.raises(Refused, match="does not require match"):
        share_contribution(offered, {published.conditions.get(number=2).obligations.get(): Decimal("1.00")}, by=mo)


def test_another_partnership_shares_nothing_of_it(offered, obligation, sal):
    with pytest.raises(Refused, match="Only an officer"):
        share_contribution(offered, {obligation: Decimal("1.00")}, by=sal)


def test_an_officer_accepts(offered, olu):
    accepted = accept(offered, by=olu)
    assert (accepted.accepted_by, accepted.is_evidenced, accepted.awaits_review) == (olu, True, False)


@pytest.mark.parametrize(
    "unfinished", [{"stage": Contribution.Stage.PLEDGED}, {"spent_on": None}, {"spent_on": date(2025, 1, 1)}]
)
def test_what_is_not_yet_spent_is_not_accepted(obligation, mo, olu, unfinished, time_machine):
    time_machine.move_to("2024-12-31T12:00:00Z")
    pledge = record_contribution(obligation, by=mo, values=contribution(**unfinished))
    with pytest.raises(Refused, match="on which it was spent first"):
        accept(pledge, by=olu)


def test_nobody_accepts_what_she_recorded(obligation, olu, oma):
    own = record_contribution(obligation, by=olu, values=contribution())
    with pytest.raises(Refused, match="another officer"):
        accept(own, by=olu)
    assert accept(own, by=oma).accepted_by == oma


def test_returning_says_what_is_missing(offered, olu):
    with pytest.raises(Refused, match="Say what is missing"):
        return_sent(offered, by=olu, comment="  ")
    returned = return_sent(offered, by=olu, comment="The invoice has no date.")
    assert (returned.returned_by, returned.returned_comment) == (olu, "The invoice has no date.")


@pytest.mark.parametrize(
    "settle",
    [lambda thing, by: accept(thing, by=by), lambda thing, by: return_sent(thing, by=by, comment="No")],
)
def test_what_is_settled_stays_settled(offered, obligation, mo, olu, settle):
    settle(offered, olu)
    for again in (
        lambda: accept(offered, by=olu),
        lambda: return_sent(offered, by=olu, comment="Once more"),
        lambda: share_contribution(offered, {obligation: Decimal("1.00")}, by=mo),
    ):
        with pytest.raises(Refused, match=r"has (already )?been"):
            again()


def test_a_lead_neither_accepts_nor_returns(offered, mo):
    for deed in (lambda: accept(offered, by=mo), lambda: return_sent(offered, by=mo, comment="Mine")):
        with pytest.raises(Refused, match="Only an officer"):
            deed()


def test_nobody_accepts_what_she_has_changed(offered, mo, olu, oma):
    change_contribution(offered, by=olu, values={"amount": Decimal("6000.00")})
    with pytest.raises(Refused, match="You sent or changed this yourself"):
        accept(offered, by=olu)
    assert accept(offered, by=oma).amount == Decimal("6000.00")


@pytest.mark.parametrize("amount", ["0.00", "-5.00", "1000000000.01"])
def test_an_amount_is_above_zero_and_at_most_a_billion(obligation, mo, amount):
    with pytest.raises(Refused, match="above zero, and at most a billion"):
        record_contribution(obligation, by=mo, values=contribution(amount=Decimal(amount)))
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("spent_on", [date(2023, 3, 31), date(2024, 4, 1)])
def test_what_was_spent_outside_the_period_may_be_accepted_and_never_counts(obligation, mo, olu, spent_on):
    late = accept(record_contribution(obligation, by=mo, values=contribution(spent_on=spent_on)), by=olu)
    accounts = ledger_of(match_obligation(obligation.condition.decision))
    assert (accounts.match.evidenced, late.is_evidenced) == (0, True)
    assert "only 1 April 2023 to 31 March 2024 counts" in accounts.lines[0].objection


def test_a_word_may_go_with_an_acceptance_and_the_diary_keeps_it(offered, published, olu):
    accepted = accept(offered, by=olu, comment=" Clear invoices. ")
    assert accepted.accepted_comment == "Clear invoices."
    line = published.events.get(verb="accepted a contribution")
    assert (line.by, line.comment, line.thing) == (olu, "Clear invoices.", accepted)
