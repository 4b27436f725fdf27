"""Handing a decision over to another owner, or asking another approver."""

from functools import partial

import pytest

from grants.actions.decisions import revise
from grants.refused import Refused
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.handing_over import hand_over, waits_for
from register.actions.publishing import publish
from tests.stories import fresh
from tests.test_concurrency import at_once, refusals, slowly


def press(client, decision, **typed):
    typed = {"seen": waits_for(decision)} | {name: getattr(each, "pk", each) for name, each in typed.items()}
    return client.post(f"/office/decisions/{decision.reference}/hand-over/", typed, follow=True)


def test_olu_hands_her_draft_to_oma_and_it_is_omas(draft, olu, oma, signed_in):
    page = press(signed_in(olu), draft, owner=oma).text
    assert "is handed over" in page
    assert "Owner: Oma" in page
    assert fresh(draft).owner == oma
    assert draft.reference in signed_in(oma).get("/office/").text
    assert fresh(draft).events.get(verb="handed over").changes == {"Owner": ["Olu", "Oma"]}


def test_an_officer_hands_over_nothing_of_others(draft, oma, signed_in):
    client = signed_in(oma)
    assert (
        "Only its owner, an approver or an administrator"
        in client.get(f"/office/decisions/{draft.reference}/hand-over/").text
    )
    press(client, draft, owner=oma)
    assert fresh(draft).owner_id == draft.owner_id


def test_an_administrator_may_and_comes_to_a_page_that_is_open_to_them(draft, oma, ann, signed_in):
    response = press(signed_in(ann), draft, owner=oma)
    assert response.status_code == 200
    assert fresh(draft).owner == oma


def test_another_approver_is_asked_who_is_no_author(sent, olu, ada, abe, signed_in):
    press(signed_in(olu), sent, owner=olu, approver=abe)
    assert fresh(sent).approver == abe
    assert "Abe was asked to approve it; any approver who has not edited or sent it may." in (
        signed_in(ada).get(f"/office/decisions/{sent.reference}/").text
    )
    assert approve(sent, by=ada).approved_by == ada


def test_without_a_name_it_says_what_to_choose(draft, olu, signed_in):
    page = press(signed_in(olu), draft, owner="").text
    assert "Choose who works on it from now on" in page


def test_a_lead_owns_nothing(draft, olu, mo):
    with pytest.raises(Refused, match="Mo is no officer or approver"):
        hand_over(draft, by=olu, owner=mo)


def test_what_is_published_waits_for_nobody(published, ada, oma, signed_in):
    with pytest.raises(Refused, match="Nothing of this decision waits"):
        hand_over(published, by=ada, owner=oma)
    assert "Nothing of it waits" in signed_in(ada).get(f"/office/decisions/{published.reference}/hand-over/").text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_over_at_once_the_second_is_told(draft, oma, ada, abe):
    seen = waits_for(draft)
    outcomes = at_once(
        *(partial(slowly, partial(hand_over, draft, by=by, owner=to, seen=seen)) for by, to in ((ada, oma), (abe, abe)))
    )
    [refusal] = refusals(outcomes)
    assert "Somebody else has handed it over since you opened this page: its owner is" in str(refusal)
    assert fresh(draft).owner in (oma, abe)
    assert fresh(draft).events.filter(verb="handed over").count() == 1


def test_a_correction_belongs_to_the_person_who_begins_it(published, oma):
    hand_on = fresh(published)
    assert hand_on.owner.name == "Olu"
    assert revise(hand_on, by=oma, values={"summary": "Another summary."}).owner == oma


def test_what_was_returned_says_by_whom_and_why_until_it_is_sent_again(sent, ada, olu, signed_in):
    return_decision(sent, by=ada, comment="The purpose names the wrong ward.")
    page = signed_in(olu).get(f"/office/decisions/{sent.reference}/").text
    assert "Returned by Ada on" in page
    assert page.index("The purpose names the wrong ward.") < page.index("Next step")
    again = send_for_approval(sent, by=olu, approver=ada)
    assert again.returned is None
    assert "Returned by" not in signed_in(olu).get(f"/office/decisions/{sent.reference}/").text
    assert publish(approve(again, by=ada), by=olu)
