"""A finding is carried over to the occurrence that a correction has put in the place of its own (domain §6)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.conditions import change_condition
from conditions.actions.reviews import accept
from conditions.models import Obligation
from tests import stories
from tests.stories import fresh, match_obligation, send

WHY = "The same invoices show it for the new date too."
NEW_DATE = {"schedule": "once", "due_on": date(2024, 6, 30)}
MATCH = {"basis": "grant_percent", "figure": Decimal(100), "sources": ["partnership"], "in_kind": "not_stated"}


@pytest.fixture
def before(published, mo, olu):
    """Met, and then a correction moves the due date."""
    obligation = match_obligation(published)
    accept(send(obligation, by=mo, amount=Decimal("7500.00")), by=olu)
    assess(obligation, by=olu, finding="met", reasons="Invoices of the provider were seen.")
    return obligation


@pytest.fixture
def again(before, published, olu, abe):
    change_condition(before.condition, by=olu, values=NEW_DATE, match=MATCH)
    correction = stories.approved(stories.sent(fresh(published), by=olu), by=abe)
    stories.published(correction, by=abe, note="The due date was wrong.")
    return Obligation.objects.in_force().get(condition=before.condition)


@pytest.fixture
def address(again):
    return reverse("office:finding_carry", args=[again.pk])


def test_olu_carries_it_over_and_everybody_reads_from_where(signed_in, client, olu, mo, before, again, address):
    detail = reverse("office:obligation_detail", args=[again.pk])
    assert address in signed_in(olu).get(detail).text
    answers = {"earlier": before.assessments.get().pk, "reasons": WHY}
    page = signed_in(olu).post(address, answers, follow=True)
    assert "The finding is carried over, and public." in page.text
    assert address not in page.text
    of_lead = signed_in(mo).get(reverse("partners:obligation_detail", args=["manchester", again.pk]))
    public = client.get(f"/decisions/{again.reference}/")
    for each in (page, of_lead, public):
        assert "Carried over from the finding of" in each.text
        assert "Invoices of the provider were seen." in each.text


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(signed_in, olu, address, before):
    page = signed_in(olu).post(address, {"reasons": ""})
    assert page.context["form"].errors == {
        "earlier": ["Choose the finding to carry over"],
        "reasons": ["Say why it still holds: the public reads it"],
    }
    page = signed_in(olu).post(address, {"earlier": before.assessments.get().pk, "reasons": "It holds."})
    assert "at least 20 characters and three words. It will be published." in page.text
    assert "It holds." in page.text


def test_there_is_nothing_to_carry_over_where_nothing_was_found_before(signed_in, olu, before):
    assert signed_in(olu).get(reverse("office:finding_carry", args=[before.pk])).status_code == 404
