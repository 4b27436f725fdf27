"""Olu changes a measure."""

from django.urls import reverse

from grants.actions.measures import add_measure
from tests.office.test_measure_new import SUPPORTED
from tests.stories import fresh


def test_a_measure_is_changed(draft, olu, signed_in):
    add_measure(draft, by=olu, values=SUPPORTED)
    address = reverse("office:measure_edit", args=[draft.reference, 1])
    assert "Measure 1" in signed_in(olu).get(address).content.decode()
    typed = SUPPORTED | {"target": "50", "awards": [1], "revision": fresh(draft).revision}
    signed_in(olu).post(address, typed)
    assert draft.measures.get().terms.target == 50
