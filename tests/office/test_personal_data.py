"""Every hit in its sentence, and a button that lets one hit through by name."""

import re

import pytest

from grants.actions.decisions import revise
from grants.models import Acknowledgement

TEXT = "Ring 0161 496 0000 first. Then write to jo@example.org."


@pytest.fixture
def address(draft, olu):
    revise(draft, by=olu, values={"consultation": TEXT})
    return f"/office/decisions/{draft.reference}/personal-data/"


def test_each_find_is_marked_in_its_sentence(address, signed_in, olu):
    page = signed_in(olu).get(address).content.decode()
    assert "Ring <mark>0161 496 0000</mark> first." in page
    assert "Then write to <mark>jo@example.org</mark>." in page


def test_the_button_acknowledges_that_one_alone(address, signed_in, olu):
    client = signed_in(olu)
    first = re.search(r'name="hit" value="(\w+)"', client.get(address).content.decode())[1]
    page = client.post(address, {"hit": first}, follow=True).content.decode()
    assert Acknowledgement.objects.get().hit == "0161 496 0000"
    assert "<mark>0161" not in page
    assert "Ring 0161 496 0000 first.”: Olu" in page
    assert "<mark>jo@example.org</mark>" in page
    again = client.post(address, {"hit": first}, follow=True).content.decode()
    assert "The text has changed" in again
    assert Acknowledgement.objects.count() == 1


def test_with_nothing_found_it_says_so(draft, signed_in, olu):
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/personal-data/")
    assert "Nothing is left to look at" in page.content.decode()


def test_leads_do_not_come_in(address, signed_in, mo):
    assert signed_in(mo).get(address).status_code == 403
