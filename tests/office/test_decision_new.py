"""A new decision, typed from nothing."""

from datetime import date
from uuid import uuid4

from grants.models import Decision
from grants.years import london_today
from tests.office.entering import enters


def fill(**changes):
    return {"title": "Home Office money accepted", "kind": "external", "form_key": str(uuid4())} | changes


def test_title_and_kind_are_enough_for_a_draft(olu, signed_in):
    response = signed_in(olu).post("/office/decisions/new/", fill())
    decision = Decision.objects.get()
    assert (decision.title, decision.kind, decision.state) == ("Home Office money accepted", "external", "draft")
    assert response.url == f"/office/decisions/{decision.reference}/"


def test_the_reference_is_of_the_year_of_the_decision(olu, signed_in):
    signed_in(olu).post("/office/decisions/new/", fill(decided_on="6 February 2019"))
    decision = Decision.objects.get()
    assert (decision.reference, decision.decided_on) == ("GM-2019-0001", date(2019, 2, 6))


def test_without_its_date_the_reference_is_of_this_year(olu, signed_in):
    signed_in(olu).post("/office/decisions/new/", fill(decided_on=""))
    assert Decision.objects.get().reference == f"GM-{london_today().year}-0001"


def test_a_date_to_come_gets_a_sentence_and_keeps_the_title(olu, signed_in):
    page = signed_in(olu).post("/office/decisions/new/", fill(decided_on="1/1/2099")).content.decode()
    assert "The date must be today or earlier" in page
    assert "Home Office money accepted" in page
    assert not Decision.objects.exists()


def test_without_a_title_she_is_told_and_keeps_the_kind(olu, signed_in):
    page = signed_in(olu).post("/office/decisions/new/", fill(title=" ")).content.decode()
    assert "Enter a title" in page
    assert not Decision.objects.exists()


def test_the_same_form_sent_twice_makes_one_draft(olu, signed_in):
    form = fill()
    answers = [signed_in(olu).post("/office/decisions/new/", form) for _ in range(2)]
    assert Decision.objects.count() == 1
    assert answers[0].url == answers[1].url


def test_back_and_save_again_make_one_decision_and_another_title_another(transactional_db, reference, olu, new_context):
    page = enters(new_context(), "olu")
    page.goto("/office/decisions/new/")
    page.fill("[name=title]", "Hotspot work")
    for _ in range(2):
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url("**/GM-*/**")
        page.go_back()
    assert Decision.objects.count() == 1
    page.fill("[name=title]", "Mentoring")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/GM-*/**")
    assert set(Decision.objects.values_list("title", flat=True)) == {"Hotspot work", "Mentoring"}
