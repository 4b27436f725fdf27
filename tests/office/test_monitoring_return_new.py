"""A monitoring return that reached the office by another way."""

from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.models import MonitoringReturn
from tests.snapshots import remembered
from tests.stories import whole


@pytest.fixture
@remembered
def award(reference, olu, ada):
    return whole(officer=olu, approver=ada, conditions=("GM4",)).awards.get()


def address(award, ends_on="2024-03-31"):
    return reverse("office:monitoring_return_new", args=[award.pk, ends_on])


def test_olu_records_it_and_somebody_else_accepts(signed_in, olu, award):
    typed = {"spent": "100", "forecast": "7,500", "form_key": str(uuid4())}
    page = signed_in(olu).post(address(award), typed, follow=True)
    assert "Another officer has to accept it." in page.text
    assert MonitoringReturn.objects.get().sent_by == olu


@pytest.mark.parametrize("ends_on", ["2023-06-30", "2024-02-29", "2025-03-31"])
def test_a_period_of_which_nothing_is_asked_has_no_such_page(signed_in, olu, award, ends_on):
    assert signed_in(olu).get(address(award, ends_on)).status_code == 404
