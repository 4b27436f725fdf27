"""Organisations are found by any name or identifier."""

import pytest

from grants.actions.other_names import add_other_name
from grants.models import Organisation

ADDRESS = "/office/organisations/"


@pytest.mark.parametrize("words", ["Manchester City", "GB-LAE-MAN", "Town Hall"])
def test_an_organisation_is_found_by_any_of_its_names(words, manchester, olu, signed_in):
    add_other_name(manchester.accountable_body, "The Town Hall", by=olu)
    page = signed_in(olu).get(ADDRESS, {"q": words}).content.decode()
    assert "1 organisation" in page
    assert "Manchester City Council" in page


def test_one_that_was_merged_is_found_as_the_one_that_was_kept(manchester, olu, signed_in):
    kept = manchester.accountable_body
    Organisation.objects.create(name="Cottonopolis Council", slug="cottonopolis", kind="council", merged_into=kept)
    page = signed_in(olu).get(ADDRESS, {"q": "Cottonopolis"}).content.decode()
    assert "Manchester City Council" in page
    assert "Cottonopolis Council" not in page


def test_a_lead_does_not_see_it(mo, signed_in):
    assert signed_in(mo).get(ADDRESS).status_code == 403
