"""Olu gives notice of a decision."""

from django.urls import reverse

from register.models import PlannedDecision
from tests.office.test_plan_list import typed

PAGE = reverse("office:plan_new")


def test_it_is_public_at_once_and_once(signed_in, olu, reference, client):
    after = signed_in(olu).post(PAGE, typed(), follow=True)
    signed_in(olu).post(PAGE, typed())
    assert "It is public." in after.text
    client.logout()
    assert PlannedDecision.objects.get().title in client.get(reverse("public:forward_plan")).text


def test_what_is_missing_is_said_beside_its_field(signed_in, olu, reference):
    form = signed_in(olu).post(PAGE, typed(why_key="", post="", expected_on="soon")).context["form"]
    assert set(form.errors) == {"why_key", "post", "expected_on"}
    assert not PlannedDecision.objects.exists()
