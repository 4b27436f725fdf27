"""Withdrawing: it stays in the register, marked, with the reason; its money and its conditions lapse."""

from decimal import Decimal

import pytest

from conditions.standing import of_decision
from grants.actions.decisions import revise
from grants.refused import Refused
from register.actions.publishing import publish, withdraw
from register.models import ListedAward, Listing, Notice
from tests import stories
from tests.stories import fresh, variation

REASON = "Taken by somebody without the power to take it."


def test_a_withdrawal_is_itself_a_notice(published, ada):
    notice = withdraw(published, by=ada, reason=f" {REASON} ")
    assert (notice.version, notice.kind, notice.note) == (2, Notice.Kind.WITHDRAWAL, REASON)
    assert notice.document.withdrawal_reason == REASON
    assert Notice.objects.get(version=1).document.withdrawal_reason == ""


def test_it_stays_listed_and_counts_for_nothing(published, ada):
    withdraw(published, by=ada, reason=REASON)
    listing = Listing.objects.get()
    assert (listing.is_withdrawn, listing.total, listing.title) == (True, Decimal("0.00"), published.title)
    assert not ListedAward.objects.exists()
    assert of_decision(published.reference) == []


def test_what_is_withdrawn_is_what_was_published(published, olu, ada):
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    assert withdraw(published, by=ada, reason=REASON).document.title == published.title


def test_withdrawing_a_variation_puts_the_earlier_amount_back(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    change = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    withdraw(change, by=ada, reason=REASON)
    assert Listing.objects.get(decision=published).total == Decimal("7500.00")


def test_a_decision_is_withdrawn_once(published, ada):
    withdraw(published, by=ada, reason=REASON)
    with pytest.raises(Refused, match="Only a published decision"):
        withdraw(fresh(published), by=ada, reason=REASON)


def test_a_withdrawn_decision_is_not_published_again(approved, ada):
    publish(approved, by=ada)
    withdraw(approved, by=ada, reason=REASON)
    with pytest.raises(Refused, match="Only an approved decision"):
        publish(approved, by=ada)


def test_a_draft_is_not_withdrawn(draft, ada):
    with pytest.raises(Refused, match="Only a published decision"):
        withdraw(draft, by=ada, reason=REASON)


def test_the_public_is_given_a_reason(published, ada):
    with pytest.raises(Refused, match="It will be published"):
        withdraw(published, by=ada, reason=" ")


def test_only_an_approver_withdraws(published, olu, mo):
    for person in (olu, mo):
        with pytest.raises(Refused, match="Only an approver"):
            withdraw(published, by=person, reason=REASON)
