"""Olu takes a measure away."""

from django.urls import reverse

from grants.actions.measures import add_measure
from tests.office.test_measure_new import SUPPORTED
from tests.stories import fresh


def test_a_measure_is_removed(draft, olu, signed_in):
    add_measure(draft, by=olu, values=SUPPORTED)
    address = reverse("office:measure_remove", args=[draft.reference, 1])
    assert "Remove measure 1?" in signed_in(olu).get(address).content.decode()
    signed_in(olu).post(address, {"revision": fresh(draft).revision})
    assert not draft.measures.exists()
