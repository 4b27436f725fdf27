"""Saved pages of Modern.gov, lists of many decisions, and notices that are here already."""

from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from grants.models import Decision
from intake.actions.notices import draft_from_notices
from intake.notices.html import decode_page, words_of_page
from intake.notices.notice import parse_notices
from intake.notices.text import NotANotice

NOTICES = Path(__file__).resolve().parent.parent / "notices"
SAVED, FORTNIGHT = ((NOTICES / f"{name}.html").read_text() for name in ("saved-page", "fortnight"))
HOTSPOT = (NOTICES / "hotspot-activity.txt").read_text()


def test_a_saved_page_is_read_like_its_pasted_text():
    notice = parse_notices(words_of_page(SAVED))[0].notice
    assert (notice.title, notice.external_reference) == ("Help for victims of crime", "1647")
    assert (notice.decision_makers, notice.outcome, notice.is_key) == ("Deputy Mayor", "approved", False)
    assert notice.purpose == "Practical and emotional help for victims of crime."
    assert notice.reasons == "- Early help works.\n- Fewer people are harmed again."
    assert notice.decision_text == "To award £285,000 to Manchester City Council in 2022/23."
    assert (notice.decided_on, notice.published_elsewhere_on) == (date(2022, 6, 1), date(2022, 6, 9))
    assert notice.sources["decision_text"] == "the Decision block"


def test_nothing_unseen_of_a_saved_page_is_kept():
    words = words_of_page(SAVED)
    for gone in ("script", "steal", "inside", "Home", "At the foot", "<"):
        assert gone not in words


def test_each_decision_of_a_list_page_becomes_a_draft(reference, olu):
    uplift, hall = [each.decision for each in draft_from_notices(FORTNIGHT, by=olu)]
    assert (uplift.title, uplift.external_reference) == ("Uplift of community safety grants", "3367")
    assert (uplift.decided_on, uplift.published_elsewhere_on) == (date(2025, 5, 6), date(2025, 5, 7))
    assert (uplift.outcome, uplift.lead_officer) == ("approved", "An officer")
    assert uplift.purpose.startswith("The allocations are raised")
    assert (hall.title, hall.decision_text) == ("Hire of a hall", "Up to £1,500 for a conference.")
    assert [left["text"] for left in uplift.imported_notice.leftovers if "above the first" in left["why"]] == [
        "Decisions published between 01/05/2025 and 15/05/2025"
    ]


def test_a_list_again_offers_the_drafts_that_are_here(reference, olu, oma):
    first = draft_from_notices(FORTNIGHT, by=olu)
    again = draft_from_notices(FORTNIGHT, by=oma)
    assert [(each.decision, each.is_new) for each in again] == [(each.decision, False) for each in first]


def test_another_text_under_the_same_number_offers_the_draft_unless_told_to_draft_again(reference, olu):
    first = draft_from_notices(SAVED, by=olu)[0].decision
    changed = SAVED.replace("£285,000", "£280,000")
    offered = draft_from_notices(changed, by=olu)[0]
    assert (offered.decision, offered.is_new) == (first, False)
    assert offered.why.startswith("looks like it: by its number")
    assert draft_from_notices(changed, by=olu, why_another="The sum was another one.")[0].is_new


def test_a_long_name_of_an_officer_is_cut_and_shown(reference, olu):
    long = "An officer of the office with a very long title " * 4
    decision = draft_from_notices(SAVED.replace("An officer", long), by=olu)[0].decision
    assert len(decision.lead_officer) == 120
    assert long.strip() in [left["text"] for left in decision.imported_notice.leftovers]


@pytest.mark.parametrize("bad", ["<div>" * 30_000, "<!--" * 30_000, "<html>" + "<p>hello" * 10])
def test_a_page_that_is_no_notice_is_refused(reference, olu, bad):
    with pytest.raises(NotANotice):
        draft_from_notices(bad, by=olu)


@pytest.mark.parametrize("content", [b"x" * 5_000_001, b"PK\x03\x04\0\0", b"\xff\xfe\x00"])
def test_a_file_that_is_no_page_is_refused(content):
    with pytest.raises(NotANotice):
        decode_page(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_pages_are_read_in_the_encodings_that_browsers_save_in(encoding):
    assert decode_page(SAVED.encode(encoding)) == SAVED


@pytest.mark.django_db(transaction=True)
def test_the_same_notice_in_two_forms_at_once_gives_one_draft(reference, olu, oma):
    start, made = Barrier(2), []

    def paste(person):
        start.wait()
        made.append(draft_from_notices(HOTSPOT, by=person)[0].decision.pk)
        connection.close()

    threads = [Thread(target=paste, args=[person]) for person in (olu, oma)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == Decision.objects.count() == 1
