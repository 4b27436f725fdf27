"""What was confirmed once is an example: the next notice laid out alike is read by it, and nothing is guessed."""

from datetime import date

import pytest

from intake.notices.headings import parse_title_line
from intake.notices.locating import Said
from intake.notices.names import is_recipient
from intake.notices.notice import LESS_BY_TAUGHT, Known, ParsedNotice, learn_from, parse_notice, read_one
from intake.notices.standards import stated_day

PLAIN = """Eastmoor Town Council

{number}

{title}

{decision}

Minutes are read by nobody but ants.

Head of Lamps

{day}
"""
TWICE = """Eastmoor Town Council

Outcome of the day

{title}

Outcome

{day}

Outcome

{decision}
"""
FIRST = {"number": "LT/0041", "title": "Lamps on the pier", "day": "4 May 2026"} | {
    "decision": "The council awarded £310 to Pier Friends for 2026/27."
}
SECOND = {"number": "LT/0058", "title": "A bell for the fog", "day": "11 June 2026"} | {
    "decision": "The council awarded £95 to Fog Watch for 2026/27."
}
VALUES = {
    "reference": [FIRST["number"]],
    "title": [FIRST["title"]],
    "decision_text": [FIRST["decision"]],
    "decision_makers": ["Head of Lamps"],
    "decided_on": [date(2026, 5, 4)],
}


def learned(text: str) -> Known:
    return Known(examples=(learn_from(text.format(**FIRST), Known(), Said(VALUES), lambda line: False),))


def asked(notice: ParsedNotice) -> list[str]:
    return [left.text for left in notice.leftovers if not left.asks_nothing]


@pytest.fixture
def plain() -> Known:
    return learned(PLAIN)


def test_a_page_without_any_label_is_read_by_place(plain):
    notice = parse_notice(PLAIN.format(**SECOND), plain)
    assert (notice.reference, notice.title, notice.decision_text) == (
        "LT/0058",
        "A bell for the fog",
        SECOND["decision"],
    )
    assert (notice.makers, notice.decided_on) == (("Head of Lamps",), date(2026, 6, 11))
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Fog Watch", 95)]


def test_a_standing_sentence_is_set_aside_again_and_said(plain):
    notice = parse_notice(PLAIN.format(**SECOND), plain)
    assert asked(notice) == []
    assert [left.text for left in notice.leftovers] == ["Minutes are read by nobody but ants."]


def test_what_has_no_counterpart_is_asked_about(plain):
    text = PLAIN.format(**SECOND).replace("Head of Lamps", "The bell is lent by the museum.\n\nHead of Lamps")
    notice = parse_notice(text, plain)
    assert "The bell is lent by the museum." in "\n".join(asked(notice))
    assert notice.decision_text == SECOND["decision"]


def test_a_label_with_two_meanings_is_read_by_its_place():
    notice = parse_notice(TWICE.format(**SECOND), learned(TWICE))
    assert (notice.title, notice.decided_on) == ("A bell for the fog", date(2026, 6, 11))
    assert notice.decision_text == SECOND["decision"]


def test_nobody_and_no_number_is_learned():
    text = PLAIN.replace("Minutes are read by nobody but ants.", "Jo Field\n\nAsk Mr Reed, 0161 496 0000.")
    words = [item.words for item in learn_from(text.format(**FIRST), Known(), Said(VALUES), lambda line: False)]
    assert not [each for each in words if "Field" in each or "Reed" in each]


GLUED = """{title}

Settled by: Jo Field, Head of Lamps

When: {day}

Told: What was said: {decision} Because: {reason}

The book is open on {day} at the town hall, where anybody may read it from nine to five.
"""


def test_parts_that_are_glued_are_cut_where_they_were_and_a_standing_sentence_may_have_a_day():
    reasons = ("It was dark.", "Nobody saw the buoy.")
    values = VALUES | {"reasons": reasons[:1]}
    example = learn_from(GLUED.format(reason=reasons[0], **FIRST), Known(), Said(values), lambda line: False)
    assert not [item.words for item in example if "Field" in item.words]
    notice = parse_notice(GLUED.format(reason=reasons[1], **SECOND), Known(examples=(example,)))
    assert (notice.decision_text, notice.reasons) == (SECOND["decision"], reasons[1])
    assert (notice.title, notice.makers, asked(notice)) == (SECOND["title"], ("Head of Lamps",), [])


def test_the_number_of_a_book_and_one_behind_the_title_are_no_part_of_it():
    read = [parse_title_line(line) for line in ("16/09/2026 - 041 - Alarms ref: 77", "Ropes for the quay - KD2026/031")]
    assert [(each.title, each.reference) for each in read] == [("Alarms", "041"), ("Ropes for the quay", "KD2026/031")]


def test_a_recipient_may_be_called_like_a_month():
    assert [is_recipient(name) for name in ("March Council", "May Bank Trust", "May")] == [
        True,
        True,
        False,
    ]


def test_governance_arrangements_in_the_reasons_are_conditions():
    reasons = "Dark.\n\nThe agreed governance arrangements are:\n\n- a report each quarter\n- receipts for two years"
    text = (
        f"Record of decision\n\nLamps\n\nDecision\n\n{SECOND['decision']}\n\nReasons\n\n{reasons}\n\nDate: 4 May 2026"
    )
    assert [each.wording for each in parse_notice(text).conditions] == [
        "a report each quarter",
        "receipts for two years",
    ]


TABLED = """Sheet {number}

Agreed {day}

{title}

Ruling:
To help two clubs as below.

| Club | Amount | Year |
| --- | --- | --- |
| {one} Club | £4,100 | 2026/27 |
| {two} Club | £3,200 | 2026/27 |

Effects
Human Rights {answer}
Sea Birds Yes

Harbour Board
"""


def test_the_tail_that_was_cut_from_a_long_text_is_the_next_place_and_its_table_stays():
    first = TABLED.format(one="Oar", two="Sail", answer="Yes", **FIRST)
    ruling = first[first.index("To help") : first.index("\n\nEffects")]
    values = VALUES | {"decision_text": [ruling], "decision_makers": ["Harbour Board"]}
    example = learn_from(first, Known(), Said(values), lambda line: False)
    notice = parse_notice(
        TABLED.format(one="Crab", two="Gull", answer="No", **SECOND), Known(("Harbour Board",), examples=(example,))
    )
    assert [(each.recipient_text, each.amount) for each in notice.awards] == [("Crab Club", 4100), ("Gull Club", 3200)]
    assert (notice.reference, notice.title, notice.makers) == (SECOND["number"], SECOND["title"], ("Harbour Board",))
    assert (notice.decided_on, asked(notice)) == (date(2026, 6, 11), [])
    assert notice.decision_text.endswith("| 2026/27 |")


PLAIN_FORM = """Record of decision

Title: Oars for the regatta
Decision maker: HEAD OF HARBOURS
Decision:
1. That £410 be awarded to Oar Club for 2026/27.
2. That £95 be awarded to Fog Watch.
Conditions: Each club sends its accounts by 31 May 2027.
Date: 11 June 2026
Background papers:
The harbour plan

Whoever wants this decision to be looked at again has to say so in writing to the clerk by 19 June 2026.
"""


def test_what_was_taught_never_makes_a_notice_say_less():
    taught = Known(labels=tuple((label, ":aside") for label in ("Decision", "Conditions", "Date")))
    untaught, notice = parse_notice(PLAIN_FORM), read_one(PLAIN_FORM, taught)
    assert (notice.awards, notice.conditions, notice.decided_on) == (
        untaught.awards,
        untaught.conditions,
        date(2026, 6, 11),
    )
    assert [left.why for left in notice.leftovers].count(LESS_BY_TAUGHT) == 3


def test_a_point_has_its_own_year_and_a_sentence_is_no_paper_and_each_club_has_one_day():
    notice = parse_notice(PLAIN_FORM)
    assert [(each.amount, each.year_text) for each in notice.awards] == [(410, "2026/27"), (95, "")]
    assert (notice.makers, notice.accompanying_documents) == (("Head of Harbours",), ("The harbour plan",))
    assert [stated_day(each.wording) for each in notice.conditions] == [date(2027, 5, 31)]
    assert [text[:22] for text in asked(notice)] == ["Whoever wants this dec"]


SCROLL = """HARBOUR TRUST OF THE SOUND

1. SUBJECT OF IT
{title}
2. NUMBER OF IT
Paper {number}. {said}
3. POWER TO DO IT
The harbour order of the sound, part {part}; and the bylaws for
Boats and Moorings, section 4.
4. SETTLED
That grants be paid in 2026/27 for ropes and for whatever else the
moorings need from the Harbour Fund:
Oar Club: £4,100
Sail Club: £3,200
5. BECAUSE
The moorings have cost the trust some £300 a month, and every year
they sink.
6. GIVEN BY
Harbour Reeve
"""
OF_SPRING = {"title": "Ropes", "number": "HT-7/26", "said": "Not a key decision. Not subject to call-in.", "part": "2"}
OF_AUTUMN = {"title": "Buoys", "number": "HT-9/26", "said": "Key decision. Subject to call-in.", "part": "3"}
MEANINGS = {"SUBJECT OF IT": "title:line", "NUMBER OF IT": "reference:line", "POWER TO DO IT": "legal_power:line"} | {
    "SETTLED": "decision_text:text", "BECAUSE": "purpose:text", "GIVEN BY": "decision_makers:posts"
}  # fmt: skip


def test_a_value_goes_on_over_a_hard_line_break_up_to_the_next_label_in_a_text_that_has_such_breaks():
    known = Known(("Harbour Reeve",), labels=tuple(MEANINGS.items()))
    first = read_one(SCROLL.format(**OF_SPRING), known)
    power = "The harbour order of the sound, part 2; and the bylaws for Boats and Moorings, section 4."
    assert (first.legal_power, first.reference, first.makers) == (power, "HT-7/26", ("Harbour Reeve",))
    values = {name: [getattr(first, name)] for name in ("title", "reference", "legal_power", "decision_text")}
    example = learn_from(SCROLL.format(**OF_SPRING), known, Said(values), lambda line: False)
    second = parse_notice(SCROLL.format(**OF_AUTUMN), Known(examples=(example,)))
    assert (second.legal_power, second.title) == (power.replace("2", "3"), "Buoys")


def test_key_decision_and_call_in_are_read_beside_the_number_and_the_fund_above_the_list_of_awards():
    known = Known(labels=tuple(MEANINGS.items()))
    read = [read_one(SCROLL.format(**facts), known) for facts in (OF_SPRING, OF_AUTUMN)]
    assert [(each.is_key, each.call_in) for each in read] == [(False, False), (True, True)]
    assert [each.reference for each in read] == ["HT-7/26", "HT-9/26"]
    assert {award.stream_text for award in read[0].awards} == {"Harbour Fund"}
    assert not [left.text for left in read[0].leftovers if "£300" in left.text and not left.asks_nothing]


def test_a_line_that_was_set_aside_or_is_a_label_is_no_condition_of_the_reader_without_it():
    text = PLAIN_FORM.replace("Conditions:", "Conditions:\nTHE REEVE MUST SIGN THIS\n")
    taught = Known(labels=(("The Reeve must sign this", ":aside"), ("Conditions", ":aside")))
    assert [each.wording[:9] for each in read_one(text, taught).conditions] == ["Each club"]


def test_a_list_of_awards_in_which_none_is_understood_is_asked_about_also_where_no_decision_is_written():
    known = Known(labels=(("Matter", "title:line"), ("Purse", "awards:text"), ("Day", "decided_on:date")))
    read = read_one("Matter: Ropes\nPurse:\nWhat is left of £410 or so\nDay: 4 May 2026", known)
    assert (read.title, read.awards) == ("Ropes", ())
    assert "£410" in "".join(asked(read))


def test_the_head_of_a_memo_is_read_where_its_labels_are_taught():
    memo = "From: Harbour Reeve\nSent: 4 May 2026\nSubject: Ropes\n\nI award £410 to Oar Club for 2026/27."
    labels = (("From", "decision_makers:posts"), ("Sent", "decided_on:date"), ("Subject", "title:line"))
    read = read_one(memo, Known(("Harbour Reeve",), labels))
    assert (read.makers, read.decided_on, read.title) == (("Harbour Reeve",), date(2026, 5, 4), "Ropes")
