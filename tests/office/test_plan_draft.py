"""Olu begins the draft of a planned decision with one press."""

from django.urls import reverse

from grants.models import Decision
from tests.office.test_plan_list import LIST
from tests.public.test_forward_plan import planned

__all__ = ["planned"]


def test_one_press_leads_to_the_draft(signed_in, olu, planned):
    after = signed_in(olu).post(reverse("office:plan_draft", args=[planned.pk]), follow=True)
    drafted = Decision.objects.get()
    assert after.redirect_chain[0][0] == reverse("office:decision_detail", args=[drafted.reference])
    assert f"Draft {drafted.reference}" in signed_in(olu).get(LIST).text


def test_its_address_opened_like_a_page_leads_to_the_one_above(signed_in, olu, planned):
    after = signed_in(olu).get(reverse("office:plan_draft", args=[planned.pk]), follow=True)
    assert after.redirect_chain == [(reverse("office:plan_edit", args=[planned.pk]), 302)]
    assert after.status_code == 200
    assert not Decision.objects.exists()
