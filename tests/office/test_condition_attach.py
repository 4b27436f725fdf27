"""Olu attaches standard conditions, several at once."""

import pytest
from django.urls import reverse

from conditions.actions.conditions import remove_condition
from conditions.models import StandardCondition
from grants.models import Decision
from tests import stories

ALL = {"binds_all": "all"}


@pytest.fixture
def decision(reference, olu):
    return stories.draft(by=olu, conditions=("SC1",))


@pytest.fixture
def address(decision):
    return reverse("office:condition_attach", args=[decision.reference])


def ids(*codes):
    return [StandardCondition.objects.get(code=code).pk for code in codes]


def attached(decision):
    return list(decision.conditions.in_force().values_list("standard__code", flat=True))


def test_the_library_is_offered_with_wordings_but_not_what_is_attached(signed_in, olu, address):
    page = signed_in(olu).get(address)
    codes = [standard.code for standard in page.context["form"].fields["standards"].queryset]
    assert codes == ["GM1", "GM2", "GM3", "GM4", "SC2", "SC3", "SC4", "SC5"]
    assert StandardCondition.objects.get(code="SC3").wording in page.text


def test_olu_attaches_three_at_once(signed_in, olu, decision, address):
    page = signed_in(olu).post(address, ALL | {"standards": ids("SC2", "SC3", "GM4")})
    assert page["Location"] == reverse("office:decision_detail", args=[decision.reference]) + "#conditions"
    assert attached(decision) == ["SC1", "GM4", "SC2", "SC3"]


def test_the_same_form_sent_twice_attaches_them_once(signed_in, olu, decision, address):
    for _ in range(2):
        signed_in(olu).post(address, ALL | {"standards": ids("SC2")})
    assert attached(decision) == ["SC1", "SC2"]


def test_they_are_attached_to_the_awards_that_are_chosen(signed_in, olu, decision, address):
    award = decision.awards.first()
    signed_in(olu).post(address, {"binds_all": "some", "awards": [award.pk], "standards": ids("SC2", "GM4")})
    for condition in decision.conditions.exclude(standard__code="SC1"):
        assert not condition.binds_all
        assert list(condition.awards.all()) == [award]
    assert attached(decision) == ["SC1", "GM4", "SC2"]


def test_no_award_chosen_is_said_beside_the_awards(signed_in, olu, decision, address):
    page = signed_in(olu).post(address, {"binds_all": "some", "standards": ids("SC2")})
    assert "Choose at least one award, or all of them" in page.text
    assert attached(decision) == ["SC1"]


def test_a_decision_without_awards_is_not_asked_which(signed_in, olu, decision, address):
    decision.awards.all().delete()
    client = signed_in(olu)
    assert "Applies to" not in client.get(address).text
    client.post(address, {"standards": ids("SC2")})
    assert attached(decision) == ["SC1", "SC2"]


def test_nothing_chosen_is_said_beside_the_choices(signed_in, olu, address):
    page = signed_in(olu).post(address, {"csrfmiddlewaretoken": "sent by the browser"})
    assert "Choose at least one condition" in page.text


def test_what_was_removed_is_offered_again(signed_in, olu, decision, address):
    remove_condition(decision.conditions.get(), by=olu)
    signed_in(olu).post(address, ALL | {"standards": ids("SC1")})
    assert attached(decision) == ["SC1"]


def test_attaching_clears_an_approval(signed_in, olu, approved):
    signed_in(olu).post(reverse("office:condition_attach", args=[approved.reference]), ALL | {"standards": ids("GM1")})
    assert stories.fresh(approved).state == Decision.State.DRAFT


def test_a_lead_may_not(signed_in, mo, address):
    assert signed_in(mo).get(address).status_code == 403
