"""Ada puts the words of a published account out of public sight while they are checked."""

import pytest
from django.db import IntegrityError
from django.test import Client

from grants.models import User
from grants.refused import Refused
from register.actions.account_take_downs import redact_account, restore_account, take_down_account
from register.actions.accounts import write_account
from register.letters import taken_down_letters
from register.models import AccountDraft, AccountTakeDown, YearAccount
from register.notices.verification import verify
from tests.public.small_register import build
from tests.public.test_year_report import PAGE, text_of

WORDS, WHY = "What the year brought.", "It may name a child."
TAKE_DOWN = "/office/yearly-accounts/2024-25/versions/1/take-down/"
FILES = ("/years/2024-25/report.json", "/years/2024-25/report/versions/1/", "/data/register.jsonl")


@pytest.fixture
def small(db):
    return build()


def said(place: str) -> str:
    answer = Client().get(place)
    return (answer.getvalue() if answer.streaming else answer.content).decode()


def test_its_words_are_out_of_sight_at_once_and_its_figures_stay(small, signed_in):
    ada = signed_in(User.objects.get(name="Ada"))
    figures = YearAccount.objects.get().document.together
    assert "Its words are out of public sight." in ada.post(TAKE_DOWN, {"reason": WHY}, follow=True).text
    page = said(PAGE)
    assert "The office’s words in this version were taken out of public sight on" in page
    assert f"£{figures.decided:,}" in page
    assert [place for place in (PAGE, *FILES) if WORDS in said(place) or WHY in said(place)] == []
    assert WORDS not in text_of(Client().get("/years/2024-25/report.pdf").content)
    assert not verify().fault
    assert "Restore them" in ada.get(TAKE_DOWN).text
    ada.post(TAKE_DOWN, {"row": AccountTakeDown.objects.get().pk})
    assert WORDS in said(PAGE)


def test_the_form_says_what_it_needs_and_only_approvers_come_in(small, signed_in):
    assert (
        "Say in a sentence what has to be checked"
        in signed_in(User.objects.get(name="Ada")).post(TAKE_DOWN, {"reason": ""}).text
    )
    assert signed_in(User.objects.get(name="Olu")).get(TAKE_DOWN).status_code == 403
    assert not AccountTakeDown.objects.exists()


def test_what_is_not_to_be_is_refused(small, ann):
    account = YearAccount.objects.get()
    row = take_down_account(account, by=small.office.ada, reason=WHY)
    with pytest.raises(Refused, match="out of public sight already"):
        take_down_account(account, by=small.office.ada, reason=WHY)
    with pytest.raises(Refused, match="Only an administrator"):
        redact_account(row, by=small.office.ada)
    account.document_data = account.salt = None
    with pytest.raises(IntegrityError, match="append-only"):
        account.save()


def test_it_waits_for_approvers_and_they_are_told_by_letter(small, abe, signed_in):
    row = take_down_account(YearAccount.objects.get(), by=small.office.ada, reason=WHY)
    [told] = [each for each in taken_down_letters(since=row.taken_down_at) if each.person == abe]
    assert told.subject == f"Taken out of public sight: {row}"
    assert TAKE_DOWN in told.body
    assert WHY in told.body
    assert f'href="{TAKE_DOWN}"' in signed_in(abe).get("/office/").text
    restore_account(row, by=small.office.ada)
    assert f'href="{TAKE_DOWN}"' not in signed_in(abe).get("/office/").text


def test_an_account_that_was_written_waits_for_an_approver_who_wrote_none_of_it(small, abe, signed_in):
    draft = AccountDraft.objects.get(year=2024)
    words = {"foreword": "Another one.", "commentary": {}, "note": "A figure is put right now."}
    write_account(draft.year, by=small.office.ada, revision=draft.revision, **words)
    waits = "yearly account to read and publish"
    assert waits in signed_in(abe).get("/office/").text
    assert waits not in signed_in(User.objects.get(name="Ada")).get("/office/").text
