"""Returning: an approver sends a decision back to its authors."""

import pytest

from grants.models import Decision
from grants.refused import Refused
from register.actions.approval import approve, return_decision, send_for_approval


@pytest.mark.parametrize("state", ["sent", "approved"])
def test_a_returned_decision_is_a_draft_again(request, state, ada):
    decision = return_decision(request.getfixturevalue(state), by=ada, comment="The reasons are thin.")
    assert decision.state == Decision.State.DRAFT
    assert (decision.sent_by, decision.approved_by, decision.exceeding_reason) == (None, None, "")
    assert decision.events.latest("pk").comment == "The reasons are thin."


def test_its_authors_stay_its_authors(sent, olu, ada):
    return_decision(sent, by=ada, comment="The reasons are thin.")
    decision = send_for_approval(sent, by=ada)
    assert decision.author_ids == sorted([olu.pk, ada.pk])
    with pytest.raises(Refused, match="somebody else"):
        approve(decision, by=ada)


def test_returning_says_what_to_mend(sent, ada):
    with pytest.raises(Refused, match="Say what needs to change"):
        return_decision(sent, by=ada, comment="\n")


@pytest.mark.parametrize("state", ["draft", "published"])
def test_only_what_waits_is_returned(request, state, ada):
    with pytest.raises(Refused, match="not waiting"):
        return_decision(request.getfixturevalue(state), by=ada, comment="No.")


def test_only_an_approver_returns(sent, olu, mo):
    for person in (olu, mo):
        with pytest.raises(Refused, match="Only an approver"):
            return_decision(sent, by=person, comment="No.")
