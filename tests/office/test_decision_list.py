"""Finding a decision of the office."""

import pytest


@pytest.mark.parametrize("words", ["GM-2024", "hotspot work", "Manchester City"])
def test_it_is_found_by_reference_title_or_recipient(words, draft, olu, signed_in):
    page = signed_in(olu).get("/office/decisions/", {"q": words}).content.decode()
    assert draft.title in page
    assert "1 decision</strong> with" in page


def test_no_match_says_what_to_try(draft, olu, signed_in):
    page = signed_in(olu).get("/office/decisions/", {"q": "zebra"}).content.decode()
    assert draft.title not in page
    assert "Try fewer words" in page


@pytest.mark.parametrize(
    "query", [{"page": "1000000"}, {"page": "-1"}, {"q": "\0"}, {"q": "x" * 10_000}, {"page": "NaN"}]
)
def test_odd_addresses_are_answered(query, draft, olu, signed_in):
    assert signed_in(olu).get("/office/decisions/", query).status_code == 200
