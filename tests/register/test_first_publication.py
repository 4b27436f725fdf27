"""A decision published for the first time, which varies nothing, is listed with fewer questions, and all the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.models import AwardInForce, Obligation
from grants.refused import Refused
from register.actions import chaining
from register.actions.approval import approve, send_for_approval
from register.actions.listing import list_decision
from register.actions.listing_check import as_listed, listing_fault
from register.actions.publishing import publish, raise_obligations_of
from register.document_entries import WITHHELD
from register.models import ListedAward, Notice
from tests.stories import variation

MOST_QUERIES = 32


def test_its_rows_are_those_that_any_other_publication_makes(published):
    notice = Notice.objects.get()
    listed, asked = as_listed([notice.decision_id]), obligations()
    assert listed[notice.decision_id]["awards"]
    assert asked
    assert listing_fault(notice) == ""
    [listing] = list_decision(notice)
    raise_obligations_of(listing, is_own=True, at=notice.published_at)
    assert (as_listed([notice.decision_id]), obligations()) == (listed, asked)


def obligations():
    """With the awards in force, whose rows are made anew each time."""
    awards = ({**row, "id": None} for row in AwardInForce.objects.order_by("award").values())
    return [*Obligation.objects.order_by("pk").values(), *awards]


def test_others_wait_only_from_the_notice_on(approved, ada):
    with CaptureQueriesContext(connection) as queries:
        publish(approved, by=ada)
    asked = [query["sql"] for query in queries]
    assert len(asked) <= MOST_QUERIES
    [lock] = [number for number, sql in enumerate(asked) if "pg_advisory" in sql]
    assert asked[lock + 1].startswith('INSERT INTO "register_notice"')


def test_what_changes_others_is_held_against_what_was_published_while_it_waited(published, olu, ada, monkeypatch):
    """The recipient of the award that it varies was withheld meanwhile: it does not name it."""
    change = variation(by=olu, award=published.awards.get(), new_amount=7695)
    approve(send_for_approval(change, by=olu), by=ada)
    monkeypatch.setattr(chaining, "lock_register", lambda: ListedAward.objects.update(recipient_name=WITHHELD))
    with pytest.raises(Refused, match="not what was approved"):
        publish(change, by=ada)
