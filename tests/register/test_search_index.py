"""What a search finds of a decision, as it is written into the listing."""

from types import SimpleNamespace

import pytest

from register.search_index import identifiers

pytestmark = pytest.mark.django_db


def test_identifiers_stand_in_the_same_order_in_every_process():
    """`verify_register` lists each decision again, in another process than the one that published it."""
    codes = ["WGN", "TRF", "TAM", "SLF", "SKP", "RCH", "OLD", "MAN", "BUR", "BOL"]
    awards = [
        SimpleNamespace(recipient=SimpleNamespace(identifier=f"GB-LAE-{code}"), partnership=None) for code in codes
    ]
    found = list(identifiers(SimpleNamespace(awards=awards), {}))
    assert found[1::2] == [code.lower() for code in sorted(codes)]
