"""Olu throws the draft of a plan away."""

from django.urls import reverse

from grants.models import PlanDraft
from tests.office.test_strategy_new import typed


def test_a_draft_is_thrown_away(signed_in, olu, reference):
    client = signed_in(olu)
    client.post(reverse("office:strategy_new"), typed())
    discard = reverse("office:strategy_discard", args=[PlanDraft.objects.get().pk])
    assert "This cannot be undone" in client.get(discard).text
    assert "thrown away" in client.post(discard, {"revision": 1}, follow=True).text
    assert not PlanDraft.objects.exists()
