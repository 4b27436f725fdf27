"""A new decision from the pasted text of a notice."""

from pathlib import Path
from uuid import uuid4

import pytest

from grants.models import Decision

NOTICES = Path(__file__).parent.parent / "notices"
ADDRESS = "/office/decisions/new/from-a-notice/"


@pytest.fixture
def paste(reference, olu, signed_in):
    client = signed_in(olu)

    def send(text: str, key: str | None = None):
        return client.post(ADDRESS, {"text": text, "form_key": key or str(uuid4())}, follow=True)

    return send


def notice(name: str = "hotspot-activity") -> str:
    return (NOTICES / f"{name}.txt").read_text()


def test_the_draft_has_what_the_notice_says(paste):
    paste(notice())
    decision = Decision.objects.get()
    assert decision.outcome == "approved"
    assert (decision.is_key, decision.call_in) == (False, False)
    assert str(decision.decided_on), str(decision.published_elsewhere_on) == ("2024-02-06", "2024-03-07")
    assert decision.purpose == ""
    assert "26%" in decision.reasons
    assert not decision.title.startswith("PCC DN")
    assert [condition.standard.code for condition in decision.conditions.all()] == ["SC1", "SC2", "SC3", "SC4", "SC5"]
    assert decision.conditions.first().match.figure == 100
    award = decision.awards.get()
    assert (award.amount, str(award.year), award.is_proposed) == (7500, "2023/24", True)
    assert (award.recipient.name, award.partnership.slug) == ("Manchester City Council", "manchester")


def test_the_page_offers_the_sentence_of_the_decision_as_the_purpose(paste):
    page = paste(notice()).content.decode()
    assert "The purpose is what was decided, in the same words" in page


def test_what_was_not_understood_is_shown(paste):
    page = paste(notice() + "\nFavourite colour: petrol\n").content.decode()
    assert "petrol" in page
    assert "Not understood" in page


def test_text_that_is_no_notice_is_refused_and_kept(paste):
    page = paste("Dear colleague, the meeting is on Tuesday.").content.decode()
    assert "If this is part of a page, copy the whole page" in page
    assert "If it is the whole notice, start a draft beside it" in page
    assert "Dear colleague, the meeting is on Tuesday." in page
    assert not Decision.objects.exists()


def test_five_megabytes_are_refused_with_a_sentence(paste):
    page = paste("x" * 5_000_000).content.decode()
    assert "Use 1,000,000 characters or fewer: this is 5,000,000" in page


def test_hidden_characters_are_taken_out_and_told(paste):
    page = paste(
        notice().replace("Decision status", "Decision\u200b status").replace("26%", "2\u202e6%\0")
    ).content.decode()
    assert "Hidden characters were taken out" in page
    assert "26%" in Decision.objects.get().reasons


def test_the_same_form_twice_and_the_same_notice_again_give_the_same_draft(paste):
    key = str(uuid4())
    assert paste(notice(), key).redirect_chain[-1][0] == "/office/decisions/GM-2024-0001/notice/"
    for repeated in (key, None):
        assert paste(notice(), repeated).redirect_chain[-1][0] == "/office/decisions/GM-2024-0001/"
    assert Decision.objects.count() == 1


def test_impossible_dates_are_left_over_not_lost(paste):
    page = paste(notice().replace("06/02/2024", "31/02/2024")).content.decode()
    assert "31/02/2024" in page
    assert Decision.objects.get().decided_on is None
