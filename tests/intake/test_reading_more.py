"""What labels say of awards, money that comes in, earlier decisions; whose notice it is; and how long reading takes."""

from decimal import Decimal
from time import process_time

import pytest

from intake.actions.notices import draft_from_notice
from intake.notices.marked import LEFT, marked
from intake.notices.notice import Known, parse_notice, parse_notices
from intake.notices.publishers import address_of, possible_labels, publisher_of
from intake.notices.text import NotANotice

HEAD = "Decision details\n\n{title}\n\nDecision Maker: Police and Crime Commissioner\n\nDecision status: Approved\n\n"


def page(decision: str, title: str = "A decision", more: str = "") -> str:
    return HEAD.format(title=title) + f"Decision:\n\n{decision}\n\n{more}"


def test_labels_state_an_award_and_where_they_come_again_another_one():
    stated = "Recipient: Old Mill Boxing Club\nAmount awarded: £4,000.00\nFunding stream: Youth Fund\n"
    stated += "Financial year: 2024-25\n"
    found = parse_notice(
        page("The grants are agreed.", more=stated + "Recipient: Weir Judo CIC\nAmount awarded: 2,500\n")
    )
    awards = [(each.recipient_text, each.amount, each.year_text, each.stream_text) for each in found.awards]
    assert awards == [
        ("Old Mill Boxing Club", Decimal(4000), "2024-25", "Youth Fund"),
        ("Weir Judo CIC", Decimal(2500), "", ""),
    ]
    assert found.kind == "grant"


@pytest.mark.parametrize("amount", ["to be agreed", "£4.000.1", ""])
def test_a_label_without_an_amount_states_no_award_and_its_words_are_left(amount):
    found = parse_notice(
        page("The grant is agreed.", more=f"Recipient: Old Mill Boxing Club\nAmount awarded: {amount}\n")
    )
    assert found.awards == ()
    assert any("Old Mill Boxing Club" in left.text for left in found.leftovers)


@pytest.mark.parametrize(
    ("decision", "giver"),
    [
        ("To accept a grant of £5,000 from the Home Office in 2024/25.", "Home Office"),
        (
            "To accept funding for 2024/25. The Ministry of Justice has awarded £5,000.",
            "Ministry of Justice",
        ),
        ("That £5,000 be accepted from the Saltmarsh Council for 2024/25.", "Saltmarsh Council"),
        ("To accept £5,000 of grant money for 2024/25.", ""),
    ],
)
def test_money_received_has_its_sum_its_giver_and_its_year(decision, giver):
    found = parse_notice(page(decision))
    assert (found.kind, found.giver) == ("external", giver)
    assert found.received_year in ("2024/25", "")


@pytest.mark.parametrize(
    ("decision", "number"),
    [
        ("The grants of decision 1934 are increased by 2.6%.", "1934"),
        ("The award in decision notice EC 12/2023 is varied to £900.", "EC 12/2023"),
        ("The grants of decisions 1934 and of decision 2001 and of decision 2002 are increased by 2.6%.", ""),
        ("The grant is increased by 2.6%.", ""),
    ],
)
def test_a_variation_says_which_decision_it_varies(decision, number):
    found = parse_notice(page(decision, title="Uplift of grants"))
    assert (found.kind, found.varies) == ("variation", number)


def test_what_was_read_is_in_fields_of_the_record(reference, olu):
    makers = "Police and Crime Commissioner in consultation with the Chief Constable"
    text = page("To accept a grant of £5,000 from the Home Office for 2024/25.", more="Decision number: EC 12/2024\n")
    read = draft_from_notice(text.replace("Police and Crime Commissioner", makers), by=olu)
    assert (read.giver, read.received_amount, str(read.received_year)) == ("Home Office", 5000, "2024/25")
    assert (read.own_number, read.consultation) == ("EC 12/2024", "Consulted: Chief Constable.")


def test_the_stream_that_an_award_names_is_the_one_the_office_knows(reference, olu):
    stated = "Recipient: Bolton Council\nAmount awarded: £4,000\nFunding stream: Community  safety grant\n"
    award = draft_from_notice(page("It is agreed.", more=stated), by=olu).awards.get()
    assert (award.stream.name, award.partnership.district) == ("Community Safety Grant", "Bolton")


# Whose notice it is


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "<!-- saved from url=(0040)https://www.pcc.example/decisions/12 -->\n<html>",
            "https://www.pcc.example/decisions/12",
        ),
        (
            '<html><head><link rel="canonical" href="https://pcc.example/d?a=1&amp;b=2"></head>',
            "https://pcc.example/d?a=1&b=2",
        ),
        ("<html><a href='https://elsewhere.example/'>x</a>", ""),
        ("See https://pcc.example/12.\nDecision", "https://pcc.example/12"),
        ("No address", ""),
    ],
)
def test_the_address_of_a_page_is_the_one_it_was_saved_from(text, address):
    assert address_of(text) == address


def test_a_publisher_is_known_by_its_site_or_by_its_name():
    assert publisher_of("From https://www.pcc.example/12", ["Eastmoor"]) == "pcc.example"
    assert publisher_of("The EASTMOOR office decided", ["Eastmoor", "Moor"]) == "Eastmoor"
    assert publisher_of("The office decided", ["Eastmoor"]) == ""


def test_lines_that_may_be_labels_are_short_and_say_what_they_mean_so_far():
    text = "Heading of the matter: Kites\n\nWhat will be done\nThe club gets £5.\n\n"
    text += "Purpose: To play.\n- A bullet: x\nIt is agreed.\n"
    assert possible_labels(text, Known().splitter) == [
        ("Heading of the matter", "Kites", None),
        ("What will be done", "The club gets £5.", None),
        ("Purpose", "To play.", "purpose"),
    ]


def test_the_text_is_shown_part_by_part_and_no_word_of_it_is_missing():
    text = page("£5,000 is granted to Bolton Council for 2024/25.", more="Reference: A1\nFavourite colour: petrol\n")
    found = parse_notice(text)
    left = [each.text for each in found.leftovers]
    parts = marked(text, found.marks, left, {"£5,000": "award 1"})
    words = " ".join(piece.words for part in parts for line in part.lines for piece in line)
    assert words.split() == text.split()
    assert {part.place for part in parts} >= {"title", "decision_text", "decision_makers", LEFT}
    assert [piece.words for part in parts for line in part.lines for piece in line if piece.note] == ["£5,000"]


# Bounds


@pytest.mark.parametrize("line", ["the com-\nmunity safe-\nty\n", "Is it so?: Yes\n"])
def test_reading_takes_as_long_as_a_text_is_long(line):
    times = []
    for count in (1_000, 8_000):
        begun = process_time()
        parse_notice(page(line * count))
        times.append(process_time() - begun)
    assert times[1] < 20 * times[0] + 0.5


def test_more_lines_or_decisions_than_anybody_reads_are_refused():
    with pytest.raises(NotANotice, match="more than 30,000 lines"):
        parse_notice(page("A\n" * 30_001))
    entry = "04/03/2024\n\nTitle number {} ref: 1{}\n\nDecision published: 4 March 2024\n\n"
    with pytest.raises(NotANotice, match="This page has 201 decisions; at most 200"):
        parse_notices("".join(entry.format(n, n) for n in range(201)))


CONTRACT = """Eastmoor PCC

Decision notice

Title: {title}

Decision:
{decision}

Signed: Police and Crime Commissioner

Date: 4 May 2026
"""


@pytest.mark.parametrize(
    ("decision", "supplier", "value"),
    [
        (
            "To award a contract for nurses to Lantern Health Ltd at a total of £1,250,000.",
            "Lantern Health Ltd",
            1250000,
        ),
        ("The contract, worth £90,000, is let to Tongues LLP.", "Tongues LLP", 90000),
        ("It was agreed to award the contract to Fleetwell plc in the sum of £64,000.", "Fleetwell plc", 64000),
        ("To extend the contract with Mend CIC. The value of the contract is £75,000.", "Mend CIC", 75000),
        ("After a tender, Quarrystone Ltd was chosen. The contract value is £320,000.", "Quarrystone Ltd", 320000),
        ("The contract is awarded to Brightside Ltd at a cost of £48,500 a year.", "Brightside Ltd", None),
        ("To extend the contract with Mend CIC from £50,000 to £75,000.", "Mend CIC", None),
        ("A contract with Mend CIC of up to £75,000 is agreed.", "Mend CIC", None),
        ("To award contracts to A1 Ltd for £10,000 and to B2 Ltd for £20,000.", "", None),
    ],
)
def test_supplier_and_value_of_a_contract_are_read_where_both_are_plain(decision, supplier, value):
    notice = parse_notice(CONTRACT.format(title="Award of contract", decision=decision))
    assert (notice.kind, notice.supplier, notice.contract_value, notice.awards) == ("contract", supplier, value, ())
    assert ("A sum of" in str(notice.leftovers)) == (value is None)


def test_labels_state_a_contract():
    decision = "The proposal is agreed.\n\nSupplier: Lantern Health Ltd\n\nContract value: £1,250,000.50"
    notice = parse_notice(CONTRACT.format(title="Nurses in custody", decision=decision))
    assert (notice.kind, notice.supplier) == ("contract", "Lantern Health Ltd")
    assert notice.contract_value == Decimal("1250000.50")


def test_a_contract_is_drafted_with_its_supplier_and_value(reference, olu):
    text = CONTRACT.format(title="Award of contract", decision="A contract is awarded to Mend CIC for £75,000.")
    decision = draft_from_notice(text, by=olu)
    assert (decision.kind, decision.supplier, decision.contract_value) == ("contract", "Mend CIC", 75000)
    assert not decision.awards.exists()
