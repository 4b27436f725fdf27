"""The button *Send for approval*."""

from grants.models import Decision
from tests.stories import bare_draft, fresh


def press(client, decision):
    return client.post(f"/office/decisions/{decision.reference}/send/", follow=True).content.decode()


def test_a_complete_draft_is_sent(draft, olu, signed_in):
    assert "has been sent for approval" in press(signed_in(olu), draft)
    assert fresh(draft).state == Decision.State.SENT


def test_an_incomplete_one_is_refused_with_every_reason(reference, olu, signed_in):
    page = press(signed_in(olu), bare_draft(by=olu))
    assert "Add at least one award" in page
    assert "Say who took the decision." in page


def test_sending_twice_is_refused(sent, olu, signed_in):
    assert "This decision is not a draft" in press(signed_in(olu), sent)


def test_a_link_sends_nothing(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/send/").status_code == 405
    assert fresh(draft).state == Decision.State.DRAFT
