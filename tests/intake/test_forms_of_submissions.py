"""Forms by which officers submit a decision and somebody approves it: numbers, signatures and checklists around it."""

from datetime import date

from intake.notices.notice import Known, read_one
from intake.notices.values import day_signed, number_alone

FORM = """BOARD OF THE QUAY

KEEPER: Head of Ropes
RULING NO. 2026/31

HEADED: Ropes for the quay

PUT FORWARD:
The Quay Commissioner awards grants from the Safer Quays grant in 2026/27, as follows:
• £410 to Quay Club; and
• £95 to the charity Rope Ends,
subject to each body agreeing to keep the quay clean.

PASSED BY: Quay Commissioner

The recommendations as set out above are approved.

Day
This ruling was signed remotely on Thursday 9 April 2026

LIST OF CHECKS	SAY 'YES' OR 'NO'

Has the lawyer been asked?	No
Has the money been found?	Yes

LEAVE TO PUT FORWARD (this leave is needed only for what is put to the Quay Commissioner by others)

Chief Clerk
I am satisfied that all is as it should be.
"""
TAUGHT = (
    *(("KEEPER", "report_author:line"), ("HEADED", "title:line"), ("PUT FORWARD", "decision_text:text")),
    *(("PASSED BY", "outcome_text:outcome"), ("Day", "decided_on:date"), ("LIST OF CHECKS", ":aside")),
    ("LEAVE TO PUT FORWARD", ":aside"),
)


def test_a_form_of_a_submission_is_read_whole():
    notice = read_one(FORM, Known((), TAUGHT))
    assert (notice.reference, notice.report_author, notice.outcome) == ("2026/31", "Head of Ropes", "approved")
    assert (notice.makers, notice.decided_on) == (("Quay Commissioner",), date(2026, 4, 9))
    paid = [(each.recipient_text, each.amount, each.stream_text) for each in notice.awards]
    assert paid == [("Quay Club", 410, "Safer Quays grant"), ("Rope Ends", 95, "Safer Quays grant")]
    assert [each.wording for each in notice.conditions] == ["each body agreeing to keep the quay clean"]
    assert [left.text for left in notice.leftovers if not left.asks_nothing] == ["BOARD OF THE QUAY"]


def test_a_sentence_with_two_days_says_no_one_day_on_which_it_was_signed():
    assert day_signed("It was signed on 9 April 2026 and again on 10 April 2026") is None
    assert day_signed("The quay closes on 9 April 2026") is None


def test_a_number_stands_behind_the_words_of_its_paper_or_the_crumbs_of_its_page():
    assert [number_alone(words) for words in ("Ref No. 2026/17", "Rulings > 2026 > QB/26/9", "CG 118/25")] == [
        *("2026/17", "QB/26/9", "CG 118/25"),
    ]


def test_a_title_in_the_line_of_the_number_is_no_part_of_it():
    notice = read_one("HEADED: Ropes\nNo: QB 26/9. A SHED FOR TAR", Known((), (*TAUGHT, ("No", "reference:line"))))
    assert notice.reference == "QB 26/9"
    assert "A SHED FOR TAR" in [left.text for left in notice.leftovers if not left.asks_nothing]


def test_what_stands_before_the_sum_of_a_line_is_what_it_is_for():
    text = "HEADED: Ropes\nPUT FORWARD:\nQuay Club - Dry Ropes - £410 - Rope Fund\nRope Ends - Tar - £95"
    notice = read_one(text, Known((), TAUGHT))
    assert [(each.recipient_text, each.stream_text) for each in notice.awards] == [
        ("Quay Club", "Rope Fund"),
        ("Rope Ends", ""),
    ]


def test_a_second_one_is_given_a_grant_in_the_same_sentence():
    text = (
        "HEADED: Ropes\nPUT FORWARD: I give Quay Club a grant of £410 for tar, and Rope Ends a grant of £95 for hemp."
    )
    paid = [(each.recipient_text, each.amount) for each in read_one(text, Known((), TAUGHT)).awards]
    assert paid == [("Quay Club", 410), ("Rope Ends", 95)]


def test_what_all_awards_come_to_asks_nothing_and_a_limit_that_is_asked_is_not_of_the_past():
    text = (
        "HEADED: Ropes\nPUT FORWARD:\nThe board approves spending of £505 on grants, comprising:\n\n"
        "1. £410 to Quay Club\n\n2. £95 to Rope Ends, on condition that "
        "nobody waits longer than a week and no longer than two for a rope."
    )
    notice = read_one(text, Known((), TAUGHT))
    assert [each.amount for each in notice.awards] == [410, 95]
    assert [each.wording for each in notice.conditions] == [
        "nobody waits longer than a week and no longer than two for a rope"
    ]
    assert [left.text for left in notice.leftovers if not left.asks_nothing and "£505" in left.text] == []
