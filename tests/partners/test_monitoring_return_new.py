"""Mo fills in a monitoring return, puts it by, and sends it."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.reviews import accept, return_sent
from conditions.models import MonitoringReturn, ReturnDraft
from tests.conditions.test_results import decision, report  # noqa: F401  # `decision` is a fixture

LAST = "2024-06-30"
NEXT = "2024-09-30"


@pytest.fixture
def award(decision):  # noqa: F811
    return decision.awards.get()


def address(award, ends_on=LAST, slug="manchester"):
    return reverse("partners:monitoring_return_new", args=[slug, award.pk, ends_on])


def typed(**figures):
    told = {"spent": "7,000", "forecast": "7,400", "result_1": "12", "sentence_1": "Two began late."}
    return {"form_key": str(uuid4())} | told | figures


def test_mo_is_asked_for_money_and_measures_and_sends_them(signed_in, mo, award):
    page = signed_in(mo).get(address(award)).text
    for words in ("Mentoring in Manchester", "The award is £7,500.00", "Children and young people supported"):
        assert words in page
    page = signed_in(mo).post(address(award), typed(), follow=True)
    assert "Your monitoring return is with the office." in page.text
    sent = MonitoringReturn.objects.get()
    assert (sent.spent, sent.forecast, sent.underspend) == (7000, 7400, 100)
    assert (sent.figures.get().value, sent.figures.get().sentence) == (12, "Two began late.")


@pytest.mark.parametrize("wrong", ["", "-1", "lots", "1000000001"])
def test_what_is_no_sum_is_said_beside_its_field_and_all_that_was_typed_is_found_again(signed_in, mo, award, wrong):
    page = signed_in(mo).post(address(award), typed(forecast=wrong))
    assert list(page.context["form"].errors) == ["forecast"]
    assert not MonitoringReturn.objects.exists()
    assert 'value="Two began late."' in signed_in(mo).get(address(award)).text


def test_what_is_put_by_half_typed_is_found_again_as_it_was_typed(signed_in, mo, award):
    half = {"form_key": str(uuid4()), "spent": "seven", "went_well": "The first group", "later": "yes"}
    page = signed_in(mo).post(address(award), half, follow=True)
    assert "Saved. You alone can see it until you send it." in page.text
    again = signed_in(mo).get(address(award)).text
    for words in ('value="seven"', "The first group", "have not sent it yet"):
        assert words in again
    signed_in(mo).post(address(award), typed())
    assert not ReturnDraft.objects.exists()


def test_it_begins_with_the_money_as_last_accepted_and_shows_the_figure_of_last_time(signed_in, mo, olu, award):
    accept(report(award.decision, 0, 20, by=mo), by=olu)
    page = signed_in(mo).get(address(award, NEXT))
    assert "Last time, to 30 June 2024: 20 young people." in page.text
    initial = page.context["form"].initial
    assert (initial["spent"], initial["forecast"], initial.get("result_1")) == (1000, 7500, None)


def test_what_was_returned_is_there_to_be_put_right(signed_in, mo, olu, award):
    return_sent(report(award.decision, 0, 20, by=mo), by=olu, comment="Which groups are these?")
    page = signed_in(mo).get(address(award))
    assert "Which groups are these?" in page.text
    assert page.context["form"].initial["result_1"] == Decimal(20)


def test_to_change_what_was_accepted_a_reason_is_asked(signed_in, mo, olu, award):
    accept(report(award.decision, 0, 20, by=mo), by=olu)
    page = signed_in(mo).post(address(award), typed(reason=""))
    assert list(page.context["form"].errors) == ["reason"]
    signed_in(mo).post(address(award), typed(reason="Two of them had been counted twice."))
    assert MonitoringReturn.objects.get(version=2).awaits_review


def test_a_second_return_waits_for_the_offices_word_on_the_first(signed_in, mo, award):
    signed_in(mo).post(address(award), typed())
    page = signed_in(mo).post(address(award), typed())
    assert "with the office already" in page.context["form"].errors["__all__"][0]


def test_a_file_of_the_wrong_kind_is_refused_with_a_sentence(signed_in, mo, award):
    award.in_force.measures_data[0]["asks_for_paper"] = True
    award.in_force.save()
    page = signed_in(mo).post(address(award), typed(paper_1=SimpleUploadedFile("list.exe", b"supported,20\n")))
    assert list(page.context["form"].errors) == ["paper_1"]
    signed_in(mo).post(address(award), typed(paper_1=SimpleUploadedFile("list.csv", b"supported,20\n")))
    assert MonitoringReturn.objects.get().figures.get().paper.name == "list.csv"


def test_sal_finds_nothing(signed_in, sal, award):
    for slug in ("manchester", "salford"):
        assert signed_in(sal).post(address(award, slug=slug), typed()).status_code == 404
