"""Olu reads a draft as the public will, and publishes it."""

from django.urls import reverse

from grants.models import Plan, PlanDraft
from tests.office.test_strategy_new import typed


def test_a_plan_is_drafted_read_changed_and_published(signed_in, olu, salford):
    client = signed_in(olu)
    after = client.post(reverse("office:strategy_new"), typed(partnership=salford.pk), follow=True).text
    assert "Only the office can read it." in after
    draft = PlanDraft.objects.get()
    edit, publish = (reverse(f"office:strategy_{name}", args=[draft.pk]) for name in ("edit", "publish"))
    assert "Down by a tenth" in client.get(edit).text
    client.post(edit, typed(partnership=salford.pk, target_1="Down by a fifth", revision=1))
    assert "Down by a fifth" in client.get(publish).text
    assert "It is public." in client.post(publish, {"revision": 2}, follow=True).text
    plan = Plan.objects.get(partnership=salford)
    version = client.get(reverse("office:strategy_version", args=[plan.slug])).text
    assert "Down by a fifth" in version
    assert "Salford Community Safety Strategy" in client.get("/partnerships/salford/").text


def test_a_refusal_is_shown_on_the_page(signed_in, olu, reference):
    client = signed_in(olu)
    client.post(reverse("office:strategy_new"), typed(address=""))
    publish = reverse("office:strategy_publish", args=[PlanDraft.objects.get().pk])
    assert "Give the address of the plan, or its file." in client.post(publish, {"revision": 1}).text
