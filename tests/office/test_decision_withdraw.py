"""Withdrawing a published decision."""

from grants.models import Decision
from tests.stories import fresh


def address(decision):
    return f"/office/decisions/{decision.reference}/withdraw/"


def test_it_asks_for_the_reason_and_keeps_the_decision_listed(published, ada, signed_in):
    client = signed_in(ada)
    assert "Give the reason" in client.post(address(published), {"reason": ""}).content.decode()
    client.post(address(published), {"reason": "Taken without the necessary consultation."})
    assert fresh(published).state == Decision.State.WITHDRAWN
    assert published.listing.is_withdrawn


def test_only_an_approver_may(published, olu, signed_in):
    assert signed_in(olu).get(address(published)).status_code == 403


def test_a_draft_cannot_be_withdrawn(draft, ada, signed_in):
    page = signed_in(ada).post(address(draft), {"reason": "Why not"}).content.decode()
    assert "Only a published decision can be withdrawn." in page


def test_personal_data_in_the_reason_are_shown_and_acknowledged_first(published, ada, signed_in):
    client, reason = signed_in(ada), "It was a mistake of jo@example.org."
    page = client.post(address(published), {"reason": reason}).content.decode()
    assert "What looks like an e-mail address is in the reason: It was a mistake of jo@example.org." in page
    assert fresh(published).state == Decision.State.PUBLISHED
    client.post(address(published), {"reason": reason, "acknowledged": "on"})
    assert fresh(published).state == Decision.State.WITHDRAWN
