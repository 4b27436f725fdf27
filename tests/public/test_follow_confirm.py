"""The link of the first letter."""

import pytest
from django.test import Client

from grants.models import Subscription


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


def test_a_link_that_has_ended_leads_nowhere_and_says_so(asked, read):
    Client().post(f"/follow/{asked.token}/stop/")
    page = read(f"/follow/{asked.token}/", status=410)
    assert page.title.startswith("This link no longer works")
    assert "The e-mails were stopped" in page


def test_the_page_is_kept_by_no_cache(asked):
    assert "no-store" in Client().get(f"/follow/{asked.token}/")["Cache-Control"]
