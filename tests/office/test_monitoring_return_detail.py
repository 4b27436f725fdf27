"""Olu reads a monitoring return, and accepts or returns it."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.reviews import accept
from conditions.models import MonitoringReturn, ReturnFigure
from grants.actions.files import store_file
from grants.measures import MeasureTerms
from tests import snapshots
from tests.office.test_measure_new import SUPPORTED
from tests.stories import sends_return, whole


@pytest.fixture
@snapshots.remembered
def sent(reference, olu, ada, mo):
    decision = whole(officer=olu, approver=ada, conditions=("GM1",), amount=Decimal(20000))
    return sends_return(decision.conditions.get().obligations.get(), by=mo, left="15000.01", went_well="All began.")


def address(sent):
    return reverse("office:monitoring_return_detail", args=[sent.pk])


def test_it_waits_in_the_queue_and_says_when_the_cap_is_passed(signed_in, olu, sent):
    assert address(sent) in signed_in(olu).get(reverse("office:review_list")).text
    page = signed_in(olu).get(address(sent)).text
    for fact in ("£4,999.99", "£15,000.01", "allows £15,000.00", "with this return it is not met", "Mo", "All began."):
        assert fact in page


def test_olu_accepts(signed_in, olu, sent):
    page = signed_in(olu).post(address(sent), {"accept": "yes", "seen": sent.as_seen}, follow=True)
    assert page.redirect_chain[0][0] == reverse("office:obligation_detail", args=[sent.sent_for.pk])
    assert MonitoringReturn.objects.get().accepted_by == olu


def test_olu_returns_with_a_comment_and_not_without(signed_in, olu, sent):
    page = signed_in(olu).post(address(sent), {"return": "yes", "seen": sent.as_seen, "comment": ""})
    assert "comment" in page.context["form"].errors
    signed_in(olu).post(address(sent), {"return": "yes", "seen": sent.as_seen, "comment": "February is not in it."})
    assert MonitoringReturn.objects.get().returned_comment == "February is not in it."


def test_the_version_that_it_replaces_stands_beside_it(signed_in, olu, mo, sent):
    accept(sent, by=olu)
    again = sends_return(sent.sent_for, by=mo, reason="The ledger was closed after we had reported.")
    page = signed_in(olu).get(address(again)).text
    for fact in ("The ledger was closed", "Version 1", "£4,999.99 spent"):
        assert fact in page


def test_a_lead_has_no_such_page(signed_in, mo, sent):
    assert signed_in(mo).get(address(sent)).status_code == 403


def test_the_paper_of_a_figure_is_read_by_the_office(signed_in, olu, mo, sent):
    paper = store_file(SimpleUploadedFile("list.csv", b"supported,20\n"), by=mo, kinds=("CSV",))
    terms = MeasureTerms(number=1, **SUPPORTED | {"asks_for_paper": True}).model_dump(mode="json")
    ReturnFigure.objects.create(monitoring_return=sent, number=1, terms_data=terms, value=20, paper=paper)
    client, there = signed_in(olu), reverse("office:monitoring_return_paper", args=[sent.pk, 1])
    assert there in client.get(address(sent)).text
    assert b"".join(client.get(there)) == b"supported,20\n"
