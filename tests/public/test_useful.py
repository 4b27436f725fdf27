"""Is this page useful? One press, no cookie, and nothing about who pressed."""

from datetime import date

import pytest
from django.db import models
from django.test import Client

from public.models import PageAnswer
from public.views.useful import ANSWERS_PER_NETWORK

HERE = {"Sec-Fetch-Site": "same-origin"}


def say(answer="yes", page="/conditions/", **headers):
    return Client().post("/useful/", {"page": page, "answer": answer}, headers={**HERE, **headers})


def counts() -> dict[str, tuple[int, int]]:
    return {each.page: (each.useful, each.not_useful) for each in PageAnswer.objects.all()}


def test_every_page_asks_and_one_press_is_counted(read):
    page = read("/conditions/")
    (form,) = [each for each in page.root.iter("form") if each.get("action") == "/useful/"]
    assert {each.get("name"): each.get("value") for each in form.iter("input")} == {"page": "/conditions/"}
    answer = say()
    assert (answer.status_code, answer.url) == (302, "/useful/?page=%2Fconditions%2F")
    assert not answer.cookies
    say("no")
    say("no")
    assert counts() == {"/conditions/": (1, 2)}
    assert read(answer.url).links["Back to the page"] == "/conditions/"


def test_nothing_is_kept_of_who_answered(db, time_machine):
    time_machine.move_to("2026-06-17T12:00:00Z")
    say()
    assert {field.name for field in PageAnswer._meta.fields} == {"id", "page", "month", "useful", "not_useful"}
    assert PageAnswer.objects.get().month == date(2026, 6, 1)
    assert not [each for each in PageAnswer._meta.fields if isinstance(each, models.ForeignKey)]


@pytest.mark.parametrize(
    "page", ["/office/", "/never/", "https://example.org/", "/follow/secret/", "/data/awards.csv", ""]
)
def test_only_public_pages_are_counted(db, page):
    assert say(page=page).status_code == 400
    assert say("perhaps").status_code == 400
    assert counts() == {}


def test_a_link_back_leads_to_no_other_site(read):
    assert "Back to the page" not in read("/useful/?page=https://example.org/")


def test_another_site_cannot_answer_for_its_readers(db):
    assert say(**{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert counts() == {}


def test_one_network_answers_a_limited_number_of_times_an_hour(db):
    for _ in range(ANSWERS_PER_NETWORK):
        assert say().status_code == 302
    refused = say()
    assert refused.status_code == 429
    assert "Try again later" in refused.content.decode()
    assert counts() == {"/conditions/": (ANSWERS_PER_NETWORK, 0)}
