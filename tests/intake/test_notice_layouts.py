"""Every family of publishers has its layout: the same facts are found wherever a page prints them."""

from datetime import date
from decimal import Decimal

import pytest

from intake.notices.makers import parse_makers
from intake.notices.notice import Known, ParsedNotice, parse_notice, parse_notices
from intake.notices.text import NotANotice


def awards(found: ParsedNotice) -> list[tuple[str, Decimal, str]]:
    return [(award.recipient_text, award.amount, award.year_text) for award in found.awards]


def left(found: ParsedNotice) -> list[str]:
    return [leftover.text for leftover in found.leftovers]


# Families of publishers

LOG = """Skip to content
Open Menu

QX7-0042 – Kites for the coast

Decision Reference Number: QX7-0042

Lead Officer: Wren Abbot

Date: 01/03/2024

Status: Non-confidential

Decision summary:

The PCC has awarded a total of £7,250 to two clubs in 2024/25:

Saltmarsh Kite Club – £4,250
Dune Walkers CIC – £3,000

I confirm that my register of interests is up to date and that none of them preclude me from this decision.

Signature: R. Penhallow

Date: 04/03/2024

Supporting information

1. Background information

Kites keep young people on the beach.
"""


def test_a_decision_log_has_its_number_its_awards_and_the_day_it_was_signed():
    found = parse_notice(LOG)
    assert (found.title, found.reference, found.report_author) == ("Kites for the coast", "QX7-0042", "Wren Abbot")
    assert awards(found) == [
        ("Saltmarsh Kite Club", Decimal(4250), "2024/25"),
        ("Dune Walkers CIC", Decimal(3000), "2024/25"),
    ]
    assert (found.stated_total, found.outcome, found.decided_on) == (Decimal(7250), "approved", date(2024, 3, 4))
    assert found.interests.startswith("I confirm that my register")
    assert found.reasons == "Kites keep young people on the beach."
    assert found.makers == ()
    assert {"R. Penhallow", "Non-confidential", "Date: 01/03/2024", "Skip to content\nOpen Menu"} <= set(left(found))


def test_a_numbered_report_has_its_sections_and_who_signed_it():
    found = parse_notice(
        "PFCC Decision Report\n\nReport reference number: 019-24\nTitle of report: Bells for the ferry\n"
        "Report by: Ines Ortega\n\n1. Executive Summary\n\n1.1 The ferry asks for bells.\n\n2. Recommendations\n\n"
        "2.1 That the PFCC approves £1,900 to Ferry Friends Ltd for 2024/25.\n\n"
        "3. Odds and ends\n\n3.1 Nothing else.\n\n"
        "Decision\n\nI agree the recommendations to this report\n\nSign: T. Vale (PFCC)\n\nDate signed: 5 May 2024\n"
    )
    assert (found.title, found.reference, found.makers) == ("Bells for the ferry", "019-24", ("PFCC",))
    assert (found.outcome, found.decided_on) == ("approved", date(2024, 5, 5))
    assert awards(found) == [("Ferry Friends Ltd", Decimal(1900), "2024/25")]
    assert left(found) == ["3. Odds and ends: 3.1 Nothing else.", "T. Vale"]


def test_a_page_of_repeated_forms_is_several_decisions_even_where_its_lines_are_glued():
    found = parse_notices(
        "Decision Ref:\n2031/8\nNets for goals\nThe Commissioner has awarded £300 to Netball North.\n"
        "Date of Decision:\n"
        "2nd May 2031Decision Maker:\nPCCDecision Ref:\n2031/7\nWhistles\n"
        "I have agreed to buy whistles at a cost of £80.\n"
        "Date of Decision:\n1st May 2031Decision Maker:\nPCC & CC\n"
    )
    assert [(each.notice.title, each.notice.reference, each.notice.makers) for each in found] == [
        ("Nets for goals", "2031/8", ("PCC",)),
        ("Whistles", "2031/7", ("PCC", "CC")),
    ]
    assert [awards(each.notice) for each in found] == [[("Netball North", Decimal(300), "")], []]


def test_headings_in_capitals_without_a_colon_are_labels_too():
    found = parse_notice(
        "DECISION RECORD\n\nTITLE\nA quiet room\n\nDECISION MAKER\nPolice, Fire and Crime Commissioner\n\n"
        "DATE OF DECISION\n11 November 2024\n\nDECISION\nTo fund Calm Corner CIC with £650.\n"
    )
    assert (found.title, found.makers) == ("A quiet room", ("Police, Fire and Crime Commissioner",))
    assert (found.decided_on, awards(found)) == (date(2024, 11, 11), [("Calm Corner CIC", Decimal(650), "")])


def test_a_form_in_two_columns_is_read_from_a_saved_page():
    found = parse_notice(
        "<html><body><nav>Menu</nav><table><tr><th>Decision maker</th><td>Chief Executive</td></tr>"
        "<tr><th>Date of decision</th><td>4 May 2025</td></tr>"
        "<tr><th>Decision</th><td>To award £5,000 to Hill Farm Club.</td></tr></table></body></html>"
    )
    assert (found.makers, found.decided_on) == (("Chief Executive",), date(2025, 5, 4))
    assert awards(found) == [("Hill Farm Club", Decimal(5000), "")]
    assert "Menu" in left(found)


def test_either_half_of_a_bilingual_label_is_known_and_the_money_is_read_once():
    found = parse_notice(
        "Penderfynwr / Decision Maker: Comisiynydd / Police and Crime Commissioner\n"
        "Dyddiad y penderfyniad / Date of decision: 3 Mehefin 2025 / 3 June 2025\n"
        "Penderfyniad / Decision:\nRhoi £40 i Glwb Porth. / To give £40 to Porth Club.\n"
    )
    assert (found.makers, found.decided_on) == (("Police and Crime Commissioner",), date(2025, 6, 3))
    assert awards(found) == [("Porth Club", Decimal(40), "")]


def test_a_list_as_a_table_has_a_decision_in_each_row():
    first, second = (
        each.notice
        for each in parse_notices(
            "Decisions published\nTitle\tDate\tEffective from\tCall-ins\n"
            "Lamps ref: 11\t03/02/2026\t11/02/2026\tNot for call-in\n"
            "Grants for bells ref: 12\t02/02/2026\t\tCalled in\n"
        )
    )
    assert (first.title, first.external_reference, first.decided_on) == ("Lamps", "11", date(2026, 2, 3))
    assert (first.call_in, second.call_in, second.kind) == (False, True, "grant")


def test_an_officer_can_teach_a_label():
    text = (
        "A kite\n\nDecision Maker: Mayor\nIn a nutshell:\nTo give £9 to Kite Club.\nWhen it was settled: 2 May 2025\n"
    )
    known = Known(labels=(("In a nutshell", "decision_text:text"), ("When it was settled", "decided_on:date")))
    with pytest.raises(NotANotice):
        parse_notice(text)
    found = parse_notice(text, known)
    assert (found.decided_on, awards(found)) == (date(2025, 5, 2), [("Kite Club", Decimal(9), "")])


# What comes along with a notice


def test_a_quoted_mail_is_unwrapped_and_its_own_words_are_set_apart():
    found = parse_notice(
        "On 3 May 2025 Ana Ruiz wrote:\n> PCC DN - Oars for\n> rowers\n>\n> Decision Maker: GM Deputy\n> Mayor\n>\n"
        "> Decision: To give £70 to\n> Oar Club.\n\nPlease enter it. Thanks!\n"
    )
    assert (found.title, found.makers) == ("Oars for rowers", ("GM Deputy Mayor",))
    assert found.decision_text == "To give £70 to Oar Club."
    assert left(found) == ["On 3 May 2025 Ana Ruiz wrote:\nPlease enter it. Thanks!"]


def test_page_numbers_and_cut_words_of_a_pdf_go():
    found = parse_notice(
        "PCC DN - Sails\nDecision Maker: Mayor\nDecision:\n"
        "That £80 be granted to Sailing Club on these con-\nditions:\n"
        "- It is spent on canvas which is\nPage 1 of 2\nA running title\nsewn by hand.\n- It is spent by May.\n"
        "Page 2 of 2\nA running title\nDate of decision: 1 May 2025\n"
    )
    assert [condition.wording for condition in found.conditions] == [
        "It is spent on canvas which is sewn by hand.",
        "It is spent by May.",
    ]
    assert "these conditions:" in found.decision_text


def test_a_table_stays_a_table_and_its_total_is_no_award():
    found = parse_notice(
        "Small sums\n\nDecision Maker: Mayor\n\nDecision:\n\nPaid in 2025/26:\n\nGroup\tAsked for (bid)\tGrant\n"
        "Otter Trust\t£90\t£60\nHeron Club\t£50\t£40\nTotal\t£140\t£100\n"
    )
    assert awards(found) == [("Otter Trust", Decimal(60), "2025/26"), ("Heron Club", Decimal(40), "2025/26")]
    assert found.stated_total == Decimal(100)
    assert "| Otter Trust | £90 | £60 |\n| Heron Club | £50 | £40 |" in found.decision_text


# Posts and persons


@pytest.mark.parametrize(
    ("line", "how", "posts", "consulted", "others"),
    [
        ("Ada Finch, Deputy Mayor for Safety", "posts", ("Deputy Mayor for Safety",), (), ("Ada Finch",)),
        ("PCC Ada Finch (copy held)", "signed", ("PCC",), (), ("Ada Finch, copy held",)),
        ("A. Finch (PFCC)", "signed", ("PFCC",), (), ("A. Finch",)),
        ("A.Finch", "signed", (), (), ("A.Finch",)),
        ("PCC & CC", "posts", ("PCC", "CC"), (), ()),
        ("Head of Bees, in consultation with the Mayor", "posts", ("Head of Bees",), ("Mayor",), ()),
        ("03/02/2031 - Bee Committee", "meeting", ("Bee Committee",), (), ()),
        ("4 May 2031 by Mayor, GM Treasurer", "day-by", ("Mayor", "GM Treasurer"), (), ()),
        ("Director for Honey, Wax and Bees and City Treasurer", "posts",
         ("Director for Honey, Wax and Bees", "City Treasurer"), (), ()),
    ],
)  # fmt: skip
def test_posts_persons_and_who_was_consulted_are_told_apart(line, how, posts, consulted, others):
    found = parse_makers(line, how, ())
    assert (found.posts, found.consulted, found.others) == (posts, consulted, others)


# What is no notice


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Date,Recipient,Amount\n01/02/2025,Otter Trust,£20\n02/02/2025,Heron Club,£30\n", "Import past decisions"),
        ("Minutes of the Bee Board\n\nPresent: Ada\n\nDecision: to buy hives for £90.\n", "minutes"),
        ("Agenda for Bee Board\n\nItems\n1. Apologies for absence\n\nPurpose: honey\n", "agenda"),
        ("Honey Policy\n\nPurpose:\nHow honey is given.\n\nDecision makers:\nThe keeper may give honey.\n", "decided"),
        ("Honey cake\n\nPurpose: tea\n\nDecision: honey\n\nReasons: sweet\n\nDate: 1/2/2025\n", "who|which body"),
        ("Mayor gives £90 for hives\n\nPublished: 1 May 2025\n\nBees are glad, said the Mayor.\n", "not recognised"),
    ],
)
def test_another_document_is_refused_with_what_to_do_instead(text, says):
    with pytest.raises(NotANotice, match=says):
        parse_notice(text)


def test_a_condition_that_was_read_is_not_said_to_have_found_no_place():
    found = parse_notice(
        "Decision Title: Lanterns for the ferry\n\nDecision Reference Number: QX-43\n\n"
        "Decision summary:\n\nThe PCC has awarded £700 to Ferry Friends Ltd for 2024/25.\n\n"
        "Conditions:\n\n1. Ferry Friends must send a report by 30 May 2025.\n2. Money not spent must be paid back.\n\n"
        "Date: 01/03/2024\n"
    )
    assert len(found.conditions) == 2
    assert not left(found)
