"""What waits for nobody, since somebody has left, and handing it over in one step."""

import pytest

from grants.actions.office_data import change_person, end_membership
from grants.refused import Refused
from register.actions.approval import approve, send_for_approval
from register.actions.handing_over import hand_over_all
from tests.stories import JUST_OPENED, bare_draft, fresh

ADDRESS = "/office/hand-over/"


@pytest.fixture
def second(draft, olu):
    return bare_draft(by=olu, title="Another one")


@pytest.fixture
def gone(second, olu, ann):
    """Olu has left, with two drafts."""
    change_person(olu, {"is_active": False}, by=ann)
    return olu


def test_with_everybody_here_it_says_so(sent, ada, signed_in):
    page = signed_in(ada).get(ADDRESS).text
    assert "Everything in progress waits for somebody who works here." in page


def test_drafts_of_somebody_who_left_are_handed_over_in_one_step(gone, draft, second, oma, ada, signed_in):
    page = signed_in(ada).get(ADDRESS).text
    assert draft.reference in page
    assert "Olu, its owner" in page
    assert signed_in(ada).get(ADDRESS).context["form"]["leaver"].value() == gone.pk
    done = signed_in(ada).post(ADDRESS, {"leaver": gone.pk, "to": oma.pk}, follow=True).text
    assert "The work of Olu is handed over to Oma." in done
    assert {fresh(draft).owner, fresh(second).owner} == {oma}
    assert fresh(draft).events.get(verb="handed over").changes == {"Owner": ["Olu", "Oma"]}


def test_an_officer_sees_it_and_cannot_do_it(gone, draft, oma, signed_in):
    page = signed_in(oma).get(ADDRESS).text
    assert "An approver or an administrator can hand them over." in page
    with pytest.raises(Refused, match="Only an approver or an administrator"):
        hand_over_all(gone, by=oma, to=oma)


def test_what_a_leaver_was_asked_to_approve_may_wait_for_any_approver(draft, olu, oma, ada, abe, ann, signed_in):
    send_for_approval(draft, by=olu, approver=abe)
    end_membership(abe.memberships.get(), by=ann)
    assert "Abe, asked to approve it" in signed_in(ann).get(ADDRESS).text
    signed_in(ann).post(ADDRESS, {"leaver": abe.pk, "to": oma.pk})
    assert fresh(draft).approver is None
    assert fresh(draft).owner == olu
    assert approve(draft, by=ada)


def test_nothing_is_taken_from_those_who_still_work_here(draft, olu, oma, ada):
    with pytest.raises(Refused, match="Olu still works here"):
        hand_over_all(olu, by=ada, to=oma)


def test_nobody_chosen_is_said(gone, ada, signed_in):
    page = signed_in(ada).post(ADDRESS, {"to": ""}).text
    assert "Choose whose work is handed over" in page
    assert "Choose who takes it over" in page


def test_who_takes_an_account_away_is_led_here(draft, olu, ann, signed_in):
    page = f"/admin/grants/user/{olu.pk}/change/"
    lines = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    typed = {"name": "Olu", "email": "olu@example.org", **lines, **JUST_OPENED}
    answer = signed_in(ann).post(page, typed, follow=True).text
    assert "1 decision waits for Olu" in answer
    assert f'href="{ADDRESS}"' in answer
