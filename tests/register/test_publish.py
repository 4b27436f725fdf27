"""Publishing: the one-way door."""

import pytest

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Decision, Organisation
from grants.refused import Refused
from register.actions.approval import approve, send_for_approval
from register.actions.listing import rebuild_listing
from register.actions.publishing import publish
from register.models import ListedAward, Listing, Notice
from tests.stories import fresh, variation, whole


def test_a_draft_is_nowhere_in_the_register(draft):
    assert not Notice.objects.exists()
    assert not Listing.objects.exists()


def test_the_first_notice_is_version_1_and_lists_the_decision(published):
    notice = Notice.objects.get()
    assert (notice.version, notice.kind) == (1, Notice.Kind.PUBLICATION)
    assert notice.document.awards[0].recipient.name == "Manchester City Council"
    assert published.listing.notice == notice


def test_what_is_for_the_office_only_is_in_no_document(published):
    assert "Kept inside" not in str(Notice.objects.get().document_data)


def test_a_draft_cannot_be_published(draft, olu):
    with pytest.raises(Refused, match="Only an approved decision"):
        publish(draft, by=olu)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("state", ["sent", "published"])
def test_only_what_is_approved_is_published(request, state, ada):
    with pytest.raises(Refused, match="Only an approved decision"):
        publish(request.getfixturevalue(state), by=ada)


def test_an_officer_publishes_what_an_approver_has_approved(approved, olu):
    notice = publish(approved, by=olu)
    assert (notice.published_by, notice.approved_by) == (olu, approved.approved_by)
    assert fresh(approved).published_at == notice.published_at


def test_nobody_outside_the_office_publishes(approved, mo, ann):
    for person in (mo, ann):
        with pytest.raises(Refused, match="Only an officer"):
            publish(approved, by=person)


def test_the_gate_is_asked_once_more(approved, ada):
    Decision.objects.filter(pk=approved.pk).update(reasons="Because.")
    with pytest.raises(Refused, match="at least 50 characters"):
        publish(approved, by=ada)
    assert not Notice.objects.exists()


def test_a_person_who_is_paid_is_not_named(draft, olu, ada):
    person = Organisation.objects.create(name="Somebody Private", slug="somebody-private", kind="individual")
    change_award(draft.awards.get(), by=olu, values={"recipient": person, "partnership": None})
    notice = publish(approve(send_for_approval(draft, by=olu), by=ada), by=ada)
    assert notice.document.awards[0].recipient.name == "Individual"
    assert "rivate" not in str(notice.document_data)
    assert ListedAward.objects.get().recipient is None


def test_a_refused_grant_is_published_and_makes_no_award(draft, olu, ada):
    revise(draft, by=olu, values={"outcome": "not_approved"})
    notice = publish(approve(send_for_approval(draft, by=olu), by=ada), by=ada)
    assert not notice.document.makes_awards
    assert Listing.objects.get().total == 0
    assert not ListedAward.objects.exists()


def test_a_correction_needs_a_note_and_keeps_version_1(published, olu, abe):
    first = Notice.objects.get()
    revise(published, by=olu, values={"reasons": published.reasons + " One more reason."})
    approve(send_for_approval(published, by=olu), by=abe)
    with pytest.raises(Refused, match="Say in the note"):
        publish(published, by=olu)
    second = publish(published, by=olu, note="A reason was missing.")
    assert second.version == 2
    assert Notice.objects.get(version=1).document_data == first.document_data
    assert Listing.objects.get().notice == second


def test_unpublished_changes_stay_inside(published, olu):
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    assert Listing.objects.get().title == "Hotspot work against organised crime"
    assert fresh(published).has_unpublished_changes


def test_a_published_variation_moves_the_listing_of_what_it_varies(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=7695)
    publish(approve(send_for_approval(change, by=olu), by=ada), by=ada)
    assert ListedAward.objects.get().current_amount == 7695
    assert published.listing.total == 7695


def test_the_listing_can_be_rebuilt_from_the_notices(published, olu, ada):
    whole(officer=olu, approver=ada, district="salford")
    change = variation(by=olu, award=published.awards.get(), new_amount=7695)
    publish(approve(send_for_approval(change, by=olu), by=ada), by=ada)
    before = rows()
    assert rebuild_listing() == 3
    assert rows() == before


def rows():
    listed = Listing.objects.order_by("reference").values_list("reference", "title", "total", "notice", "lag_days")
    awards = ListedAward.objects.order_by("award").values_list("award", "amount", "current_amount", "stream", "year")
    return list(listed), list(awards)


def test_another_power_that_was_typed_once_is_not_published_when_a_named_one_was_chosen_since(draft, olu, ada):
    revise(
        draft, by=olu, values={"legal_power": "other", "legal_power_other": "Local Government Act 1972, section 222"}
    )
    revise(draft, by=olu, values={"legal_power": "prsra_9"})
    publish(approve(send_for_approval(draft, by=olu), by=ada), by=ada)
    document = Notice.objects.get().document
    assert document.text("legal_power") == "Police Reform and Social Responsibility Act 2011, section 9"
    assert "Local Government Act" not in str(document)
