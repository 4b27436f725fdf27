"""Revising: changing the record, and who took the decision, without losing anybody's words."""

import pytest

from grants.actions.awards import add_award, change_award
from grants.actions.decisions import revise, set_decision_makers
from grants.actions.office_data import get_or_add_post, get_or_add_posts
from grants.models import Post
from grants.refused import Refused, Stale
from register.actions.publishing import publish
from tests import stories
from tests.stories import bare_draft, fresh, withdrawn


def test_the_diary_tells_each_change_before_and_after(draft, olu):
    revise(draft, by=olu, values={"is_key": True, "four_ps": ["prevent", "pursue"], "title": draft.title})
    event = draft.events.latest("pk")
    assert event.changes == {"Key decision": ["No", "Yes"], "4Ps": ["", "Prevent, Pursue"]}


def test_saving_without_a_change_leaves_approval_and_diary_alone(approved, oma):
    told = approved.events.count()
    revise(approved, by=oma, values={"title": approved.title, "stated_total": None}, makers=titles(approved))
    assert fresh(approved).state == "approved"
    assert approved.events.count() == told


def test_any_change_clears_the_approval(approved, oma):
    after = revise(approved, by=oma, values={"title": "Another title"})
    assert (after.state, after.approved_by, after.approved_at, after.sent_by) == ("draft", None, None, None)


def test_authors_are_counted_from_the_last_approval(sent, ada, oma):
    assert fresh(sent).author_ids == [sent.created_by_id]
    after = revise(stories.approved(sent, by=ada), by=oma, values={"title": "Another title"})
    assert after.author_ids == [oma.pk]


def test_a_second_officer_becomes_a_second_author(draft, olu, oma):
    after = revise(draft, by=oma, values={"title": "Another title"})
    assert after.author_ids == sorted([olu.pk, oma.pk])


def test_two_officers_on_one_field_the_second_is_told_what_changed(draft, olu, oma):
    seen = draft.revision
    revise(draft, by=oma, values={"title": "Oma's title"}, revision=seen)
    with pytest.raises(Stale) as stale:
        revise(draft, by=olu, values={"title": "Olu's title"}, revision=seen)
    [event] = stale.value.events
    assert (event.by, event.changes["Title"][1]) == (oma, "Oma's title")
    assert fresh(draft).title == "Oma's title"


def test_two_officers_on_two_fields_do_not_disturb_each_other(draft, olu, oma):
    seen = draft.revision
    revise(draft, by=oma, values={"title": "Oma's title"}, revision=seen)
    after = revise(draft, by=olu, values={"summary": "Olu's summary"}, revision=seen)
    assert (after.title, after.summary) == ("Oma's title", "Olu's summary")


def test_the_title_of_an_award_is_not_the_title_of_the_decision(draft, olu, oma):
    seen = draft.revision
    change_award(draft.awards.get(), by=oma, values={"title": "Mentors"})
    assert revise(draft, by=olu, values={"title": "Olu's title"}, revision=seen).title == "Olu's title"


def test_two_officers_on_the_decision_makers(draft, olu, oma):
    seen = draft.revision
    revise(draft, by=oma, values={}, makers=["Deputy Mayor"], revision=seen)
    with pytest.raises(Stale):
        revise(draft, by=olu, values={}, makers=["Mayor"], revision=seen)
    assert titles(draft) == ["Deputy Mayor"]


def test_makers_are_kept_in_order_and_a_new_post_is_added(draft, olu):
    known = Post.objects.count()
    revise(draft, by=olu, values={}, makers=["Treasurer", *titles(draft), "Treasurer"])
    assert titles(draft)[0] == "Treasurer"
    assert len(titles(draft)) == 2
    assert Post.objects.count() == known + 1


def test_posts_whose_titles_come_to_one_address_get_two(olu, db):
    first, second = get_or_add_posts(["Head of R & D", "Head of R D"], by=olu)
    assert (first.slug, second.slug) == ("head-of-r-d", "head-of-r-d-2")
    assert get_or_add_posts(["HEAD OF R AND D", "the head of R D"], by=olu) == [first, second]
    assert len(set(get_or_add_posts(["Director, Police", "Director (Police)"], by=olu))) == 1
    assert get_or_add_post("***", by=olu).slug == "post"


def test_renaming_a_post_changes_no_decision_taken_before(published, olu, ada, abe):
    on_the_day = titles(published)
    Post.objects.filter(title=on_the_day[0]).update(title="Chief Officer of Everything")
    revise(published, by=olu, values={"summary": "Better said."}, makers=on_the_day)
    notice = publish(stories.approved(stories.sent(published, by=olu), by=abe), by=ada, note="The summary was unclear.")
    assert list(notice.document.decision_makers) == titles(published) == on_the_day
    assert not Post.objects.filter(title=on_the_day[0]).exists()


def test_seating_the_same_posts_again_is_no_change(approved, olu):
    set_decision_makers(approved, by=olu, posts=[maker.post for maker in approved.decision_makers.all()])
    assert fresh(approved).state == "approved"


def test_a_reference_may_change_before_publication_to_one_that_is_free(draft, olu):
    assert revise(draft, by=olu, values={"reference": "PCC-8"}).reference == "PCC-8"
    other = bare_draft(by=olu)
    with pytest.raises(Refused, match="already taken"):
        revise(other, by=olu, values={"reference": "pcc-8"})


def test_a_published_reference_is_fixed(published, olu):
    with pytest.raises(Refused, match="The reference cannot change"):
        revise(published, by=olu, values={"reference": "PCC-9"})


def test_a_withdrawn_decision_can_no_longer_be_changed(published, olu, ada):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    for deed in (revise, add_award):
        with pytest.raises(Refused, match="has been withdrawn"):
            deed(published, by=olu, values={"title": "Too late"})


def test_only_officers_and_approvers_revise(draft, mo, ann):
    for person in (mo, ann):
        with pytest.raises(Refused, match="Only an officer"):
            revise(draft, by=person, values={"title": "Mine"})


def titles(decision):
    return list(decision.decision_makers.values_list("title", flat=True))
