"""The link of the first letter."""

import pytest
from django.test import Client

from register.models import Subscription


@pytest.fixture
def asked(db) -> Subscription:
    return Subscription.objects.create(email="reader@example.org", query="partnership=salford")


def test_a_press_confirms_and_says_how_to_stop(asked, read):
    place = f"/follow/{asked.token}/"
    assert "Confirm" in read(place)
    Client().post(place)
    page = read(place)
    assert "You follow these decisions" in page
    assert page.links["Stop these e-mails"] == f"/follow/{asked.token}/stop/"


def test_an_unknown_link_leads_nowhere_and_says_so(db, read):
    assert "leads nowhere" in read("/follow/no-such-token/", status=404)


def test_the_page_is_kept_by_no_cache(asked):
    assert "no-store" in Client().get(f"/follow/{asked.token}/")["Cache-Control"]
