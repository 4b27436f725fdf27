"""Withholding a part on the page: the four grounds, a warning where the Order asks for the part, and lifting it."""

import pytest

from grants.models import Withholding
from tests import stories

TYPED = {"what": "reasons", "ground": "safety", "viewed_on": "30/1/2024", "viewed_by": "Chief Constable"}


@pytest.fixture
def address(draft):
    return f"/office/decisions/{draft.reference}/withholding/"


def test_a_part_is_withheld_and_a_statutory_one_warned_of(address, signed_in, olu):
    page = signed_in(olu).post(address, TYPED, follow=True).content.decode()
    row = Withholding.objects.get()
    assert (row.what, row.ground, row.viewed_by) == ("reasons", "safety", "Chief Constable")
    assert "It is withheld." in page
    assert "The Order asks for this part to be published." in page


def test_the_page_offers_four_grounds_and_says_what_is_none(address, signed_in, olu):
    page = signed_in(olu).get(address).content.decode()
    assert page.count('name="ground"') == 4
    assert "Business secrets are no ground" in page
    assert 'value="decided_on"' not in page


def test_it_can_be_changed_and_lifted(address, signed_in, olu):
    client = signed_in(olu)
    client.post(address, TYPED)
    assert 'value="Chief Constable"' in client.get(f"{address}?what=reasons").content.decode()
    client.post(address, TYPED | {"ground": "enactment"})
    assert Withholding.objects.get().ground == "enactment"
    client.post(address, {"lift": "reasons"})
    assert not Withholding.objects.exists()


def test_without_a_ground_it_is_not_withheld(address, signed_in, olu):
    page = signed_in(olu).post(address, TYPED | {"ground": ""}).content.decode()
    assert "Choose one of the four grounds" in page
    assert not Withholding.objects.exists()


def test_what_is_published_is_refused_with_a_sentence(published, signed_in, olu):
    page = signed_in(olu).post(f"/office/decisions/{published.reference}/withholding/", TYPED).content.decode()
    assert "it can only be redacted" in page
    assert stories.fresh(published).state == "published"
