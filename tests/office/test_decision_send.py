"""The button *Send for approval*."""

from grants.actions.decisions import revise
from grants.models import Decision
from register.actions.approval import approve
from tests.stories import as_shown, bare_draft, fresh


def press(client, decision):
    return client.post(
        f"/office/decisions/{decision.reference}/send/", as_shown(decision), follow=True
    ).content.decode()


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
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/send/").status_code == 302
    assert fresh(draft).state == Decision.State.DRAFT


def test_an_approver_is_named_and_any_other_may_still_approve(draft, olu, ada, abe, signed_in):
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/").text
    assert "Only they get a letter." in page
    signed_in(olu).post(f"/office/decisions/{draft.reference}/send/", as_shown(draft, approver=abe.pk))
    assert fresh(draft).approver == abe
    assert approve(draft, by=ada).approved_by == ada


def test_an_author_is_not_asked_to_approve(draft, olu, ada, signed_in):
    revise(draft, by=ada, values={"summary": "Ada has written this."})
    response = signed_in(olu).post(f"/office/decisions/{draft.reference}/send/", as_shown(draft, approver=ada.pk))
    assert "Ada has edited or sent this decision: choose another approver." in response.text
    assert fresh(draft).state == Decision.State.DRAFT
