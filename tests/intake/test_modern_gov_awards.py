"""A plain sum in a pasted notice is proposed as an award; any other is left to the officer."""

from decimal import Decimal

import pytest

from intake.notices.notice import ParsedNotice, parse_notice


def deciding(sentence: str) -> ParsedNotice:
    return parse_notice(f"Sums\n\nDecision Maker: Mayor\n\nDecision:\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "amount", "recipient", "year"),
    [
        ("£7,500 will be allocated to Wigan Metropolitan Borough Council for 2023/24.", "7500", None, "2023/24"),
        (
            "For the financial year 2023/24, £7500 is granted to Wigan Metropolitan Borough Council.",
            "7500",
            None,
            "2023/24",
        ),
        (
            "To award a grant of £1.5m to the Wigan Metropolitan Borough Council, in 2023/2024",
            "1500000",
            None,
            "2023/2024",
        ),
        ("£7.5k for Wigan Metropolitan Borough Council to buy lights", "7500", None, ""),
        ("£80.05 from the Police Property Act Fund to St. Helena's Trust for tea", "80.05", "St. Helena's Trust", ""),
        ("£500 to Bolton Council for 2023/24 to 2025/26", "500", "Bolton Council", ""),
        ("£500 to Bolton Council for 2023-2025", "500", "Bolton Council", ""),
        ("A grant of £95 to Clwb y Cei for oars", "95", "Clwb y Cei", ""),
    ],
)
def test_a_sum_with_its_recipient_is_an_award(sentence, amount, recipient, year):
    [award] = deciding(sentence).awards
    assert award.amount == Decimal(amount)
    assert award.recipient_text == (recipient or "Wigan Metropolitan Borough Council")
    assert award.year_text == year


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Up to £500 to Bolton Council.", "£500"),
        ("A maximum of £500 to Bolton Council.", "£500"),
        ("£500 to support Bolton Council.", "£500"),
        ("£500 for Serious Violence.", "£500"),
        ("£500 to Salford residents.", "£500"),
        ("£500 each to Bolton Council.", "£500"),
        ("£500 to Bolton Council and Bury Council.", "£500"),
        ("£500 to Bolton Council, Bury Council and others.", "£500"),
        ("£500 will not be paid to Bolton Council.", "£500"),
        ("It was decided not to award £500 to Bolton Council.", "£500"),
        ("£500 from May to March.", "£500"),
        ("£0 to Bolton Council.", "£0"),
        ("£7,50 to Bolton Council.", "£7,50"),
        ("£1.234 to Bolton Council.", "£1.234"),
        ("£99999999999999999999 to Bolton Council.", "£99999999999999999999"),
        ("Costs of £500.", "£500"),
    ],
)
def test_a_sum_that_is_not_plain_is_left_over_and_never_guessed(sentence, written):
    found = deciding(sentence)
    assert found.awards == ()
    [leftover] = found.leftovers
    assert leftover.why.startswith((f"A sum of {written} was not understood", f"A sum of {written} was not taken"))
    assert found.leftovers[0].text == sentence


@pytest.mark.parametrize(
    "words",
    ["This makes {}.", "In total {}.", "A total of {} over two years.", "The grants amount to {}.", "It comes to {}."],
)
def test_what_the_awards_come_to_is_the_stated_total(words):
    found = deciding(f"£200 to Bolton Council. £300 to Bury Council. {words.format('£500')}")
    assert (found.stated_total, len(found.awards), found.leftovers) == (Decimal(500), 2, ())


@pytest.mark.parametrize("word", ["totalling", "making a total of", "amounting to"])
def test_the_total_may_stand_in_the_sentence_of_the_awards(word):
    found = deciding(f"£200 to Bolton Council and £300 to Bury Council, {word} £500 to these two.")
    assert (found.stated_total, len(found.awards)) == (Decimal(500), 2)


def test_a_total_with_a_recipient_of_its_own_is_an_award():
    found = deciding("A total of £500 will be awarded to Bolton Council.")
    assert (found.stated_total, [award.amount for award in found.awards]) == (None, [Decimal(500)])


def test_two_totals_are_none_and_are_left_over():
    found = deciding("This makes £500. In 2023/24 this makes £200.")
    assert (found.stated_total, len(found.leftovers)) == (None, 2)


def test_up_to_a_total_is_no_total():
    assert deciding("Up to a total of £500 is set aside.").stated_total is None


def test_sums_joined_to_each_other_are_not_parted():
    found = deciding("Between £500 and £600 to Bolton Council.")
    assert found.awards == ()
    assert len(found.leftovers) == 2


def test_where_no_decision_is_written_the_purpose_tells_the_sums_and_never_beside_one():
    purpose = "A title\n\nDecision Maker: Mayor\nPurpose: To give £500 to Bolton Council.\nDecision:"
    assert [award.amount for award in parse_notice(purpose).awards] == [Decimal(500)]
    assert parse_notice(f"{purpose} Agreed.").awards == ()


def test_sums_with_a_recipient_each_share_the_year_that_opens_their_sentence():
    awards = deciding("In 2023/24, £200 to Bolton Council and £300 to Bury Council.").awards
    assert [(award.recipient_text, award.year_text) for award in awards] == [
        ("Bolton Council", "2023/24"),
        ("Bury Council", "2023/24"),
    ]
