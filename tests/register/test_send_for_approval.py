"""Sending for approval: a complete draft leaves its author's hands."""

from decimal import Decimal

import pytest

from grants.models import Decision
from grants.refused import Refused
from register.actions.approval import send_for_approval
from register.actions.publishing import publish
from register.checks.checklist import checklist
from tests import stories
from tests.stories import bare_draft, fresh, withdrawn


def test_who_sends_and_when_is_kept(draft, oma):
    sent = send_for_approval(draft, by=oma)
    assert (sent.state, sent.sent_by) == (Decision.State.SENT, oma)
    assert sent.sent_at


def test_whoever_sends_becomes_an_author(draft, olu, oma):
    assert send_for_approval(draft, by=oma).author_ids == sorted([olu.pk, oma.pk])


def test_what_still_blocks_is_said_all_at_once(reference, olu):
    with pytest.raises(Refused) as refusal:
        send_for_approval(bare_draft(by=olu, purpose="", reasons=""), by=olu)
    said = refusal.value.sentences
    assert "Say what the money is for." in said
    assert "Say who took the decision." in said
    assert "Add at least one award: who gets how much." in said
    assert len(said) == 5


@pytest.mark.parametrize("state", ["sent", "approved", "published"])
def test_only_a_draft_is_sent(request, state, olu):
    decision = request.getfixturevalue(state)
    with pytest.raises(Refused, match="is not a draft"):
        send_for_approval(decision, by=olu)
    assert fresh(decision).state == state


def test_a_withdrawn_decision_is_not_sent(published, olu, ada):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    with pytest.raises(Refused, match="it is withdrawn"):
        send_for_approval(published, by=olu)


def test_only_officers_and_approvers_send(draft, mo, ann):
    for person in (mo, ann):
        with pytest.raises(Refused, match="Only an officer"):
            send_for_approval(draft, by=person)


def test_what_is_only_sent_is_not_published(sent, ada):
    with pytest.raises(Refused, match="Only an approved decision"):
        publish(sent, by=ada)


def test_a_variation_says_before_it_is_sent_that_its_base_has_changed(published, olu, ada):
    first, second = (
        stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal(new))
        for new in ("7695.00", "8000.00")
    )
    stories.published(stories.approved(stories.sent(first, by=olu), by=ada), by=ada)
    [block] = checklist(second).blocks
    assert (block.rule, block.address) == ("P5", f"/office/decisions/{second.reference}/varied-awards/")
    with pytest.raises(Refused, match=r"stands at £7,695\.00 now, not at the £7,500\.00"):
        send_for_approval(second, by=olu)
