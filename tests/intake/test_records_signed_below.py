"""A record with long labels, whose day stands above its caption; and grants in a list that its terms follow."""

from datetime import date

from intake.notices.layouts import MOST_WORDS
from intake.notices.locating import Said
from intake.notices.notice import Known, ParsedNotice, learn_from, parse_notice, parse_notices, read_one
from intake.notices.publishers import possible_labels

HELD = "Whether anybody who settled it holds a boat of any kind, and whether the harbour reeve has allowed for that"
RECORD = f"""Record of decision

Settled by: Harbour Reeve

Matter: Ropes

Decision:
I agree to:

(i) award a grant of £410 to Oar Club for 2026/27; and

(ii) require both clubs to send a report to the trust by 31 October 2026.

{HELD}:
None

              4 June 2026
..................   .................
signed               date
"""
LABELS = (("Settled by", "decision_makers:posts"), ("Matter", "title:line"), (HELD, "interests:text"))


def asked(notice: ParsedNotice) -> list[str]:
    return [left.text for left in notice.leftovers if not left.asks_nothing]


def test_a_day_above_its_caption_is_read_and_a_line_of_dots_asks_nothing():
    notice = read_one(RECORD, Known(("Harbour Reeve",), LABELS))
    assert (notice.decided_on, notice.makers) == (date(2026, 6, 4), ("Harbour Reeve",))
    assert asked(notice) == []


def test_a_long_label_is_offered_and_taught():
    assert len(HELD.split()) > MOST_WORDS
    assert HELD in [each.label for each in possible_labels(RECORD, Known().splitter)]
    assert read_one(RECORD, Known(labels=LABELS)).interests == "None"


def test_what_the_decision_requires_of_who_is_awarded_is_a_condition():
    wording = "require both clubs to send a report to the trust by 31 October 2026."
    assert [each.wording for each in read_one(RECORD, Known(labels=LABELS)).conditions] == [wording]


LISTED = """Record of decision

Title: Ropes

Decision:
To make grants in 2026/27 as follows:

- £410 to Bolton Council; and
- £95 to the charity Fog Watch,

subject to each body sharing its charts with the trust.

Date: 4 June 2026

Whom to ask

Name
The office of the reeve
"""


def test_the_charity_before_a_name_is_no_part_of_it_and_terms_below_a_list_are_those_of_its_grants():
    notice = parse_notice(LISTED)
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [
        ("Bolton Council", 410),
        ("Fog Watch", 95),
    ]
    assert [each.wording for each in notice.conditions] == ["each body sharing its charts with the trust"]


def test_two_labels_of_no_field_after_each_other_are_both_labels():
    known = Known(labels=(("Whom to ask", ":aside"), ("Name", ":aside")))
    notice = read_one(LISTED, known)
    assert (asked(notice), notice.makers) == ([], ())


ROW = """Decisions of the reeve

Note: Papers are added as soon as they are there.

Decision Ref No\tDecision Title\tDecision Summary\tDate Authorised
{number}\t{title}\t
The reeve has approved grants in 2026/27.

The following has been agreed:

•   £{sum} to Oar Club

{rest}
\t{day}

Form {number} (PDF, 212kB)
"""
OARS = {"number": "2026-204", "title": "Ropes", "sum": "410", "day": "17/06/2026"} | {
    "rest": "Grant recipients will provide quarterly monitoring information."
}
BELLS = {"number": "2026-377", "title": "Bells", "sum": "95", "day": "24/11/2026", "rest": "It is dark by four."}


def test_a_table_of_one_decision_whose_summary_has_many_lines_is_one_notice_and_is_learned():
    known = Known(("Reeve of the Harbour",))
    (found,) = parse_notices(ROW.format(**OARS), known)
    first = found.notice
    assert (first.title, first.reference, first.decided_on) == ("Ropes", "2026-204", date(2026, 6, 17))
    assert [(each.recipient_text, each.amount) for each in first.awards] == [("Oar Club", 410)]
    assert [each.wording for each in first.conditions] == [OARS["rest"]]
    values = {"title": ["Ropes"], "decision_text": [first.decision_text], "reference": [first.reference]}
    said = Said(values, (), {"decision_makers": ["Reeve of the Harbour"]})
    example = learn_from(ROW.format(**OARS), known, said, lambda line: False)
    second = parse_notice(ROW.format(**BELLS), Known(known.posts, examples=(example,)))
    assert (second.title, second.makers, second.decided_on) == ("Bells", known.posts, date(2026, 11, 24))
    assert second.decision_text.endswith("It is dark by four.")
    assert asked(second) == []


def test_a_table_of_several_decisions_stays_a_list():
    rows = "Ref\tTitle\tDate of decision\n1\tRopes\t17/06/2026\n2\tBells\t18/06/2026"
    assert [each.notice.title for each in parse_notices(rows)] == ["Ropes", "Bells"]


def test_a_record_and_the_paper_behind_it_are_one_decision_whose_day_is_that_of_the_signature():
    record = "NOTE OF A RULING\n\nTitle: Ropes\n\nDecision:\nThat £410 is granted to Oar Club for 2026/27.\n\n"
    paper = "PAPER FOR A RULING\n\nTitle: Ropes\n\nDate: 2 March 2026\n\nOptions\nTo buy none.\n"
    [found] = parse_notices(f"{record}Signature\tDate\n(signed)\t09.04.2026\n\n{paper}")
    notice = found.notice
    assert (notice.title, notice.decided_on) == ("Ropes", date(2026, 4, 9))
    assert [left.text for left in notice.leftovers if "signed" in left.text and not left.asks_nothing] == []
    two = parse_notices(f"{record}Date: 1 March 2026\n\n{record.replace('Ropes', 'Oars')}Date: 2 March 2026\n")
    assert [each.notice.title for each in two] == ["Ropes", "Oars"]


def test_signed_electronically_is_nobody():
    notice = parse_notice(
        "Title: Ropes\n\nDecision:\nThat £410 is granted to Oar Club.\n\n"
        "Any interest declared in this matter:\nNone.\n\n"
        "Signature: signed electronically\n\nDate: 4 June 2026\n"
    )
    assert (notice.interests, asked(notice)) == ("None.", [])
