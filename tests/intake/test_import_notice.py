"""From the pasted text of a decision page to a draft: nothing typed twice, nothing dropped."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from conditions.match import Basis
from conditions.models import ConditionKind, MatchSource
from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Decision, Organisation
from grants.refused import Refused
from grants.years import FinancialYear
from intake.actions.notices import draft_from_notice
from intake.models import ImportedNotice
from intake.notices.text import LIMIT, NotANotice
from register.actions.approval import send_for_approval
from register.checks.checklist import checklist
from tests.stories import fresh

NOTICES = Path(__file__).resolve().parent.parent / "notices"
HOTSPOT = (NOTICES / "hotspot-activity.txt").read_text()


@pytest.fixture
def read(reference, olu):
    return draft_from_notice(HOTSPOT, by=olu)


def test_the_record_is_read_as_far_as_it_is_stated(read):
    assert read.title == "Targeted hotspot activity to tackle organised crime"
    assert read.outcome == Decision.Outcome.APPROVED
    assert (read.is_key, read.call_in) == (False, False)
    assert (read.decided_on, read.published_elsewhere_on) == (date(2024, 2, 6), date(2024, 3, 7))
    assert [maker.title for maker in read.decision_makers.all()] == [
        "Director for Police, Crime, Criminal Justice and Fire"
    ]
    assert read.decision_text.startswith("£7,500 will be allocated to Manchester City Council")
    assert "26%" in read.reasons
    assert read.reference == "GM-2024-0001"


def test_the_five_conditions_are_those_of_the_library_in_the_words_of_the_notice(read):
    conditions = list(read.conditions.order_by("number"))
    assert [condition.standard.code for condition in conditions] == ["SC1", "SC2", "SC3", "SC4", "SC5"]
    assert conditions[0].kind == ConditionKind.MATCH
    assert "own contribution means" in conditions[0].wording
    match = conditions[0].match
    assert (match.basis, match.figure, match.sources) == (Basis.GRANT_PERCENT, 100, [MatchSource.PARTNERSHIP])
    assert all(condition.due_set_by_office for condition in conditions)


def test_an_award_is_proposed_for_the_officer_to_confirm(read, manchester):
    award = read.awards.get()
    assert (award.amount, award.year, award.partnership) == (Decimal("7500.00"), FinancialYear(2023), manchester)
    assert award.recipient == manchester.accountable_body
    assert award.is_proposed
    assert award.stream is None


def test_what_remains_to_do_is_said_and_a_purpose_is_offered(read):
    findings = {found.rule: found for found in checklist(read).blocks}
    assert set(findings) == {"P1", "P2", "P9", "P10"}
    assert read.purpose == ""
    assert findings["P2"].suggestion == read.decision_text


def test_once_that_is_done_it_can_be_sent(read, olu, manchester):
    revise(read, by=olu, values={"purpose": read.decision_text, "legal_power": "prsra_9"})
    stream = manchester.awards.model.stream.field.related_model.objects.get(slug="challenger-soc-hotspot-fund")
    change_award(read.awards.get(), by=olu, values={"stream": stream})
    assert send_for_approval(read, by=olu).state == "sent"


def test_the_text_itself_is_kept_for_the_office(read, olu):
    imported = ImportedNotice.objects.get()
    assert (imported.decision, imported.text, imported.imported_by) == (read, HOTSPOT, olu)


@pytest.mark.parametrize("again", [HOTSPOT, HOTSPOT.replace("\n", "\r\n"), f"\n{HOTSPOT}\n"])
def test_the_same_text_again_gives_the_same_draft(read, oma, again):
    assert draft_from_notice(again, by=oma) == read
    assert Decision.objects.count() == 1


def test_the_same_form_again_gives_the_same_draft(reference, olu):
    key = uuid4()
    first = draft_from_notice(HOTSPOT, by=olu, form_key=key)
    assert draft_from_notice(HOTSPOT, by=olu, form_key=key) == first


def test_hidden_characters_are_taken_out_and_told(reference, olu):
    spoilt = HOTSPOT.replace("£7,500 will", "£7,500\0 w\u202eill").replace("Manchester", "Man\u200bchester")
    decision = draft_from_notice(spoilt, by=olu)
    assert decision.decision_text.startswith("£7,500 will be allocated to Manchester City Council")
    told = {left["text"] for left in decision.imported_notice.leftovers}
    assert {"nul, once", "right-to-left override, once", "zero width space, 6 times"} <= told
    assert "\0" not in decision.imported_notice.text


@pytest.mark.parametrize("text", ["", "Good morning, could you call me back?", "\0" * 50, "£7,500 " * 1000])
def test_what_is_no_notice_makes_no_draft(reference, olu, text):
    with pytest.raises(NotANotice):
        draft_from_notice(text, by=olu)
    assert not Decision.objects.exists()


def test_more_than_the_limit_is_not_read(reference, olu):
    with pytest.raises(NotANotice):
        draft_from_notice(HOTSPOT + "x" * LIMIT, by=olu)


@pytest.mark.parametrize(
    "extreme",
    [
        {"Date of decision: 06/02/2024": "Date of decision: 31/02/2024"},
        {"Date of decision: 06/02/2024": "Date of decision: 01/01/0001"},
        {"£7,500 will": "£99999999999999999999 will"},
        {"£7,500 will": "£0 will"},
        {"in 2023/24": "in 2099/00"},
        {"Manchester City Council": "A council that nobody has heard of"},
        {"Targeted hotspot": "Targeted " * 200},
        {"Director for Police, Crime, Criminal Justice and Fire": "Director of " + "everything and " * 40},
        {"Director for Police, Crime, Criminal Justice and Fire": "Mayor!, Mayor?, Mayor."},
        {"Procurement or": "Whatever " * 300},
        {"Decision status: Recommendations Approved": "Report author: " + "x" * 500},
    ],
)
def test_a_strange_notice_is_still_drafted_for_the_officer_to_look_at(reference, olu, extreme):
    text = HOTSPOT
    for usual, strange in extreme.items():
        assert usual in text
        text = text.replace(usual, strange)
    decision = fresh(draft_from_notice(text, by=olu))
    assert checklist(decision).blocks


@pytest.mark.parametrize("file", sorted(NOTICES.glob("*.txt")), ids=lambda file: file.stem)
def test_every_layout_becomes_a_draft(reference, olu, file):
    decision = draft_from_notice(file.read_text(), by=olu)
    assert decision.title
    assert decision.imported_notice.text


def test_a_post_with_an_endless_title_is_shown_not_dropped(reference, olu):
    endless = "Director of " + "everything and " * 40
    decision = draft_from_notice(HOTSPOT.replace("Director for Police, Crime", endless), by=olu)
    assert any(left["text"].startswith("Director of everything") for left in decision.imported_notice.leftovers)


def test_only_officers_and_approvers_import(reference, mo, ann):
    for person in (mo, ann):
        with pytest.raises(Refused, match="Only an officer"):
            draft_from_notice(HOTSPOT, by=person)


@pytest.mark.parametrize("name", ["Manchester Council", "City Council of Manchester"])
def test_a_recipient_is_known_by_other_forms_of_its_name_or_left_to_the_officer(reference, olu, manchester, name):
    decision = draft_from_notice(HOTSPOT.replace("Manchester City Council", name), by=olu)
    is_known = name == "Manchester Council"
    assert decision.awards.get().partnership == (manchester if is_known else None)
    unknown = [left["why"] for left in decision.imported_notice.leftovers if "recipient" in left["why"]]
    assert unknown == ([] if is_known else ["The recipient is not in the list yet."])


def test_a_recipient_who_could_be_two_is_asked_and_not_guessed(reference, olu):
    for number, called in enumerate(("St Marys Trust", "St. Mary's Trust")):
        Organisation.objects.create(name=called, slug=f"trust-{number}", kind="charity")
    decision = draft_from_notice(HOTSPOT.replace("Manchester City Council", "Saint Marys Trust"), by=olu)
    assert decision.awards.get().recipient is None
    reasons = [left["why"] for left in decision.imported_notice.leftovers]
    assert "“Saint Marys Trust” could be St Marys Trust or St. Mary's Trust: write one of these." in reasons
