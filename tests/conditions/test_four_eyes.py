"""Four eyes: nobody who has ever changed what a partnership sends accepts it (domain §6)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from conditions.actions.contributions import change_contribution, record_contribution, share_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept
from conditions.models import Contribution
from grants.refused import Refused
from tests.stories import contribution, match_obligation

OWN_WORK = "You sent or changed this yourself: another officer has to accept it."


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def recorded(obligation, mo):
    return record_contribution(obligation, by=mo, values=contribution())


def test_an_officer_whose_change_was_followed_by_another_one_does_not_accept_it(recorded, mo, olu, oma):
    change_contribution(recorded, by=olu, values={"amount": Decimal("7500.00")})
    change_contribution(recorded, by=mo, values={"description": "Mentoring sessions, all of them"})
    with pytest.raises(Refused, match=OWN_WORK):
        accept(recorded, by=olu)
    assert accept(recorded, by=oma).accepted_by == oma


def test_an_officer_who_shared_it_out_does_not_accept_it(recorded, obligation, olu):
    share_contribution(recorded, {obligation: Decimal("4000.00")}, by=olu)
    with pytest.raises(Refused, match=OWN_WORK):
        accept(recorded, by=olu)


def test_an_officer_who_added_a_paper_to_it_does_not_accept_it(recorded, obligation, olu):
    add_evidence(obligation, by=olu, statement="The invoice came by post.", contribution=recorded)
    with pytest.raises(Refused, match=OWN_WORK):
        accept(recorded, by=olu)


def test_the_database_refuses_it_too(recorded, mo):
    with pytest.raises(IntegrityError, match="contribution_accepted_by_no_author"):
        Contribution.objects.update(accepted_by=mo, accepted_at=recorded.sent_at)
