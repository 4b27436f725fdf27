"""Approving and publishing from /admin/: the same actions, the same refusals, row by row."""

from grants.actions.decisions import revise
from grants.models import Decision
from register.actions.approval import approve, send_for_approval
from register.models import Notice
from tests import stories
from tests.stories import fresh


def choose(client, deed, *decisions):
    chosen = {"action": deed, "_selected_action": [decision.pk for decision in decisions]}
    return client.post("/admin/grants/decision/", chosen, follow=True).content.decode()


def test_an_approver_approves(sent, signed_in, ada):
    assert f"{sent.reference}: approved." in choose(signed_in(ada), "approve", sent)
    assert (fresh(sent).state, fresh(sent).approved_by) == (Decision.State.APPROVED, ada)


def test_an_approved_decision_is_published(approved, signed_in, olu):
    assert f"{approved.reference}: published." in choose(signed_in(olu), "publish", approved)
    assert Notice.objects.get().published_by == olu


def test_an_officer_cannot_approve(sent, signed_in, oma):
    said = choose(signed_in(oma), "approve", sent)
    assert f"{sent.reference}: Only an approver may approve a decision." in said
    assert fresh(sent).state == Decision.State.SENT


def test_nobody_approves_what_they_have_written(reference, signed_in, ada):
    hers = stories.sent(stories.draft(by=ada), by=ada)
    said = choose(signed_in(ada), "approve", hers)
    assert f"{hers.reference}: You have edited or sent this decision yourself" in said
    assert fresh(hers).state == Decision.State.SENT


def test_one_refusal_stops_no_other_row(sent, signed_in, olu, ada):
    unsent = stories.draft(by=olu)
    said = choose(signed_in(ada), "approve", unsent, sent)
    assert f"{unsent.reference}: This decision is not waiting for approval." in said
    assert fresh(sent).state == Decision.State.APPROVED


def test_a_correction_is_published_where_its_note_can_be_said(published, signed_in, olu, ada, abe):
    revise(published, by=olu, values={"reasons": published.reasons + " One more reason."})
    approve(send_for_approval(published, by=olu), by=abe)
    assert "Say in the note what has changed" in choose(signed_in(ada), "publish", published)
    assert Notice.objects.count() == 1


def test_a_decision_is_only_read(draft, signed_in, ann):
    answer = signed_in(ann).post(f"/admin/grants/decision/{draft.pk}/change/", {"title": "Mine"})
    assert answer.status_code == 403
    assert fresh(draft).title == draft.title
