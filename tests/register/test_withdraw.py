"""Withdrawing: it stays in the register, marked, with the reason; its money and its conditions lapse."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.payments import record_payment
from conditions.standing import of_decision
from grants.actions.decisions import revise, say_what_stands
from grants.models import Allocation
from grants.refused import Refused
from register.actions.approval import return_decision
from register.actions.publishing import publish
from register.actions.withdrawing import ask_for_withdrawal, hangs_on, keep, withdraw
from register.models import ListedAward, Listing, Notice
from register.money.budget import budgets_of
from register.notices.pdf import contents
from tests import stories
from tests.stories import fresh, variation, withdrawn

PACK = "panel/?from=2024-05-01&to=2024-05-31"
REASON = "Taken by somebody without the power to take it."
ANSWER = "Nothing was paid."


@pytest.fixture
def asked(published, olu):
    return ask_for_withdrawal(published, by=olu, reason=REASON, answer=ANSWER)


@pytest.fixture
def varied(published, olu, ada):
    """£195 more for Manchester."""
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    return stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)


def test_a_withdrawal_is_itself_a_notice(published, ada):
    notice = withdrawn(published, by=ada, reason=f" {REASON} ")
    assert (notice.version, notice.kind, notice.note) == (2, Notice.Kind.WITHDRAWAL, REASON)
    assert notice.document.withdrawal_reason == REASON
    assert Notice.objects.get(version=1).document.withdrawal_reason == ""


def test_it_stays_listed_and_counts_for_nothing(published, ada):
    withdrawn(published, by=ada, reason=REASON)
    listing = Listing.objects.get()
    assert (listing.is_withdrawn, listing.total, listing.title) == (True, Decimal("0.00"), published.title)
    assert not ListedAward.objects.exists()
    assert of_decision(published.reference) == []


def test_what_is_withdrawn_is_what_was_published(published, olu, ada):
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    assert withdrawn(published, by=ada, reason=REASON).document.title == published.title


def test_withdrawing_a_variation_puts_the_earlier_amount_back(published, varied, ada):
    withdrawn(varied, by=ada, reason=REASON)
    assert Listing.objects.get(decision=published).total == Decimal("7500.00")


def test_a_decision_is_withdrawn_once(published, ada, olu):
    withdrawn(published, by=ada, reason=REASON)
    with pytest.raises(Refused, match="Only a published decision"):
        ask_for_withdrawal(fresh(published), by=olu, reason=REASON)


def test_a_withdrawn_decision_is_not_published_again(approved, ada):
    publish(approved, by=ada)
    withdrawn(approved, by=ada, reason=REASON)
    with pytest.raises(Refused, match="Only an approved decision"):
        publish(approved, by=ada)


def test_a_draft_is_not_withdrawn(draft, ada):
    with pytest.raises(Refused, match="Only a published decision"):
        ask_for_withdrawal(draft, by=ada, reason=REASON)


def test_the_public_is_given_a_reason(published, ada):
    with pytest.raises(Refused, match="It will be published"):
        ask_for_withdrawal(published, by=ada, reason=" ")


def test_nothing_changes_until_an_approver_who_did_not_ask_carries_it_out(published, asked, olu, mo, abe):
    assert not published.listing.is_withdrawn
    for person in (olu, mo):
        with pytest.raises(Refused, match="Only an approver"):
            withdraw(asked, by=person)
    with pytest.raises(Refused, match="asked for already"):
        ask_for_withdrawal(published, by=abe, reason=REASON, answer=ANSWER)
    assert withdraw(asked, by=abe).kind == Notice.Kind.WITHDRAWAL


def test_an_approver_who_asked_does_not_carry_it_out(published, ada):
    asked = ask_for_withdrawal(published, by=ada, reason=REASON, answer=ANSWER)
    with pytest.raises(Refused, match="You asked for this yourself"):
        withdraw(asked, by=ada)


def test_a_lead_asks_for_no_withdrawal(published, mo):
    with pytest.raises(Refused, match="Only an officer"):
        ask_for_withdrawal(published, by=mo, reason=REASON, answer=ANSWER)


def test_it_may_be_kept_and_asked_for_again(published, asked, olu, ada):
    keep(asked, by=ada)
    with pytest.raises(Refused, match="settled already"):
        withdraw(asked, by=ada)
    assert withdraw(ask_for_withdrawal(published, by=olu, reason=REASON, answer=ANSWER), by=ada)


def test_what_hangs_on_it_is_said_and_needs_an_answer(published, varied, olu):
    record_payment(
        published.awards.get(),
        by=olu,
        amount=Decimal(5000),
        paid_on=date(2024, 3, 1),
        reason="Agreed in advance.",
    )
    assert list(hangs_on(published)) == [
        f"{varied.reference} varies 1 of its awards, by +£195.00: that falls with it.",
        "£5,000.00 has been paid on its awards.",
        "5 conditions of its awards will no longer be asked.",
    ]
    with pytest.raises(Refused, match="Say what becomes of it"):
        ask_for_withdrawal(published, by=olu, reason=REASON)


def test_a_variation_that_is_not_published_yet_is_said_too(published, olu):
    change = stories.sent(variation(by=olu, award=published.awards.get(), new_amount=Decimal(8000)), by=olu)
    assert f"{change.reference}, which is not published yet, varies its awards" in " ".join(hangs_on(published))


PAST = "Challenger SOC hotspot fund for 2023/24 would be £1,500.00 past its allocation of £6,000.00."
EXCEEDING = "Two other projects underspend by more than that."


def allocate(decision, amount):
    award = decision.awards.get()
    Allocation.objects.create(stream=award.stream, year=award.year, amount=Decimal(amount))


@pytest.fixture
def less(published, olu, ada):
    """£5,000 in place of the £7,500; the stream has £6,000."""
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("5000.00"))
    change = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    allocate(published, "6000.00")
    return change


def test_money_that_comes_back_past_an_allocation_is_said(less):
    assert list(hangs_on(less)) == [PAST]


def test_it_needs_a_reason_that_the_public_reads(less, olu, ada, client):
    for reason, message in (("", f"{PAST}.*Give a reason for exceeding it"), ("Fine.", "at least 20 characters")):
        with pytest.raises(Refused, match=message):
            ask_for_withdrawal(less, by=olu, reason=REASON, answer=ANSWER, exceeding_reason=reason)
    notice = withdraw(
        ask_for_withdrawal(less, by=olu, reason=REASON, answer=ANSWER, exceeding_reason=EXCEEDING), by=ada
    )
    assert notice.document.withdrawal_exceeding_reason == EXCEEDING
    for address in (f"decisions/{less.reference}/", f"decisions/{less.reference}/versions/2/", PACK):
        assert EXCEEDING in client.get(f"/{address}").content.decode(), address
    assert EXCEEDING in contents(notice)["status"]


def test_so_does_one_that_brings_back_what_it_superseded(published, olu, ada):
    newer = stories.draft(by=olu, amount=Decimal(1000), title="Hotspot work, decided afresh", conditions=())
    newer = say_what_stands(revise(newer, by=olu, values={"supersedes": published}), by=olu, numbers=[])
    newer = stories.published(stories.approved(stories.sent(newer, by=olu), by=ada), by=ada)
    allocate(published, "6000.00")
    with pytest.raises(Refused, match=PAST):
        ask_for_withdrawal(newer, by=olu, reason=REASON, answer=ANSWER)


def test_none_is_asked_or_kept_where_no_allocation_is_passed(published, olu):
    asked = ask_for_withdrawal(published, by=olu, reason=REASON, answer=ANSWER, exceeding_reason=EXCEEDING)
    assert asked.exceeding_reason == ""


def test_an_approval_in_between_that_uses_the_headroom_is_shown(less, olu, ada, abe):
    """£5,000 is given of £9,000: £2,500 may come back, until somebody else is promised £3,000."""
    Allocation.objects.update(amount=Decimal("9000.00"))
    asked = ask_for_withdrawal(less, by=olu, reason=REASON, answer=ANSWER)
    stories.approved(stories.sent(stories.draft(by=olu, amount=Decimal(3000), district="bury"), by=olu), by=abe)
    with pytest.raises(Refused, match=r"Something has changed.*£1,500\.00 past its allocation"):
        withdraw(asked, by=ada)


def test_returning_what_was_approved_takes_no_stream_past_its_allocation(less, olu, abe):
    """An approved decrease frees nothing, so there is nothing that a return could bring back."""
    award = less.variation_lines.get().award
    lower = variation(by=olu, award=award, base_amount=Decimal(5000), new_amount=Decimal(100))
    lower = stories.approved(stories.sent(lower, by=olu), by=abe)
    [before] = budgets_of(lower)
    return_decision(lower, by=abe, comment="The sum is wrong.")
    assert budgets_of(fresh(lower))[0].headroom == before.headroom


def test_where_something_has_changed_since_it_was_asked_for_it_is_shown_again(published, asked, olu, ada):
    record_payment(
        published.awards.get(),
        by=olu,
        amount=Decimal(5000),
        paid_on=date(2024, 3, 1),
        reason="Agreed in advance.",
    )
    with pytest.raises(Refused, match=r"Something has changed.*£5,000\.00 has been paid"):
        withdraw(asked, by=ada)


def test_what_varied_it_falls_with_it(published, varied, ada, client):
    """ "+£195.00 in all" must not stay."""
    before = client.get(f"/decisions/{varied.reference}/").content.decode()
    assert "+£195.00" in before
    assert "still stand, at the new amounts" in before
    withdrawn(published, by=ada, reason=REASON)
    page = client.get(f"/decisions/{varied.reference}/").content.decode()
    assert page.count("+£195.00") == 1, "in the table of what was decided alone"
    assert "What this decision changed, as decided, before it fell" in page
    assert "still stand, at the new amounts" not in page
    assert "was withdrawn: the change has fallen with it" in page
