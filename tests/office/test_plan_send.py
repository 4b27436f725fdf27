"""Olu links a published plan to the condition that requires it."""

from django.urls import reverse

from conditions.models import Evidence
from tests.conditions.test_send_plan import required, spending_plan

KEY = "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11"


def test_a_plan_is_linked_once_and_seen_where_it_is_reviewed(signed_in, olu, oma, published, manchester):
    page = reverse("office:plan_send", args=[required(published).pk])
    client = signed_in(olu)
    assert "No plan of the partnership is published yet." in client.get(page).text
    version = spending_plan(olu, manchester)
    for _ in range(2):
        after = client.post(page, {"version": version.pk, "form_key": KEY}, follow=True).text
        assert "Spending plan 2023/24, version 1" in after
    evidence = Evidence.objects.get()
    seen = signed_in(oma).get(reverse("office:evidence_detail", args=[evidence.pk])).text
    assert f'href="/plans/{version.plan.slug}/"' in seen
    assert "Spending plan 2023/24" in client.get(reverse("office:review_list")).text


def test_nothing_chosen_is_said(signed_in, olu, published):
    page = reverse("office:plan_send", args=[required(published).pk])
    assert "Choose the plan" in signed_in(olu).post(page, {"form_key": KEY}).text


def test_a_condition_on_match_has_no_such_page(signed_in, olu, published):
    page = reverse("office:plan_send", args=[required(published, "SC1").pk])
    assert signed_in(olu).get(page).status_code == 404
