"""A published variation, corrected and approved again: only what is new in it is compared with the awards of today."""

from decimal import Decimal

import pytest

from grants.actions.decisions import revise
from grants.refused import Refused
from register.actions.publishing import publish
from tests import stories
from tests.stories import vary, withdrawn


@pytest.fixture
def change(published, olu, ada):
    """Published: £7,500 becomes £7,695."""
    line = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    return stories.published(stories.approved(stories.sent(line, by=olu), by=ada), by=ada)


def approved_again(decision, *, officer, approver):
    revise(decision, by=officer, values={"summary": "Better said."})
    return stories.approved(stories.sent(decision, by=officer), by=approver)


def test_its_published_lines_stay_where_the_earlier_decision_was_withdrawn(change, published, olu, ada, abe):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    again = approved_again(change, officer=olu, approver=abe)
    assert publish(again, by=abe, note="The summary was unclear.").version == 2


@pytest.mark.parametrize(
    ("base", "new"), [("7500.00", "7700.00"), ("7500.01", "7695.00")], ids=["another amount", "another base"]
)
def test_a_line_that_has_changed_is_checked_again(change, published, olu, ada, abe, base, new):
    award = published.awards.get()
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    change.variation_lines.update(base_amount=Decimal(base), new_amount=Decimal(new))
    with pytest.raises(Refused, match=f"{award} is no longer in force"):
        approved_again(change, officer=olu, approver=abe)


def test_a_new_amount_starts_from_what_the_award_was_before_the_variation(change, published, olu, abe):
    vary(change, by=olu, award=published.awards.get(), base_amount=Decimal("7695.00"), new_amount=Decimal("8000.00"))
    with pytest.raises(Refused, match=r"stands at £7,500\.00 now, not at the £7,695\.00"):
        approved_again(change, officer=olu, approver=abe)
