"""Olu discards the draft of a plan."""

from django.urls import reverse

from grants.models import PlanDraft
from tests.office.test_strategy_new import typed


def test_a_draft_is_discarded(signed_in, olu, reference):
    client = signed_in(olu)
    client.post(reverse("office:strategy_new"), typed())
    discard = reverse("office:strategy_discard", args=[PlanDraft.objects.get().pk])
    assert "This cannot be undone" in client.get(discard).text
    assert "The draft is discarded." in client.post(discard, {"revision": 1}, follow=True).text
    assert not PlanDraft.objects.exists()
