"""Approving: a second pair of eyes, and the money under control."""

from decimal import Decimal

import pytest

from grants.actions.awards import add_award, change_award
from grants.actions.decisions import revise, set_decision_makers
from grants.actions.office_data import get_or_add_post
from grants.models import Allocation, Decision, FundingStream, Post
from grants.refused import Refused
from grants.years import FinancialYear
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish
from tests import stories
from tests.stories import fresh, variation, whole, withdrawn


@pytest.fixture
def pot(reference):
    """£10,000 for 2023/24, in the stream that the cast's decisions draw on."""
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    return Allocation.objects.create(stream=stream, year=FinancialYear(2023), amount=Decimal("10000.00"))


def sent_draft(by, **options):
    return stories.sent(stories.draft(by=by, **options), by=by)


def test_a_second_person_approves(sent, ada):
    decision = approve(sent, by=ada)
    assert (decision.state, decision.approved_by) == (Decision.State.APPROVED, ada)
    assert decision.approved_at


def test_an_officer_approves_nothing(sent, oma, ann, mo):
    for person in (oma, ann, mo):
        with pytest.raises(Refused, match="Only an approver"):
            approve(sent, by=person)


@pytest.mark.parametrize("state", ["draft", "approved", "published"])
def test_only_what_was_sent_is_approved(request, state, abe):
    with pytest.raises(Refused, match="not waiting for approval"):
        approve(request.getfixturevalue(state), by=abe)


def test_an_approver_who_wrote_it_does_not_approve_it(reference, ada, abe):
    decision = stories.sent(stories.draft(by=ada), by=ada)
    with pytest.raises(Refused, match="somebody else has to approve"):
        approve(decision, by=ada)
    assert approve(decision, by=abe).approved_by == abe


def test_an_approver_who_only_sent_it_does_not_approve_it(draft, ada):
    with pytest.raises(Refused, match="somebody else has to approve"):
        approve(send_for_approval(draft, by=ada), by=ada)


def test_an_approver_who_edited_an_award_does_not_approve_it(draft, olu, ada):
    add_award(draft, by=ada, values={"title": "Mentors", "amount": Decimal(1)})
    draft.awards.latest("number").delete()
    with pytest.raises(Refused, match="somebody else has to approve"):
        approve(send_for_approval(draft, by=olu), by=ada)


def test_whoever_approved_version_1_may_correct_it_and_then_not_approve_it(published, olu, ada, abe):
    revise(published, by=ada, values={"summary": "Better said."})
    send_for_approval(published, by=olu)
    with pytest.raises(Refused, match="somebody else has to approve"):
        approve(published, by=ada)
    assert approve(published, by=abe)


def test_a_later_change_that_blocks_is_noticed_at_approval(sent, ada):
    Decision.objects.filter(pk=sent.pk).update(purpose="")
    with pytest.raises(Refused, match="Say what the money is for"):
        approve(sent, by=ada)


def test_within_the_allocation_no_reason_is_kept(sent, ada, pot):
    assert approve(sent, by=ada, exceeding_reason="Just in case").exceeding_reason == ""


def test_past_the_allocation_an_approver_gives_a_reason(pot, olu, ada):
    whole(officer=olu, approver=ada)
    second = sent_draft(olu, district="salford")
    with pytest.raises(Refused, match=r"would be £5,000\.00 past its allocation of £10,000\.00") as refusal:
        approve(second, by=ada, exceeding_reason="  ")
    assert "Give a reason" in str(refusal.value)
    after = approve(second, by=ada, exceeding_reason=" Other projects underspend. ")
    assert after.exceeding_reason == "Other projects underspend."
    assert after.events.latest("pk").comment == "Other projects underspend."


def test_the_public_record_keeps_the_reason(pot, olu, ada):
    decision = sent_draft(olu, amount=Decimal("10000.01"))
    approve(decision, by=ada, exceeding_reason="Other projects underspend.")
    assert publish(decision, by=ada).document.text("exceeding_reason") == "Other projects underspend."


def test_the_last_penny_of_an_allocation_can_be_awarded(pot, olu, ada):
    assert approve(sent_draft(olu, amount=Decimal("10000.00")), by=ada)


def test_an_award_over_the_cap_of_its_stream_needs_a_reason(reference, olu, ada):
    over = {"stream": "active-citizens-fund", "year": "2016/17", "amount": Decimal("5000.01")}
    with pytest.raises(Refused, match=r"Award 1, £5,000\.01, is over the cap of £5,000\.00"):
        approve(sent_draft(olu, **over), by=ada)
    assert approve(sent_draft(olu, **over | {"amount": Decimal("5000.00")}), by=ada)


def test_a_variation_over_the_cap_of_its_stream_needs_a_reason(reference, olu, ada):
    within = {"stream": "active-citizens-fund", "year": "2016/17", "amount": Decimal("5000.00")}
    earlier = whole(officer=olu, approver=ada, **within)
    change = variation(
        by=olu, award=earlier.awards.get(), base_amount=Decimal("5000.00"), new_amount=Decimal("5000.01")
    )
    with pytest.raises(Refused, match="over the cap"):
        approve(stories.sent(change, by=olu), by=ada)


def sent_variation(decision, new, *, by, base="7500.00"):
    change = variation(by=by, award=decision.awards.get(), base_amount=Decimal(base), new_amount=Decimal(new))
    return stories.sent(change, by=by)


def test_a_variation_on_a_base_that_has_changed_is_refused(published, olu, ada):
    second = variation(by=olu, award=published.awards.get(), new_amount=Decimal("8000.00"))
    publish(approve(sent_variation(published, "7695.00", by=olu), by=ada), by=ada)
    with pytest.raises(Refused, match=r"stands at £7,695\.00 now, not at the £7,500\.00"):
        stories.sent(second, by=olu)


def test_an_approved_variation_on_a_base_that_a_correction_has_changed_is_not_published(published, olu, ada, abe):
    change = approve(sent_variation(published, "7695.00", by=olu), by=ada)
    change_award(published.awards.get(), by=olu, values={"amount": Decimal("7400.00")})
    publish(approve(stories.sent(published, by=olu), by=abe), by=abe, note="The amount was wrong.")
    with pytest.raises(Refused, match=r"stands at £7,400\.00 now"):
        publish(change, by=ada)


def test_a_variation_of_what_was_withdrawn_is_refused(published, olu, ada):
    change = sent_variation(published, "7695.00", by=olu)
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    with pytest.raises(Refused, match="no longer in force"):
        approve(change, by=ada)


def test_a_sentence_in_a_variation_is_corrected_after_a_later_one(published, olu, ada, abe):
    first = approve(sent_variation(published, "7695.00", by=olu), by=ada)
    publish(first, by=ada)
    publish(approve(sent_variation(published, "8000.00", base="7695.00", by=olu), by=ada), by=ada)
    revise(first, by=olu, values={"summary": "Better said."})
    publish(approve(send_for_approval(first, by=olu), by=abe), by=abe, note="The summary was unclear.")
    assert published.listing.total == Decimal("8000.00")


def test_titles_are_those_of_the_day_of_approval(sent, ada):
    Post.objects.filter(pk=sent.makers.get().pk).update(title="Director of Safety")
    approve(sent, by=ada)
    assert fresh(sent).decision_makers.get().title == "Director of Safety"


def test_a_sum_over_the_limit_of_every_maker_needs_a_reason(sent, ada):
    Post.objects.filter(decisions=sent).update(limit=Decimal("7499.99"), is_limit_known=True)
    with pytest.raises(Refused, match=r"none of its decision makers may decide on more than £7,499\.99"):
        approve(sent, by=ada)
    assert approve(sent, by=ada, exceeding_reason="The deputy has agreed.").exceeding_reason == "The deputy has agreed."


def test_a_post_of_unknown_limit_is_not_enough(draft, olu, ada):
    Post.objects.filter(decisions=draft).update(limit=Decimal("100.00"), is_limit_known=True)
    unknown = get_or_add_post("Acting post", by=olu)
    set_decision_makers(draft, by=olu, posts=[*draft.makers.all(), unknown])
    with pytest.raises(Refused, match=r"none of its decision makers may decide on more than £100\.00"):
        approve(send_for_approval(draft, by=olu), by=ada)


def test_one_maker_who_may_decide_it_is_enough(draft, olu, ada):
    Post.objects.filter(decisions=draft).update(limit=Decimal("100.00"), is_limit_known=True)
    senior = get_or_add_post("Senior post", by=olu)
    Post.objects.filter(pk=senior.pk).update(is_limit_known=True)
    set_decision_makers(draft, by=olu, posts=[*draft.makers.all(), senior])
    assert approve(send_for_approval(draft, by=olu), by=ada).exceeding_reason == ""
