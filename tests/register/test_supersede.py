"""A decision that supersedes another says of each of its awards whether it ends or stands (domain §5)."""

from decimal import Decimal

import pytest

from grants.actions.decisions import revise, say_what_stands
from grants.refused import Refused
from register.checks.checklist import checklist
from register.money.budget import all_budgets
from tests import stories
from tests.stories import fresh, withdrawn


@pytest.fixture
def older(draft, olu, ada):
    """£7,500 for Manchester and £1,000 for Bury."""
    stories.award(draft, by=olu, amount=Decimal(1000), district="bury", stream="challenger-soc-hotspot-fund")
    return stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)


@pytest.fixture
def newer(older, olu):
    """£8,000 for Manchester in its place."""
    decision = stories.draft(by=olu, amount=Decimal(8000), title="Hotspot work, decided afresh")
    return revise(decision, by=olu, values={"supersedes": older})


def published(decision, *, by, approver, note=""):
    ready = stories.approved(stories.sent(fresh(decision), by=by), by=approver)
    return stories.published(ready, by=approver, note=note)


def test_until_it_is_said_what_becomes_of_them_it_is_not_sent(newer, older, olu):
    with pytest.raises(Refused, match=f"Say which awards of {older.reference} end with this decision"):
        stories.sent(newer, by=olu)


def test_what_ends_no_longer_counts(newer, older, olu, ada, client):
    say_what_stands(newer, by=olu, numbers=[2])
    published(newer, by=olu, approver=ada)
    assert fresh(older).listing.total == 1000
    assert fresh(newer).listing.total == 8000
    assert sum(each.committed for each in all_budgets()) == 9000
    page = client.get(f"/decisions/{older.reference}/").content.decode()
    assert "ended since" in page
    assert newer.reference in page


def test_before_it_is_published_nothing_is_freed(newer, olu, ada):
    say_what_stands(newer, by=olu, numbers=[])
    stories.approved(stories.sent(fresh(newer), by=olu), by=ada)
    assert sum(each.committed for each in all_budgets()) == 16500


def test_where_all_stand_all_count(newer, older, olu, ada):
    say_what_stands(newer, by=olu, numbers=[1, 2])
    published(newer, by=olu, approver=ada)
    assert fresh(older).listing.total == 8500


def test_once_it_is_withdrawn_they_are_in_force_again(newer, older, olu, ada, abe):
    say_what_stands(newer, by=olu, numbers=[])
    published(newer, by=olu, approver=ada)
    assert fresh(older).listing.total == 0
    withdrawn(newer, by=abe)
    assert fresh(older).listing.total == 8500


def test_a_correction_of_the_newer_one_keeps_what_was_said(newer, older, olu, ada, abe):
    say_what_stands(newer, by=olu, numbers=[2])
    published(newer, by=olu, approver=ada)
    stories.corrected(newer, officer=olu, approver=abe, summary="Better said.")
    assert fresh(older).listing.total == 1000


def test_to_supersede_another_one_asks_again(newer, older, olu, ada):
    say_what_stands(newer, by=olu, numbers=[2])
    other = stories.whole(officer=olu, approver=ada, district="salford")
    revise(newer, by=olu, values={"supersedes": other})
    assert f"Say which awards of {other.reference} end" in " ".join(each.sentence for each in checklist(newer).blocks)


def test_a_decision_that_supersedes_none_says_nothing(draft, olu):
    with pytest.raises(Refused, match="supersedes no other"):
        say_what_stands(draft, by=olu, numbers=[1])
