"""`manage.py site_map`: every address on one page."""

import inspect
from io import StringIO

import pytest
from django.core.management import call_command

from pcc_decisions.management.commands.site_map import deeds_of
from tests.account.test_audiences import PAGES


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """Each address with what is told of it."""
    out = StringIO()
    call_command("site_map", stdout=out)
    return {
        address: told
        for address, *told in map(str.split, out.getvalue().replace("signed in", "signed-in").splitlines())
    }


@pytest.mark.parametrize(
    ("address", "audience", "writes", "view"),
    [
        ("/follow/", "public", "ask_to_follow", "public.views.follow"),
        (
            "/office/decisions/<slug:reference>/approve/",
            "approver",
            "approve",
            "register.views.office.decision_approve",
        ),
        ("/partners/<slug:partnership>/conditions/<int:pk>/evidence/new/", "partner", "add_evidence", "evidence_new"),
        ("/sign-in/", "public", "own-account", "allauth.account.views.LoginView"),
        ("/account/password/change/", "signed-in", "own-account", "allauth.account.views.PasswordChangeView"),
        ("/admin/grants/decision/", "office", "administrators-alone", "ModelAdmin.changelist_view"),
    ],
)
def test_it_says_who_may_open_what_and_what_they_write_there(rows, address, audience, writes, view):
    told_audience, told_writes, told_view, *_ = rows[address]
    assert (told_audience, told_writes) == (audience, writes)
    assert told_view.rpartition(".")[2] == view.rpartition(".")[2]


@pytest.mark.parametrize("address", ["/decisions/<slug:reference>/", "/partners/<slug:partnership>/"])
def test_who_reads_alone_writes_nothing(rows, address):
    assert rows[address][1] == "-"


def test_a_page_that_is_sent_something_says_what_is_done_with_it():
    pages = [page for page, _ in PAGES if hasattr(page.callback, "audience")]
    sent = {page.name for page in pages if "POST" in inspect.getsource(inspect.unwrap(page.callback))}
    done = {page.name for page in pages if deeds_of(page.callback)}
    assert len(sent) > 60
    assert sent - done == set()


def test_it_names_the_template_that_is_called_like_the_page(rows):
    assert rows["/office/"][-1] == "office/home.html"


def test_the_columns_stand_under_their_heads():
    out = StringIO()
    call_command("site_map", stdout=out)
    head, *lines = out.getvalue().splitlines()
    for title in ("AUDIENCE", "WRITES", "VIEW"):
        assert {line[head.index(title) - 1] for line in lines} == {" "}


def written_by(rows: dict[str, list[str]], whom: str) -> set[str]:
    told = (writes.split(",") for audience, writes, *_ in rows.values() if audience == whom)
    return {each for names in told for each in names} - {"-", "own-account"}


def test_strangers_and_leads_write_nothing_else(rows):
    of_letters = {"accept_invitation", "choose_letters", "confirm", "stop_following"}
    assert written_by(rows, "public") == of_letters | {
        "ask_to_follow",
        "count_answer",
        "link_microsoft_account",
        "note",
    }
    answers = {"add_evidence", "offer", "change_contribution", "share_contribution", "take_back", "send_plan"}
    answers |= {"save_draft", "submit_return", "ask", "ask_for_later_date"}
    assert written_by(rows, "partner") == answers | {"make_calendar_key", "revoke_calendar_key"}
    assert written_by(rows, "administrator") == {"carry_out", "redact_plan", "redact_account"}
