"""A report that reached the office by another way."""

from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.models import Report
from tests.snapshots import remembered
from tests.stories import match_obligation, whole


@pytest.fixture
@remembered
def obligation(reference, olu, ada):
    return whole(officer=olu, approver=ada, conditions=("GM4",)).conditions.get().obligations.get()


def test_olu_records_it_and_somebody_else_accepts(signed_in, olu, obligation):
    award = obligation.awards.get()
    told = {"statement": "By e-mail of 27 February.", "form_key": str(uuid4())}
    told |= {f"{name}_{award.pk}": "100" for name in ("actual", "projected", "underspend")}
    page = signed_in(olu).post(reverse("office:report_new", args=[obligation.pk]), told, follow=True)
    assert "Another officer has to accept it." in page.text
    assert Report.objects.get().sent_by == olu


def test_a_condition_that_asks_for_no_report_has_no_such_page(signed_in, olu, published):
    address = reverse("office:report_new", args=[match_obligation(published).pk])
    assert signed_in(olu).get(address).status_code == 404
