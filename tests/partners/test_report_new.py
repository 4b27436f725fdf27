"""Mo submits a financial report."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.models import Report
from tests import snapshots
from tests.stories import match_obligation, whole


@pytest.fixture
@snapshots.remembered
def obligation(reference, olu, ada):
    return whole(officer=olu, approver=ada, conditions=("GM4",)).conditions.get().obligations.get()


def address(obligation, slug="manchester"):
    return reverse("partners:report_new", args=[slug, obligation.pk])


def typed(obligation, **figures):
    told = {"actual": "7,000", "projected": "7,400", "underspend": "0"} | figures
    award = obligation.awards.get()
    return {"statement": "Spend to January.", "form_key": str(uuid4())} | {
        f"{name}_{award.pk}": value for name, value in told.items()
    }


def test_mo_is_asked_for_the_figures_of_each_grant_and_submits_them(signed_in, mo, obligation):
    page = signed_in(mo).get(address(obligation))
    assert "Mentoring in Manchester" in page.text
    page = signed_in(mo).post(address(obligation), typed(obligation), follow=True)
    assert "Your report is with the office." in page.text
    line = Report.objects.get().lines.get()
    assert (line.actual, line.projected, line.underspend) == (Decimal(7000), Decimal(7400), 0)


@pytest.mark.parametrize("wrong", ["", "-1", "lots", "1000000001"])
def test_what_is_no_sum_is_said_beside_its_field(signed_in, mo, obligation, wrong):
    page = signed_in(mo).post(address(obligation), typed(obligation, underspend=wrong))
    assert list(page.context["form"].errors) == [f"underspend_{obligation.awards.get().pk}"]
    assert not Report.objects.exists()


def test_a_figure_that_is_left_out_is_asked_for_by_its_name(signed_in, mo, obligation):
    page = signed_in(mo).post(address(obligation), typed(obligation, projected=""))
    assert "Enter the projected spend on award 1, or 0 where there is none" in page.text


def test_a_second_report_waits_for_the_office_s_word_on_the_first(signed_in, mo, obligation):
    signed_in(mo).post(address(obligation), typed(obligation))
    page = signed_in(mo).post(address(obligation), typed(obligation))
    assert "A report is with the office already" in page.context["form"].errors["__all__"][0]


def test_match_funding_asks_for_no_report(signed_in, mo, published):
    assert signed_in(mo).get(address(match_obligation(published))).status_code == 404


def test_sal_finds_nothing(signed_in, sal, obligation):
    for slug in ("manchester", "salford"):
        assert signed_in(sal).post(address(obligation, slug), typed(obligation)).status_code == 404
