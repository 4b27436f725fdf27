"""A past decision is sent, approved and published in one go: each step refuses what it always refuses."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Decision
from grants.refused import Refused
from register.actions.publishing import publish_past
from register.models import Notice
from tests import stories

DISTRICTS = ("salford", "bury", "oldham", "rochdale")


@pytest.fixture
def another(reference, olu) -> Decision:
    decision = stories.draft(by=olu)
    for district in DISTRICTS:
        money = {"amount": Decimal("500.00"), "stream": "challenger-soc-hotspot-fund"}
        stories.award(decision, by=olu, district=district, **money)
    return decision


def test_more_awards_cost_no_more_queries(draft, another, olu, ada):
    publish_past(stories.draft(by=olu), sender=olu, by=ada)  # the money is committed to somebody already
    with CaptureQueriesContext(connection) as of_one_award:
        publish_past(draft, sender=olu, by=ada)
    with CaptureQueriesContext(connection) as of_five_awards:
        publish_past(another, sender=olu, by=ada)
    assert len(Notice.objects.get(decision=another).document.awards) == 5
    assert len(of_five_awards) <= len(of_one_award) <= 110


def test_the_diary_tells_each_step_and_who_took_it(draft, olu, ada):
    publish_past(draft, sender=olu, by=ada)
    told = [(event.verb, event.by) for event in draft.events.order_by("pk")][-3:]
    assert told == [("sent for approval", olu), ("approved", ada), ("published", ada)]


def test_nobody_publishes_what_they_have_sent(draft, ada):
    with pytest.raises(Refused, match="somebody else has to approve it"):
        publish_past(draft, sender=ada, by=ada)
    draft.refresh_from_db()
    assert (draft.state, Notice.objects.count()) == (Decision.State.DRAFT, 0)


def test_what_blocks_publication_blocks_it_here_too(reference, olu, ada):
    bare = stories.bare_draft(by=olu)
    with pytest.raises(Refused, match="Add at least one award"):
        publish_past(bare, sender=olu, by=ada)


def test_an_officer_cannot_approve_by_way_of_it(draft, olu, oma):
    with pytest.raises(Refused, match="Only an approver"):
        publish_past(draft, sender=olu, by=oma)
