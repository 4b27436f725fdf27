"""Sentences of the shapes that offices publish, in words of our own: who gets how much, and what is no condition."""

import pytest

from intake.notices.makers import parse_makers
from intake.notices.notice import parse_notice
from intake.notices.standards import parse_condition

NOTICE = """Decision details

{title}

Decision Maker: Deputy Mayor

Decision:

{decision}

Date of decision: 04/06/2026
"""


def read(decision, title="Grants for the year"):
    return parse_notice(NOTICE.format(title=title, decision=decision))


@pytest.mark.parametrize(
    ("decision", "awards"),
    [
        ("Northmarch Police are to be provided with £41,000 of this money for patrols.", {"Northmarch Police": 41000}),
        ("It is agreed that Eastvale Police be funded £9,000 for one analyst.", {"Eastvale Police": 9000}),
        ("We will fund Westmere Women's Aid to the value of £2,340.", {"Westmere Women's Aid": 2340}),
        ("An extension of the grant to Lantern House at a value of £4,120.", {"Lantern House": 4120}),
        ("A grant of £500 to Blackburn with Darwen Borough Council.", {"Blackburn with Darwen Borough Council": 500}),
        ("It is proposed that GMCA contributes £300 to Mendwell for its prizes.", {"Mendwell": 300}),
        (
            "The following are extended:\nWe Are Menders £70\nMendwell CIC £50",
            {"We Are Menders": 70, "Mendwell CIC": 50},
        ),
        (
            "That the following grants be made: (i) Mendwell £2,000; (ii) Close By CIC £1,800.",
            {"Mendwell": 2000, "Close By CIC": 1800},
        ),
        (
            "To provide £100 to each of the following: Eastvale Council, Westmere Council and Northmarch Council.",
            {"Eastvale Council": 100, "Westmere Council": 100, "Northmarch Council": 100},
        ),
    ],
)
def test_an_award_is_read_as_offices_write_it(decision, awards):
    assert {each.recipient_text: each.amount for each in read(decision).awards} == awards


def test_lines_of_a_budget_are_no_recipients():
    assert not read("The costs are: (i) Staff £2,000; (ii) Hire £300.").awards


def test_terms_under_which_the_money_came_are_no_condition_of_the_award():
    said = "Given the money is provided on the basis that it is used for schools, approve the passing on of the money."
    assert not read(said).conditions


def test_a_strategy_is_no_contract():
    assert read("I have approved the strategy.", title="Procurement Strategy").kind == "other"
    assert read("I have approved it.", title="Award of the contract for the procurement policy").kind == "contract"


def test_a_sentence_below_a_signature_is_no_post():
    notice = parse_notice(
        "Title: Bells\n\nDecision: To buy bells.\n\nDate: 4 June 2026\n\n"
        "Signed: Commissioner\nThe PCC has set money aside for bells."
    )
    assert notice.makers == ("Commissioner",)


def test_a_heading_below_a_signature_is_no_post_and_a_post_named_twice_is_one():
    notice = parse_notice(
        "Title: Bells\n\nDecision maker: Commissioner for Northmarch\n\nDecision: To buy bells.\n\n"
        "Approved by: Commissioner\nDate: 4 June 2026\n\nSigned: Jo Field\n\nPART 1 - FACTS AND ADVICE TO THE PCC"
    )
    assert notice.makers == ("Commissioner for Northmarch",)


@pytest.mark.parametrize(
    "asked",
    [
        "As a condition of the grant, the charity is required to report on outcomes every six months.",
        "Grant recipients are expected to name the Commissioner in all publicity.",
        "A final report must be provided within a month of the end.",
        "I ask both to send a report by 30 April 2027.",
        "The menders must send a log by 31 January 2027.",
        "The service must find £150 of match funding.",
        "In line with the usual terms, monitoring returns are to be submitted each quarter.",
    ],
)
def test_a_sentence_that_asks_is_a_condition(asked):
    assert len(read(f"To award £50 to Mendwell CIC.\n\n{asked}").conditions) == 1


@pytest.mark.parametrize(
    ("line", "posts", "others"),
    [
        ("The Commissioner and the Chief Constable jointly", ("The Commissioner", "Chief Constable"), ("jointly",)),
        ("Chief Executive under delegated powers", ("Chief Executive",), ("under delegated powers",)),
        ("Mayor of Northmarch, Jo Field", ("Mayor of Northmarch",), ("Jo Field",)),
        ("Mayor, Police and Crime", ("Mayor, Police and Crime",), ()),
        ("Assistant Director (Streets and Parks)", ("Assistant Director (Streets and Parks)",), ()),
    ],
)
def test_how_somebody_decides_and_who_it_is_are_no_part_of_the_post(line, posts, others):
    found = parse_makers(line, "posts", [])
    assert (found.posts, found.others) == (posts, others)


def test_points_on_one_line_are_apart():
    terms = "on these terms: 1. The trust sends a report by 1 May 2027. 2. The lamps are insured. 3. Nobody is charged."
    notice = read(f"To award £900 to Lamp Trust {terms}")
    assert [each.wording for each in notice.conditions] == [
        "The trust sends a report by 1 May 2027.",
        "The lamps are insured.",
        "Nobody is charged.",
    ]


def test_the_end_of_a_sentence_is_of_all_its_awards():
    notice = read("Lamp Trust receives £900 and Oar Club receives £250, both in 2026/27, from the Marsh Fund.")
    assert {(each.year_text, each.stream_text) for each in notice.awards} == {("2026/27", "Marsh Fund")}


def test_match_is_a_share_in_words_or_a_sum():
    asked = (
        "It adds a sum of its own of no less than half of its grant.",
        "The partnerships put in £600 between them.",
    )
    found = [parse_condition(each) for each in asked]
    assert [(each.kind, each.match_percent, each.match_sum) for each in found] == [
        ("match", 50, None),
        ("match", None, 600),
    ]


def test_a_day_that_a_line_break_cut_off_is_no_condition_of_its_own():
    cut = "Each of the two bodies shall report the hours that were worked and the nets found by\n15 June 2026."
    full = "The club lends its nets to the school whenever the school asks for them in good time."
    notice = read(f"To award £900 to Lamp Trust.\n\nConditions\n\n(a) {full}\n(b) {cut}")
    assert [each.wording[-13:].strip(". ") for each in notice.conditions] == ["in good time", "15 June 2026"]
