"""Olu keeps the forward plan."""

from datetime import timedelta

from django.urls import reverse

from grants.models import Post
from grants.years import london_today
from register.models import PlannedDecision
from tests.public.test_forward_plan import SOON, planned

__all__ = ["planned"]

LIST = reverse("office:plan_list")


def typed(**others):
    return {
        "title": "Community safety grants of next year",
        "post": Post.objects.order_by("pk")[0].pk,
        "expected_on": SOON.isoformat(),
        "is_key": "on",
        "why_key": "It spends more than £500,000.",
        "notice_on": london_today().isoformat(),
        "form_key": "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11",
    } | others


def test_it_says_what_is_intended_and_what_is_wrong_with_it(signed_in, olu, planned):
    PlannedDecision.objects.update(expected_on=london_today() - timedelta(days=1))
    read = signed_in(olu).get(LIST).text
    assert "no decision has been published yet" in read
    assert "Later than expected" in read
