"""Varying the awards of an earlier decision."""

import pytest

from grants.models import Decision
from tests.stories import bare_draft


@pytest.fixture
def change(reference, olu):
    return bare_draft(by=olu, kind=Decision.Kind.VARIATION, title="A change to the hotspot money")


def address(decision, of):
    return f"/office/decisions/{decision.reference}/varied-awards/?of={of}"


def test_the_new_amount_is_kept_with_the_one_it_is_based_on(published, change, olu, signed_in):
    client = signed_in(olu)
    assert "Now £7,500.00" in client.get(address(change, published.reference)).content.decode()
    client.post(address(change, published.reference), {"award_1": "7,695.00"})
    line = change.variation_lines.get()
    assert (line.base_amount, line.new_amount) == (7500, 7695)


def test_nothing_changed_is_refused(published, change, olu, signed_in):
    page = signed_in(olu).post(address(change, published.reference), {"award_1": "7500"}).content.decode()
    assert "there is nothing to vary" in page


def test_an_unpublished_decision_cannot_be_varied(draft, change, olu, signed_in):
    page = signed_in(olu).get(address(change, draft.reference)).content.decode()
    assert "There is no published decision with this reference" in page
