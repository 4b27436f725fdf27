"""Stopping the e-mails, by a press or by a mail program's one request (RFC 8058)."""

import pytest
from django.test import Client
from django.utils import timezone

from grants.models import Subscription


@pytest.fixture
def follower(db) -> Subscription:
    return Subscription.objects.create(email="reader@example.org", confirmed_at=timezone.now())


def test_looking_at_the_page_stops_nothing(follower, read):
    assert "Your address is deleted" not in read(f"/follow/{follower.token}/stop/")
    assert Subscription.objects.exists()


def test_one_request_from_anywhere_deletes_the_address(follower):
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/follow/{follower.token}/stop/", {"List-Unsubscribe": "One-Click"})
    assert "The e-mails are stopped" in response.content.decode()
    assert not Subscription.objects.exists()


def test_stopping_twice_or_what_never_was_says_the_same(follower):
    place = f"/follow/{follower.token}/stop/"
    first, second = Client().post(place), Client().post(place)
    unknown = Client().post("/follow/unknown/stop/")
    assert first.content == second.content == unknown.content
