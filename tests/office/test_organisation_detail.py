"""An officer changes what the office says of an organisation, and its diary keeps each change."""

import pytest

from grants.names import NameResolver
from tests.stories import JUST_OPENED


@pytest.fixture
def change(manchester, olu, signed_in):
    council = manchester.accountable_body

    def send(**typed: str):
        shown = {"name": council.name, "kind": council.kind, "identifier": council.identifier, "other_names": ""}
        answer = signed_in(olu).post(f"/office/organisations/{council.slug}/", shown | typed | JUST_OPENED, follow=True)
        council.refresh_from_db()
        return answer.content.decode()

    return send


def test_a_change_is_saved_and_stands_in_its_history(change, manchester):
    page = change(name="Council of Manchester", other_names="Town Hall\nMCC\n")
    council = manchester.accountable_body
    council.refresh_from_db()
    assert council.name == "Council of Manchester"
    assert [NameResolver().payee(name).recipient for name in ("town hall", "MCC")] == [council, council]
    assert "History" in page
    assert "Manchester City Council" in page
    change(name="Council of Manchester", other_names="MCC")
    assert NameResolver().payee("town hall") is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Salford City Council"}, "If both are the same organisation, merge them."),
        ({"identifier": "GB-LAE-SLF"}, "The office has this identifier already: Salford City Council"),
        ({"identifier": "GB-CHC-12"}, "After GB-CHC come"),
        ({"name": ""}, "Enter the name"),
        ({"other_names": "x" * 201}, "Use 200 characters or fewer for a name"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_changes_nothing(change, manchester, typed, sentence):
    assert sentence in change(**typed)
    assert manchester.accountable_body.name == "Manchester City Council"


def test_a_published_notice_keeps_the_name_it_was_published_with(published, change, client):
    change(name="Council of Manchester")
    page = client.get(f"/decisions/{published.reference}/").content.decode()
    assert "Manchester City Council" in page
    assert "Council of Manchester" in client.get("/recipients/manchester-city-council/").content.decode()
