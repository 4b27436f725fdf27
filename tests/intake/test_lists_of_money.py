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
