"""How the office reads a decision that does not say whether contributions in kind count (domain §6, SC1)."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.ledger import ledger_of
from conditions.models import Interpretation, Obligation
from tests.stories import contribution, match_obligation

YES = {"counts": "yes", "reasons": "Staff time has counted in every year so far."}


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def address(obligation):
    return reverse("office:interpretation_record", args=[obligation.pk])


def evidenced(obligation):
    return ledger_of(Obligation.objects.with_ledger().get(pk=obligation.pk)).match.evidenced


def test_in_kind_is_apart_until_olu_has_recorded_the_reading(signed_in, olu, mo, obligation, address):
    hours = contribution(is_in_kind=True, valuation="hours")
    accept(record_contribution(obligation, by=mo, values=hours), by=olu)
    assert evidenced(obligation) == 0
    page = signed_in(olu).post(address, YES, follow=True)
    assert evidenced(obligation) == 5000
    assert "Staff time has counted in every year so far." in page.text


def test_a_reading_gives_its_reason(signed_in, olu, address):
    page = signed_in(olu).post(address, YES | {"reasons": ""})
    assert page.context["form"].errors == {"reasons": ["Say why"]}


def test_what_looks_like_personal_data_is_not_published_unseen(signed_in, olu, obligation, address):
    said = YES | {"reasons": "The finance officer agreed: 0161 496 0000."}
    page = signed_in(olu).post(address, said)
    assert "What looks like a phone number is in the reasons" in page.text
    signed_in(olu).post(address, said | {"acknowledged": "on"})
    assert Interpretation.objects.get().counts


def test_it_says_whether_they_count(signed_in, olu, address):
    page = signed_in(olu).post(address, YES | {"counts": "not_stated"})
    assert page.context["form"].errors == {"counts": ["Answer yes or no"]}


def test_there_is_nothing_to_read_into_a_condition_without_match(signed_in, olu, published):
    plan = published.conditions.get(standard__code="SC3").obligations.get()
    assert signed_in(olu).get(reverse("office:interpretation_record", args=[plan.pk])).status_code == 404
