"""A minute of what one person decided: number and title on one line, a place before the day, the signature below the
text. It is taught by what an officer typed, and read by its places the next time."""

from datetime import date

from intake.notices.learned import share_of, tokens
from intake.notices.locating import Said
from intake.notices.notice import Known, ParsedNotice, learn_from, parse_notice, read_one
from intake.notices.standards import stated_day

MINUTE = """HARBOUR TRUST OF THE SOUND

Note of what the Convener settled between two meetings of the trust

Port Sound, {day}

{number} {title}

{purpose}

The Convener, who had the paper before her, RESOLVED:-

(i) {award};
(ii) {term}; and
(iii) otherwise to take note.

Because: {reasons}

Means: {means}
{interests}
CONVENER

To be laid before the next meeting. Certified by the Clerk, {certified}.
"""
ROPES = {
    "day": "3rd March, 2026",
    "number": "HT 26/04.",
    "title": "ROPES - FOR BOTH CLUBS",
    "purpose": "There had been laid a paper on ropes.",
    "award": "to award Oar Club a grant of £410.00 for 2026/27",
    "term": "that the grant be conditional upon receipts being lodged by 1st June, 2027",
    "reasons": "That worn ropes part.",
    "means": "The harbour dues.",
    "interests": "\nHeld: The Clerk rows.\n",
    "certified": "23rd March, 2026",
}
BELLS = {
    "day": "21st May, 2026",
    "number": "HT 26/17.",
    "title": "BELLS FOR THE FOG",
    "purpose": "There had been laid a paper on bells.",
    "award": "to award Fog Watch a grant of £95.00 for 2026/27",
    "term": "that the grant be conditional upon the club raising £20.00 from other givers",
    "reasons": "That nobody saw the buoy.",
    "means": "The harbour dues, and £40 of the reserve.",
    "interests": "",
    "certified": "25th May, 2026",
}
LABELS = (("Because", "reasons:text"), ("Means", "financial_implications:text"), ("Held", "interests:text"))
KNOWN = Known(("Convener",), LABELS)


def taught() -> Known:
    """What was taught by the first minute."""
    text = MINUTE.format(**ROPES)
    decision = text[text.index("The Convener, who") : text.index("\n\nBecause")].replace(":-", ":")
    values = {name: [ROPES[name]] for name in ("title", "purpose", "reasons")} | {"decision_text": [decision]}
    values |= {"reference": ["HT 26/04"], "decision_makers": ["Convener"], "interests": ["The Clerk rows."]}
    said = Said(values | {"decided_on": [date(2026, 3, 3)], "financial_implications": [ROPES["means"]]})
    return Known(("Convener",), LABELS, examples=(learn_from(text, KNOWN, said, lambda line: False),))


def asked(notice: ParsedNotice) -> list[str]:
    return [left.text for left in notice.leftovers if not left.asks_nothing]


def test_a_title_behind_its_number_and_a_day_behind_its_place_are_read_where_they_stood():
    notice = parse_notice(MINUTE.format(**BELLS), taught())
    assert (notice.title, notice.reference) == ("BELLS FOR THE FOG", "HT 26/17")
    assert (notice.decided_on, notice.makers) == (date(2026, 5, 21), ("Convener",))


def test_a_list_that_a_paragraph_announces_is_of_the_same_text_and_what_it_says_is_found():
    notice = parse_notice(MINUTE.format(**BELLS), taught())
    assert (notice.purpose, notice.decision_text[-23:]) == (BELLS["purpose"], "otherwise to take note.")
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Fog Watch", 95)]
    assert [each.wording for each in notice.conditions] == ["the club raising £20.00 from other givers"]
    assert (notice.conditions[0].kind, notice.conditions[0].match_sum) == ("match", 20)
    assert asked(notice) == []


def test_a_signature_in_capitals_is_of_no_text_above_it_though_a_block_is_missing():
    notice = parse_notice(MINUTE.format(**BELLS), taught())
    assert (notice.financial_implications, notice.interests) == (BELLS["means"], "")
    untaught = read_one(MINUTE.format(**ROPES), KNOWN)
    assert (untaught.interests, untaught.makers) == ("The Clerk rows.", ("Convener",))


def test_a_layout_is_known_by_most_of_its_standing_lines_whatever_day_they_name():
    example = taught().examples[0]
    shares = [share_of(f" {' '.join(tokens(MINUTE.format(**facts)))} ", example) for facts in (ROPES, BELLS)]
    assert shares[0] == 1
    assert shares[1] > 0.8


def test_the_body_and_the_place_are_no_title():
    notice = read_one(MINUTE.format(**ROPES).replace("HARBOUR TRUST", "HARBOUR POLICE BOARD"), KNOWN)
    assert "Port Sound" not in notice.title
    assert notice.decided_on == date(2026, 3, 3)


FORM = """Matter: Ropes
Settled: To award £410 to Oar Club for 2026/27.
Strings: Receipts go to the clerk; the club keeps a log of ropes; no rope is lent.
Shelf: 12 B
Filed at 4/6/2026 11:20 by the porter
"""
MEANINGS = {"Matter": "title:line", "Settled": "decision_text:text", "Strings": "conditions:conditions"}
STRINGS = (*MEANINGS.items(), ("Shelf", ":aside"))


def test_terms_that_semicolons_part_are_one_condition_each():
    notice = read_one(FORM, Known(labels=STRINGS))
    assert [each.wording for each in notice.conditions] == [
        "Receipts go to the clerk",
        "the club keeps a log of ropes",
        "no rope is lent.",
    ]
    words = FORM.replace("Receipts go to the clerk; the club", "Receipts (all; also those of others); the club")
    assert len(read_one(words, Known(labels=STRINGS)).conditions) == 1


def test_what_was_ticked_off_below_a_label_is_not_asked_about_again_and_nothing_else_is_said_of_it():
    known = Known(labels=STRINGS)
    terms = ["Receipts go to the clerk", "the club keeps a log of ropes", "no rope is lent."]
    values = {"title": ["Ropes"], "decision_text": ["To award £410 to Oar Club for 2026/27."], "conditions": terms}
    example = learn_from(FORM, known, Said(values), lambda line: False)
    second = FORM.replace("4/6/2026 11:20", "8/9/2026 09:30").replace("12 B", "14 C")
    notice = parse_notice(second, Known(labels=STRINGS, examples=(example,)))
    assert asked(notice) == []
    whys = {left.text: left.why for left in notice.leftovers}
    assert whys["Filed at 8/9/2026 09:30 by the porter"] == "Of this place of an earlier notice nothing was kept"


POINTS = """Matter: Ropes
Settled:
1. That Oar Club is awarded a grant of £410 for 2026/27.
2. That the first payment is made once the trust has seen the ropes.
3. That Oar Club keeps the ropes dry.
4. That each club sends a report by 31 May 2027.
5. That the project goes on for a year.
6. That Oar Club is thanked.
7. That the trust keeps its own ropes.
"""


def test_points_of_a_decision_that_ask_something_of_who_is_awarded_are_conditions():
    notice = read_one(POINTS, Known(labels=STRINGS))
    assert [each.wording for each in notice.conditions] == [
        "That the first payment is made once the trust has seen the ropes.",
        "That Oar Club keeps the ropes dry.",
        "That each club sends a report by 31 May 2027.",
    ]
    assert notice.conditions[2].kind == "reporting"


def test_a_text_that_opens_as_the_earlier_one_begins_there_whatever_the_text_above_it_has():
    more = BELLS | {
        "purpose": f"{BELLS['purpose']}\n\nIt says that the buoy is hard to see.\n\nNobody has answered it."
    }
    notice = parse_notice(MINUTE.format(**more), taught())
    assert (notice.title, notice.purpose) == (BELLS["title"], more["purpose"])
    assert notice.decision_text.startswith("The Convener, who had the paper")
    assert asked(notice) == []


def test_of_what_is_sent_again_and_again_the_first_day_is_the_one_it_is_due():
    assert stated_day("a six-monthly report to the trust, the first by 31 October 2026") == date(2026, 10, 31)
    assert stated_day("a report each year by 31 October 2026") is None
