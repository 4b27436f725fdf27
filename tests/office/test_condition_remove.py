"""Olu takes a condition away."""

import pytest
from django.urls import reverse

from conditions.actions.conditions import change_condition


@pytest.fixture
def address(draft):
    return reverse("office:condition_remove", args=[draft.reference, 2])


def test_she_is_asked_first_and_nothing_happens_by_looking(signed_in, olu, draft, address):
    page = signed_in(olu).get(address)
    assert "Remove condition 2?" in page.text
    assert draft.conditions.in_force().count() == 5


def test_it_is_gone_from_a_draft(signed_in, olu, draft, address):
    answer = signed_in(olu).post(address, {"revision": draft.revision})
    assert answer["Location"].endswith("#conditions")
    assert list(draft.conditions.values_list("number", flat=True)) == [1, 3, 4, 5]


def test_once_published_it_stays_on_record(signed_in, olu, published):
    address = reverse("office:condition_remove", args=[published.reference, 2])
    signed_in(olu).post(address, {"revision": published.revision})
    assert published.conditions.get(number=2).is_removed
    assert published.conditions.get(number=2).obligations.in_force().exists()


def test_when_oma_has_just_changed_it_olu_reads_it_again_first(signed_in, olu, oma, draft, address):
    change_condition(draft.conditions.get(number=2), by=oma, values={"wording": "The wording of Oma"})
    page = signed_in(olu).post(address, {"revision": draft.revision})
    assert "This has been saved since you opened it" in page.text
    assert "The wording of Oma" in page.text
    signed_in(olu).post(address, {"revision": page.context["form"]["revision"].value()})
    assert not draft.conditions.filter(number=2).exists()
