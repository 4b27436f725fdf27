"""What forms have besides labels: headings that run into their paragraph, boxes to tick, tables with several sums."""

from datetime import date

import pytest

from intake.notices.boxes import ticked
from intake.notices.locating import Said
from intake.notices.notice import Known, learn_from, read_one
from intake.notices.publishers import possible_labels
from intake.notices.standards import parse_condition, stated_day

SLIP = """Slip of the harbour
Headed: Ropes for the quay

How it stands. The ropes are old. Two have parted.

What is settled. The harbour awards £410 to Quay Club for 2026/27. The money is from the Rope Fund.

Who was heard. The pilots. On the day: nobody came.
"""
RUN_IN = {"How it stands": "purpose:text", "What is settled": "decision_text:text"} | {
    "Who was heard": "consultation:text",
    "On the day": "alternatives:text",
    "Headed": "title:line",
}


def test_headings_that_run_into_their_paragraph_are_offered_and_read_once_taught():
    offered = {each.label: each.value for each in possible_labels(SLIP, Known().splitter)}
    assert RUN_IN.keys() <= offered.keys()
    assert offered["On the day"] == "nobody came."
    notice = read_one(SLIP, Known((), tuple(RUN_IN.items())))
    assert (notice.purpose, notice.consultation) == ("The ropes are old. Two have parted.", "The pilots.")
    assert notice.alternatives == "nobody came."
    assert [(each.recipient_text, each.stream_text) for each in notice.awards] == [("Quay Club", "Rope Fund")]
    assert notice.decision_text.startswith("The harbour awards")


def test_short_sentences_of_prose_are_no_headings():
    assert "It rained" not in {each.label for each in possible_labels("It rained. We went in.", Known().splitter)}


@pytest.mark.parametrize(
    ("line", "says", "others"),
    [
        ("Kind: ☐ Loan ☒ Grant ☐ Gift", "Kind: Grant", "Loan Gift"),
        ("Key: Yes ☐ No ☒", "Key: No", "Yes"),
        ("Settled\t[x] Agreed\t[ ] Put off", "Settled\tAgreed", "Put off"),
        ("Agreed\t☒\tRefused\t☐", "Agreed", "Refused"),
        ("☐ Half is found elsewhere", "", "Half is found elsewhere"),
        ("☑ Receipts are kept", "☒ Receipts are kept", ""),
        ("☒ Other (which): The quay is swept.", "☒ The quay is swept.", "Other (which):"),
        ("Nothing to tick", "Nothing to tick", ""),
    ],
)
def test_what_is_ticked_is_what_a_form_says(line, says, others):
    assert ticked(line) == (says, others)


BOXES = """Form of the harbour
P1 Headed: Ropes
P2 Settled: ☒ Agreed ☐ Put off
P3 Paid to:
Rope Makers (£300.00) for hemp
Quay Club (£110.00) for tar
P4 Asked of them:
☐ Half is found elsewhere
☒ Receipts are kept
"""
TAUGHT_BOXES = (
    *(("P1 Headed", "title:line"), ("P2 Settled", "outcome_text:outcome"), ("P3 Paid to", "awards:text")),
    ("P4 Asked of them", "conditions:conditions"),
)


def test_a_box_that_is_not_ticked_is_no_condition_and_no_outcome():
    notice = read_one(BOXES, Known((), TAUGHT_BOXES))
    assert notice.outcome == "approved"
    assert [each.wording for each in notice.conditions] == ["Receipts are kept"]
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Rope Makers", 300), ("Quay Club", 110)]
    (left,) = [each for each in notice.leftovers if "not ticked" in each.why]
    assert left.asks_nothing
    assert left.text == "Put off\nHalf is found elsewhere"


TABLE = """Slip of the harbour
Headed: Ropes
Settled
The harbour pays what stands last, for 2026/27.
Whom\tTowards\tHoped for\tGot\tOut of
Rope Makers\tHemp\t£500\t£300\tRope Fund
Quay Club\tTar\t£110\t£110\tTar Fund
All\t\t£610\t£410\t
Reasons: It is dark.
"""


@pytest.mark.parametrize("settled", ["decision_text:text", "awards:text", "reasons:text"])
def test_columns_of_a_table_are_taught(settled):
    columns = (("Whom", "award_recipient:line"), ("Hoped for", ":aside"), ("Got", "award_amount:sum"))
    known = Known((), (("Headed", "title:line"), ("Settled", settled), *columns, ("Out of", "award_stream:line")))
    notice = read_one(TABLE, known)
    assert [(each.recipient_text, each.amount, each.stream_text) for each in notice.awards] == [
        ("Rope Makers", 300, "Rope Fund"),
        ("Quay Club", 110, "Tar Fund"),
    ]
    assert notice.stated_total == 410
    assert not [left for left in notice.leftovers if not left.asks_nothing and "£" in left.text]


def test_before_a_day_is_due_the_day_before_it_and_a_share_of_the_cost_is_match():
    assert stated_day("The club must open the slip before 1 July 2026.") == date(2026, 6, 30)
    assert stated_day("No money may be spent before 1 July 2026.") is None
    assert stated_day("Costs incurred before 1 July 2026 are not met.") is None
    asked = parse_condition("The club must find a quarter of the cost of the slip elsewhere.")
    assert (asked.kind, asked.total_percent, asked.match_percent) == ("match", 25, None)


SHEET = """SLIP NO. {number}		KEEPER: Jo Ash
Headed: {title}
In short: A pot of £90,000 was set up.
Settled: The harbour awards £{sum} to Quay Club for 2026/27.
Harbour Master Approval
Signed: (copy in the safe)
Date: {day}
Contact officer
{who}
Papers held
{papers}
"""
LABELS = (("Headed", "title:line"), ("In short", "purpose:text"), ("Settled", "decision_text:text"))
FIRST = {"number": "7/26", "title": "Ropes", "sum": "410", "day": "4 May 2026"} | {
    "who": "Clerk of Ropes",
    "papers": "Plan (PDF, 80 KB)",
}
SECOND = {"number": "9/26", "title": "Tar", "sum": "95", "day": "5 June 2026"} | {
    "who": "Keeper of Tar",
    "papers": "Letter (PDF, 20 KB)\nSurvey (PDF, 31 KB)",
}


def test_what_a_label_says_that_the_record_has_from_elsewhere_and_what_has_no_field_asks_nothing_again():
    said = Said(
        {
            "title": ["Ropes"],
            "reference": ["7/26"],
            "decision_makers": ["Harbour Master"],
            "decided_on": [date(2026, 5, 4)],
        },
        always={"decision_makers": ["Harbour Master"]},
    )
    known = Known((), (*LABELS, ("Papers held", "accompanying_documents:list")))
    learned = learn_from(SHEET.format(**FIRST), known, said, lambda line: False)
    notice = read_one(SHEET.format(**SECOND), Known((), known.labels, (), (learned,)))
    assert (notice.reference, notice.title, notice.makers) == ("9/26", "Tar", ("Harbour Master",))
    assert [left.text for left in notice.leftovers if not left.asks_nothing] == []
    assert {"Letter (PDF, 20 KB)", "Survey (PDF, 31 KB)"} <= {
        each for left in notice.leftovers for each in left.text.split("\n")
    }


def test_a_numbered_paragraph_may_ask_several_things():
    known = Known((), (("Headed", "title:line"), ("Asked", "conditions:conditions")))
    text = "Headed: Ropes\n\nAsked\n6.1 The club keeps the ropes dry. It sends a report by 4 May 2027."
    wordings = [each.wording for each in read_one(text, known).conditions]
    assert wordings == ["The club keeps the ropes dry.", "It sends a report by 4 May 2027."]


UNROLLED = """Headed: Ropes

Settled
The harbour awards for 2026/27:

Organisation
Work
Amount
Rope Makers
Hemp for the quay
£300
Quay Club

Tar

£110
Total
£410

Because
It is dark.
"""


def test_a_table_whose_cells_stand_on_lines_of_their_own_is_one():
    known = Known((), (("Headed", "title:line"), ("Settled", "decision_text:text"), ("Because", "reasons:text")))
    notice = read_one(UNROLLED, known)
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Rope Makers", 300), ("Quay Club", 110)]
    assert notice.stated_total == 410
    assert "| Rope Makers | Hemp for the quay | £300 |" in notice.decision_text
    assert notice.reasons == "It is dark."


def test_a_form_of_two_titles_is_one_form():
    labels = (("Subject", "title:line"), ("Settled", "decision_text:text"))
    text = "Subject: Ropes\nSettled: I award £410 to Quay Club for 2026/27.\nTITLE: Harbour Master\nDATE: 4 May 2026"
    assert read_one(text, Known((), labels)).title == "Ropes"
