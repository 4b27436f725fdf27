"""Olu reads a financial report, and accepts or returns it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.reports import AwardFigures, submit_report
from conditions.models import Report
from tests import snapshots
from tests.stories import whole


@pytest.fixture
@snapshots.remembered
def report(reference, olu, ada, mo):
    obligation = whole(officer=olu, approver=ada, conditions=("GM1",)).conditions.get().obligations.get()
    figures = {obligation.awards.get(): AwardFigures(Decimal("7000.00"), Decimal("7400.00"), Decimal("15000.01"))}
    return submit_report(obligation, by=mo, statement="Spend to January.", figures=figures)


def address(report):
    return reverse("office:report_detail", args=[report.pk])


def test_it_waits_in_the_queue_and_says_when_the_cap_is_passed(signed_in, olu, report):
    assert address(report) in signed_in(olu).get(reverse("office:review_list")).text
    page = signed_in(olu).get(address(report)).text
    for fact in ("£7,000.00", "£7,400.00", "£15,000.01", "At most £15,000.00 may be left unallocated", "Mo"):
        assert fact in page


def test_olu_accepts(signed_in, olu, report):
    page = signed_in(olu).post(address(report), {"accept": "yes", "seen": report.as_seen}, follow=True)
    assert page.redirect_chain[0][0] == reverse("office:obligation_detail", args=[report.obligation_id])
    assert Report.objects.get().accepted_by == olu


def test_olu_returns_with_a_comment_and_not_without(signed_in, olu, report):
    page = signed_in(olu).post(address(report), {"return": "yes", "seen": report.as_seen, "comment": ""})
    assert "comment" in page.context["form"].errors
    signed_in(olu).post(address(report), {"return": "yes", "seen": report.as_seen, "comment": "February is not in it."})
    assert Report.objects.get().returned_comment == "February is not in it."


def test_a_lead_has_no_such_page(signed_in, mo, report):
    assert signed_in(mo).get(address(report)).status_code == 403
