"""A decision as data."""

from django.test import Client


def test_the_newest_version_stands_with_its_document_and_its_digests(small):
    told = Client().get(f"/decisions/{small.hotspot.reference}.json").json()
    assert told["metadata"]["version"] == 2
    assert told["document"]["awards"][0]["amount"] == "7500.00"
    assert len(told["chain_digest"]) == 64


def test_what_is_inside_stays_inside(draft, olu, published):
    text = Client().get(f"/decisions/{published.reference}.json").content.decode()
    assert "Kept inside" not in text
    assert "Olu" not in text


def test_a_draft_has_none(draft):
    assert Client().get(f"/decisions/{draft.reference}.json").status_code == 404


def test_the_address_may_be_typed_in_small_letters(published):
    response = Client().get(f"/decisions/{published.reference.lower()}.json")
    assert (response.status_code, response.url) == (301, f"/decisions/{published.reference}.json")
