"""What waits of one sort and has no list elsewhere, page by page."""

from datetime import date

import pytest

from conditions.actions.later_dates import ask_for_later_date
from conditions.actions.questions import ask
from register.actions.withdrawing import ask_for_withdrawal
from tests.stories import match_obligation

QUESTIONS = "/office/waiting/questions/"


@pytest.fixture
def obligation(published):
    return match_obligation(published)


def test_more_questions_than_the_front_page_shows_are_read_page_by_page(obligation, olu, mo, signed_in, monkeypatch):
    monkeypatch.setattr("grants.queue.MAX_SHOWN", 1)
    monkeypatch.setattr("conditions.views.shared.PAGE_SIZE", 2)
    for number in range(3):
        ask(obligation, by=mo, text=f"Question {number}?")
    client = signed_in(olu)
    assert f'href="{QUESTIONS}"><strong>3</strong> questions to answer' in client.get("/office/").text
    first, second = client.get(QUESTIONS).text, client.get(QUESTIONS, {"page": 2}).text
    assert "Question 0?" in first
    assert "Question 1?" in first
    assert "Question 2?" not in first
    assert "Question 2?" in second


def test_a_later_date_waits_for_every_officer_but_the_one_who_asked(obligation, olu, oma, signed_in):
    ask_for_later_date(obligation, by=olu, wanted_on=date(2099, 6, 30), reason="By telephone.")
    assert "<strong>1</strong> later date asked for" in signed_in(oma).get("/office/").text
    page = signed_in(oma).get("/office/waiting/later-dates/").text
    assert "Until 30 June 2099 instead of 31 March 2024. By telephone." in page
    assert "later date asked for" not in signed_in(olu).get("/office/").text


def test_what_waits_for_others_has_a_list_too(published, olu, ada, signed_in):
    ask_for_withdrawal(published, by=ada, reason="Taken without the power to take it.", answer="Nothing is paid.")
    assert "another approver" in signed_in(olu).get("/office/waiting/withdrawals-of-others/").text
    assert signed_in(olu).get("/office/waiting/withdrawals/").status_code == 404


def test_with_nothing_to_do_it_says_so(olu, mo, signed_in):
    assert "Nothing waits." in signed_in(olu).get(QUESTIONS).text
    assert signed_in(olu).get("/office/waiting/zebras/").status_code == 404
    assert signed_in(mo).get(QUESTIONS).status_code == 403
