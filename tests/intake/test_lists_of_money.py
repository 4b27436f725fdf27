"""Lists of awards, a line for each with its cells parted by a dash or the like: read the first time and the next."""

import pytest

from intake.notices.locating import Said
from intake.notices.notice import Known, ParsedNotice, learn_from, parse_notice, read_one

BUOYS = """Paper no.
HB-{number}
Heading
{title}
Settled by
Harbour Reeve
What the purse pays
{lines}
Why
Ropes were worn.
"""
MEANINGS = {"Paper no.": "reference:line", "Heading": "title:line", "Settled by": "decision_makers:posts"} | {
    "What the purse pays": "awards:text", "Why": "reasons:text"
}  # fmt: skip
KNOWN = Known(("Harbour Reeve",), tuple(MEANINGS.items()))
SPRING = (("Oar Club", "£4,100", "Harbour Fund", "2026/27"), ("Sail Club", "£3,200.00", "Harbour Fund", "2027/28"))
AUTUMN = (("Crab Club", "nil", "Gull Pot", "2026/27"), ("Gull Club", "£950", "Gull Pot", "2026/27"))


def text_of(
    rows: tuple[tuple[str, ...], ...], mark: str = " – ", title: str = "Ropes: for all", number: int = 7
) -> str:
    return BUOYS.format(lines="\n".join(map(mark.join, rows)), title=title, number=number)


def awards_of(notice: ParsedNotice) -> list[tuple[str, int, str, str]]:
    return [(each.recipient_text, int(each.amount), each.stream_text, each.year_text) for each in notice.awards]


def asked(notice: ParsedNotice) -> list[str]:
    return [left.text for left in notice.leftovers if not left.asks_nothing]


@pytest.mark.parametrize("mark", [" – ", " — ", " - ", " | ", "; ", "\t"])
def test_a_line_of_a_taught_list_is_an_award_whatever_parts_its_cells(mark):
    notice = read_one(text_of(SPRING, mark), KNOWN)
    assert awards_of(notice) == [
        ("Oar Club", 4100, "Harbour Fund", "2026/27"),
        ("Sail Club", 3200, "Harbour Fund", "2027/28"),
    ]
    assert asked(notice) == []


def test_nil_is_no_award_and_asks_nothing():
    notice = read_one(text_of(AUTUMN), KNOWN)
    assert awards_of(notice) == [("Gull Club", 950, "Gull Pot", "2026/27")]
    assert asked(notice) == []


def test_such_a_list_is_learned_from_the_awards_of_the_record():
    values = {"title": ["Ropes: for all"], "reference": ["HB-7"], "reasons": ["Ropes were worn."]}
    said = Said(values | {"decision_makers": ["Harbour Reeve"]}, [("£4,100", "Oar Club"), ("£3,200", "The Sailors")])
    example = learn_from(text_of(SPRING), Known(("Harbour Reeve",)), said, lambda line: False)
    second = text_of(AUTUMN, title="Bells: for the fog", number=9)
    notice = parse_notice(second, Known(("Harbour Reeve",), examples=(example,)))
    assert awards_of(notice) == [("Gull Club", 950, "Gull Pot", "2026/27")]
    assert (notice.title, notice.reference, asked(notice)) == ("Bells: for the fog", "HB-9", [])


def test_a_value_with_a_colon_right_below_its_label_is_no_label():
    notice = read_one(text_of(SPRING), KNOWN)
    assert (notice.title, notice.reasons) == ("Ropes: for all", "Ropes were worn.")


def test_what_an_award_is_for_is_no_fund():
    rows = "Oar Club | £4,100 | Lessons for young rowers\nSail Club | £3,200 | Repair of sails"
    notice = parse_notice(f"Boats\n\nDecision Maker: Mayor\n\nDecision:\n\nThese are awarded:\n\n{rows}\n")
    assert [(award.amount, award.stream_text) for award in notice.awards] == [(4100, ""), (3200, "")]


RULING = """NOTE OF A RULING

Ruling {number}

Clerk on duty: {clerk}

Heading: {title}

RULING

{ruled}
"""


def test_a_number_is_found_again_whose_label_heads_what_was_decided_too():
    meanings = {"Ruling": "decision_text:text", "Heading": "title:line", "Clerk on duty": ":line"}
    first = {"number": "017-2025", "clerk": "The first", "title": "Oars", "ruled": "Oar Club is given £40."}
    said = Said({"reference": [first["number"]], "title": [first["title"]], "decision_text": [first["ruled"]]})
    example = learn_from(RULING.format(**first), Known((), tuple(meanings.items())), said, lambda line: False)
    second = first | {"number": "044-2025", "title": "Sails", "ruled": "Sail Club is given £60."}
    notice = read_one(RULING.format(**second), Known((), tuple(meanings.items()), examples=(example,)))
    assert (notice.reference, notice.title, notice.decision_text) == ("044-2025", "Sails", "Sail Club is given £60.")


def test_a_post_below_what_was_decided_that_was_taught_as_the_label_of_who_decided_is_who_decided():
    meanings = {"Heading": "title:line", "Ruling": "decision_text:text", "On": "decided_on:date"}
    meanings |= {"Harbour Commissioner": "decision_makers:posts"}
    text = "Heading: Oars\n\nRuling\n\nOar Club is given £40.\n\nHarbour Commissioner\n\nOn\n4 May 2026\n"
    notice = read_one(text, Known((), tuple(meanings.items())))
    assert (notice.decision_makers, notice.decision_text) == ("Harbour Commissioner", "Oar Club is given £40.")
