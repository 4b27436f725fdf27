"""What became of each line of a confirmed notice becomes of its counterpart in the next one, whatever that says."""

from datetime import date

import pytest

from intake.notices.locating import Said
from intake.notices.notice import Known, ParsedNotice, learn_from, parse_notice, read_one
from intake.notices.publishers import possible_labels

SHEET = """Board of the Skerries

SLIP OF A RULING

Slip no.
{number}. Open. Seen by nobody else.
Heading	{title}
Put up	{put_up}
About | Money | Papers | Boats

Ruled
{ruled}

Reasons
{reasons}

Background
{background}

Who gets what
Body	Sum	For the year
{rows}

Papers held
{papers}

Ruled by the Reeve
{day}

Anyone may see the papers at the harbour office.
"""
FIRST = {
    "number": "SK/7",
    "title": "Nets for the school",
    "put_up": "3 May 2026",
    "ruled": "That nets are paid for.",
    "reasons": "Balls fly far. They will fly on 1 April 2027.",
    "background": "The school is by the sea.",
    "rows": "Oar Club\t£4,100\t2026/27\nSail Club\t£3,200\t2026/27",
    "papers": "Plan of the nets (PDF, 80 KB)",
    "day": "4 May 2026",
}
SECOND = {
    "number": "SK/9",
    "title": "Ropes for the quay",
    "put_up": "10 June 2026",
    "ruled": "That ropes are paid for, as below.\n\nThey are kept dry.",
    "reasons": "Ropes worth £400 were stolen last year. They will hang from 2 May 2026 on, and fly on 9 May 2027.",
    "background": "The quay is old.",
    "rows": "Crab Club\t£950\t2026/27\nGull Club\t£50\t2026/27\nAll\t£1,000\t",
    "papers": "Letter of the club\nSurvey of the quay (PDF, 1 MB)",
    "day": "11 June 2026",
}


@pytest.fixture(scope="module")
def second() -> ParsedNotice:
    values = {
        "reference": [FIRST["number"]],
        "title": [FIRST["title"]],
        "decision_text": [FIRST["ruled"]],
        "reasons": [FIRST["reasons"]],
        "decided_on": [date(2026, 5, 4)],
        "effective_from": [date(2027, 4, 1)],
    }
    always = {"decision_makers": ["Harbour Reeve"], "outcome_text": ["approved"]}
    said = Said(values, [("£4,100", "Oar Club"), ("£3,200", "Sail Club")], always)
    example = learn_from(SHEET.format(**FIRST), Known(), said, lambda line: False)
    return parse_notice(SHEET.format(**SECOND), Known(examples=(example,)))


def test_nothing_is_asked_of_what_was_set_aside_whatever_stands_there_now(second):
    assert [left.text for left in second.leftovers if not left.asks_nothing] == []
    left = "\n".join(left.text for left in second.leftovers)
    assert all(words in left for words in ("Survey of the quay", "10 June 2026", "Anyone may see", "The quay is old"))


def test_a_table_that_is_in_no_text_holds_the_awards(second):
    assert [(each.recipient_text, each.amount) for each in second.awards] == [("Crab Club", 950), ("Gull Club", 50)]
    assert second.stated_total == 1000  # whatever that row is called
    assert second.reference == "SK/9"  # without what stands behind it
    assert (second.decision_text, second.reasons) == (SECOND["ruled"], SECOND["reasons"])


def test_who_decided_and_the_outcome_stand_behind_the_same_line(second):
    assert (second.makers, second.outcome, second.decided_on) == (("Harbour Reeve",), "approved", date(2026, 6, 11))
    assert second.effective_from == date(2027, 5, 9)  # amid a text, behind "fly on"
    assert second.sources["makers"] == "the line “Ruled by the Reeve”, as in an earlier notice"


FORM = """FORM K7

Slip no. SK/7
Matter
Nets for the school
What it costs and where the money is found
£400 from the Net Fund.
Ties of the Reeve
None
Terms
1. The nets are mended.
"""


def test_lines_that_are_labels_are_offered_and_their_values_are_not():
    offered = [each.label for each in possible_labels(FORM, Known().splitter)]
    assert offered == ["Slip no.", "Matter", "What it costs and where the money is found", "Ties of the Reeve", "Terms"]


def test_a_number_may_stand_right_behind_the_label_that_was_taught():
    known = Known(labels=(("Slip no.", "reference:line"), ("Matter", "title:line")))
    assert read_one(FORM, known).reference == "SK/7"
