"""Which tables of a register are read, and which of their rows."""

import pytest

from grants.models import Decision
from tests.office.bringing_in import bring_in, fresh, posted


@pytest.fixture
def office(reference, olu, signed_in):
    return signed_in(olu)


def test_rows_and_headings_can_be_read_in_another_way(office):
    address = bring_in(office)
    sent = posted(office.get(address + "look/"))
    assert "is no row" in office.post(address + "look/", sent | {"left-out-0": "three"}).text
    office.post(address + "look/", sent | {"left-out-0": "4-5"})
    assert fresh().rows == 1
    sent = posted(office.get(address + "look/"))
    assert office.post(address + "look/", sent | {"headings-0": "1"}).url == address + "look/"
    assert "Headings in row 1" in office.get(address + "look/").text


def test_nothing_is_drafted_before_the_columns_are_matched(office):
    address = bring_in(office)
    page = office.post(address + "draft/")
    assert "Say first which tables are read, and what their columns mean." in page.text
    assert not Decision.objects.exists()
