"""What the tests of the office's pages about scrutiny share."""

import pytest
from django.urls import reverse

from tests import scrutiny_stories

LIST = reverse("office:scrutiny_list")
KEY = {"form_key": "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11"}


@pytest.fixture
def recommended(published, olu, oma):
    return scrutiny_stories.told(writer=olu, publisher=oma, decisions=[published])


def page(name, row, kind="recommendation"):
    return reverse(f"office:{name}", args=[row.pk] if name == "recommendation_answer" else [kind, row.pk])
