"""An officer adds a recipient on her way to an award."""

import pytest

from grants.models import Event, Organisation


@pytest.fixture
def add(draft, olu, signed_in):
    def send(**values):
        form = {"name": "Safe Streets Trust", "kind": "charity"} | values
        return signed_in(olu).post(f"/office/organisations/new/?for={draft.reference}", form)

    return send


def test_the_new_recipient_is_chosen_on_the_page_of_the_award(add, olu, signed_in):
    response = add(identifier="GB-CHC-1234567")
    added = Organisation.objects.get(name="Safe Streets Trust")
    page = signed_in(olu).get(response.url).content.decode()
    assert f'<option value="{added.pk}" selected>' in page
    assert Event.objects.filter(verb="added", by=olu).exists()


def test_the_address_of_an_individual_does_not_tell_the_name(add):
    add(name="Sam Sample", kind="individual")
    assert Organisation.objects.get(name="Sam Sample").slug == "individual"
    assert Organisation.objects.get(name="Sam Sample").public_name == "Individual"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "salford city council"}, "The office has this name already: Salford City Council"),
        ({"identifier": "GB-LAE-SLF"}, "The office has this identifier already: Salford City Council"),
        ({"name": ""}, "Enter the name"),
        ({"kind": ""}, "Choose what it is"),
    ],
)
def test_what_is_wrong_gets_a_sentence(values, sentence, add):
    before = Organisation.objects.count()
    assert sentence in add(**values).content.decode()
    assert Organisation.objects.count() == before
