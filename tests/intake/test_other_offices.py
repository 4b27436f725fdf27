"""Layouts and turns of phrase of other offices, met by somebody who taught them to the reader by its pages."""

from datetime import date
from decimal import Decimal

import pytest

from intake.actions.notices import draft_from_notice
from intake.notices.notice import Known, ParsedNotice, parse_notice, parse_notices
from intake.notices.publishers import possible_labels, publisher_of
from intake.notices.text import NotANotice

OLD_COLONS = """Reference Number :-512
Date :-2026/05/07
Decision Maker :-Deputy Mayor
Subject to Call-in :-Yes
Decision :-(a) the plan was noted;

(b) £2,400 was granted to Old Mill Judo Club for 2026/27, on condition that it opens on Fridays and that money that is
not spent is returned by 30 June 2027; and

(c) £900 was granted to Weir Judo CIC.
Reason for Decision :-Young people asked for it.
Conflicts of Interest Declared (and Dispensations Granted by the Monitoring Officer who was asked) :-None.
"""
TRAIL = """Council and meetings
Home > Council and meetings > Issue

Youth clubs 2026/27

Decision of the Deputy Mayor for Policing:
The Deputy Mayor resolved to:
i. Award £800 to Old Mill Judo Club, subject to a report by 31 March 2027 and to the club keeping a register.

Reason for the Decision:
Young people asked for it.

Conflicts of interest declared by the Deputy Mayor (and any dispensations)
None were declared.

Date of decision: 09/02/2026
"""
RECORD = """Decision Record 87 – A lounge for witnesses

Decision taken
To agree the grant agreement with Old Mill Trust for a lounge in 2026/27. The cost of the lounge is £9,000 for 2026/27.
Of this, £6,000 comes from the Ministry of Justice.

Decision taken by
Deputy Mayor

Conditions
- The lounge is open on every day of the court.

Decision Record 87 – A lounge for witnesses
"""


def awards_of(notice: ParsedNotice) -> list[tuple[str, Decimal]]:
    return [(each.recipient_text, each.amount) for each in notice.awards]


def wordings(notice: ParsedNotice) -> list[str]:
    return [each.wording for each in notice.conditions]


def test_a_dash_after_a_colon_is_no_part_of_what_is_said():
    notice = parse_notice(OLD_COLONS)
    assert (notice.reference, notice.decided_on, notice.call_in) == ("512", date(2026, 5, 7), True)
    assert notice.makers == ("Deputy Mayor",)
    assert notice.interests == "None."
    assert not notice.leftovers


def test_terms_of_a_grant_say_nothing_of_whether_it_is_one_and_the_third_item_is_no_copyright():
    notice = parse_notice(OLD_COLONS)
    assert awards_of(notice) == [("Old Mill Judo Club", Decimal(2400)), ("Weir Judo CIC", Decimal(900))]
    assert wordings(notice) == ["it opens on Fridays", "money that is not spent is returned by 30 June 2027"]


def test_where_a_page_stands_in_its_site_is_no_title_and_a_year_no_number():
    notice = parse_notice(TRAIL)
    assert (notice.title, notice.reference) == ("Youth clubs 2026/27", "")
    assert [left.text for left in notice.leftovers] == ["Council and meetings\nHome > Council and meetings > Issue"]


def test_a_label_names_who_decided_and_may_explain_itself_in_brackets():
    notice = parse_notice(TRAIL)
    assert notice.makers == ("Deputy Mayor for Policing",)
    assert notice.interests == "None were declared."
    assert wordings(notice) == ["a report by 31 March 2027", "the club keeping a register"]


def test_a_record_has_its_number_before_the_title_and_ends_with_neither_as_a_condition():
    notice = parse_notice(RECORD)
    assert (notice.reference, notice.title) == ("87", "A lounge for witnesses")
    assert wordings(notice) == ["The lounge is open on every day of the court."]


def test_the_cost_of_what_a_grant_agreement_is_for_is_its_award_and_where_it_comes_from_is_none():
    notice = parse_notice(RECORD)
    assert awards_of(notice) == [("Old Mill Trust", Decimal(9000))]
    assert any("£6,000" in left.why and "part of another sum" in left.why for left in notice.leftovers)


def test_the_cost_of_something_without_a_grant_agreement_is_no_award():
    assert not parse_notice(RECORD.replace("grant agreement with", "report of")).awards


@pytest.mark.parametrize(
    "line", ["To agree the agreement with Eastmoor Council for a lounge", "Grant to the Eastvale Road Council"]
)
def test_a_body_that_gets_something_is_not_the_publisher(line):
    assert publisher_of(f"{line}\n\nDecision: to give £5", []) == ""


def test_a_line_above_the_title_with_a_label_of_its_own_is_no_post_of_the_signature():
    text = "OFFICE OF THE POLICE & CRIME COMMISSIONER\n\nORIGINATOR: Head of Mats\n\nSUBJECT: Mats\n\n"
    text += "RECOMMENDATION:\n\nTo award £40 to Weir Judo CIC.\n\nSignature: J. Marsh\n\nDate: 3 June 2026"
    notice = parse_notice(text)
    assert notice.makers == ()
    assert any("ORIGINATOR" in left.text for left in notice.leftovers)
    assert publisher_of(text, []) == ""


def test_a_long_label_is_offered_without_its_brackets_and_one_alone_with_its_commas():
    text = "The lounge has £5.\n\nWhat was said, and by whom:\nNothing.\n\n"
    text += "Views of the members of the ward (and of those of any other ward that it may touch):\nNone."
    assert [each.label for each in possible_labels(text, Known().splitter)] == [
        "What was said, and by whom",
        "Views of the members of the ward",
    ]


def test_labels_beside_each_other_are_read_one_by_one():
    text = "Record #: 12    Version: 2    Status: Approved\nDecision Maker: Deputy Mayor\n"
    text += "Registered: 02/04/2026 Settled on: 16/04/2026\nSubject matter: Judo mats\nDecision: To buy mats."
    labels = (("Record", "reference:line"), ("Subject matter", "title:line"), ("Settled on", "decided_on:date"))
    offered = {each.label: each.value for each in possible_labels(text, Known().splitter)}
    assert (offered["Version"], offered["Settled on"]) == ("2", "16/04/2026")
    notice = parse_notice(text, Known(labels=(*labels, ("Registered", ":aside"), ("Version", ":aside"))))
    assert (notice.reference, notice.outcome, notice.title) == ("12", "approved", "Judo mats")
    assert notice.decided_on == date(2026, 4, 16)
    assert all(left.asks_nothing for left in notice.leftovers)


LIST = """Decisions of the spring

Own ref\tMatter\tDecision Summary\tAuthorised
E-17\tJudo mats\tTo award £900 to Weir Judo CIC. A count is a condition of the grant.\t4 March 2026
E-18\tA rope\tTo give £75 to Weir Mountain Rescue Team for a rope from April 2026 to March 2027.\t18 March 2026
"""


def test_columns_of_a_list_are_offered_as_labels_and_read_as_they_were_taught():
    offered = [each.label for each in possible_labels(LIST, Known().splitter)]
    assert offered == ["Own ref", "Matter", "Decision Summary", "Authorised"]
    labels = (("Own ref", "reference:line"), ("Matter", "title:line"), ("Authorised", "decided_on:date"))
    mats, rope = (found.notice for found in parse_notices(LIST, Known(labels=labels)))
    assert (mats.reference, mats.title, mats.decided_on) == ("E-17", "Judo mats", date(2026, 3, 4))
    assert wordings(mats) == ["A count"]
    assert [(each.recipient_text, each.year_text) for each in rope.awards] == [("Weir Mountain Rescue Team", "2026/27")]


@pytest.mark.parametrize("cell", ["Officer\tTown Clerk\tTeam\tSafety", "Name\tJo Field\tPost\tMayor"])
def test_a_form_of_pairs_is_no_table(cell):
    offered = [each.label for each in possible_labels(f"{cell}\nBegun on\t3 May 2026\tPot\tGrant", Known().splitter)]
    assert offered == [*cell.split("\t")[::2], "Begun on", "Pot"]


def test_a_page_number_in_a_cell_takes_no_other_cell_with_it():
    notice = parse_notice(RECORD.replace("Conditions\n", "Published 30 March 2026\tPage 1 of 1\n\nConditions\n"))
    assert notice.published_elsewhere_on == date(2026, 3, 30)
    assert any(left.text.startswith("Page 1 of 1") for left in notice.leftovers)


def test_a_fund_that_the_money_is_met_from_is_that_of_the_awards():
    met = "Financial implications\nMatch: None.\nThe grant is met from the Property Act Fund.\n\nConditions"
    notice = parse_notice(RECORD.replace("Conditions", met))
    assert [each.stream_text for each in notice.awards] == ["Property Act Fund"]
    assert notice.financial_implications.startswith("Match: None.")


SIGNED = """Eastmoor Police and Crime Commissioner

Decision notice 14/2026

A refuge in Weir Valley

I have decided to award £2,400 to Weir Valley Refuge for 2026/27.

I ask the Refuge to send me its figures by 30 September 2026.

{signature}
"""


@pytest.mark.parametrize(
    "signature",
    [
        "Jo Field, Police and Crime Commissioner, 12 May 2026",
        "Signed by Jo Field, Police and Crime Commissioner, on 12 May 2026",
        "Police and Crime Commissioner, 12/05/2026",
        "JO FIELD\nPOLICE AND CRIME COMMISSIONER\n12 May 2026",
    ],
)
def test_prose_without_headings_is_a_notice_where_who_decided_signs_it(signature):
    notice = parse_notice(SIGNED.format(signature=signature))
    assert (notice.title, notice.reference) == ("A refuge in Weir Valley", "14/2026")
    assert (notice.makers, notice.decided_on) == (("Police and Crime Commissioner",), date(2026, 5, 12))
    assert (notice.outcome, awards_of(notice)) == ("approved", [("Weir Valley Refuge", Decimal(2400))])
    assert wordings(notice) == ["I ask the Refuge to send me its figures by 30 September 2026."]
    assert {left.text for left in notice.leftovers} <= {"Jo Field"}


@pytest.mark.parametrize("words", ["I have decided", "I thank you, and I"])
def test_prose_that_decides_nothing_or_is_not_signed_by_a_post_is_no_notice(words):
    signature = "Jo Field, Westmere, 12 May 2026" if words == "I have decided" else "Jo Field, Mayor, 12 May 2026"
    text = SIGNED.format(signature=signature).replace("I have decided", words).replace("Decision notice 14/2026\n", "")
    with pytest.raises(NotANotice):
        parse_notice(text.replace("to award £2,400 to Weir Valley Refuge for 2026/27", "to write to you again"))


def test_a_post_in_capitals_above_the_day_of_a_signature_is_no_heading():
    text = "DECISION\nI approve £40 to Weir Judo CIC for 2026/27.\n\nREASONS\nMats were lost.\n\n"
    notice = parse_notice(f"{text}JO FIELD\nDEPUTY MAYOR\n4 May 2026")
    assert (notice.reasons, notice.makers) == ("Mats were lost.", ("Deputy Mayor",))


FORM = """Skip to accessibility

A rope for the harbour

Decision Reference:\tMD-31
Subject:\tA rope for the harbour\tIs it exempt?\tNo
Decision(s):\tTo grant £75 to Weir Harbour Trust for 2026/27.
Signature:\tP. Reed\tPosition:\tMinister for Home Affairs
Date signed:\t9 July 2026\tDate of decision (if different):\t{day}
"""


@pytest.mark.parametrize(("day", "decided_on"), [("6 July 2026", date(2026, 7, 6)), ("", date(2026, 7, 9))])
def test_cells_of_a_form_are_read_by_their_labels_and_the_day_of_a_signature_last(day, decided_on):
    notice = parse_notice(FORM.format(day=day), Known(labels=(("Is it exempt", ":aside"),)))
    assert (notice.reference, notice.title) == ("MD-31", "A rope for the harbour")
    assert (notice.makers, notice.decided_on) == (("Minister for Home Affairs",), decided_on)
    asked = [left.text for left in notice.leftovers if not left.asks_nothing]
    assert asked == (["Date signed: 9 July 2026"] if day else [])


def test_a_name_below_a_post_and_words_of_a_website_ask_nothing(reference, olu, signed_in):
    draft = draft_from_notice(FORM.format(day=""), by=olu)
    assert [left["text"] for left in draft.imported_notice.leftovers if left.get("asks") == "nothing"] == [
        "Skip to accessibility",
        "P. Reed",
    ]
    assert "P. Reed" not in [left["text"] for left in draft.imported_notice.to_look_at]
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/notice/").content.decode()
    assert "Left out, and nothing to answer (2)" in page


def test_a_name_without_a_post_is_asked():
    notice = parse_notice(FORM.format(day="").replace("\tPosition:\tMinister for Home Affairs", ""))
    assert [left.asks_nothing for left in notice.leftovers if left.text == "P. Reed"] == [False]


OLDER = """ADD26 Lockers

Type of decision:
Head's decision
Decision by:
Marian Holt, Head of Safety

Decision

That the award of £40 to Weir Judo CIC be conditional upon a lock being fitted and upon a count by 31 March 2027.

Part 1: Non-confidential facts and advice

Action: Head of Safety

(Jo Field, 01900 555 010)
"""


def test_a_left_out_label_takes_the_value_below_it_or_beside_it_and_no_more():
    notice = parse_notice(OLDER, Known(labels=(("Type of decision", ":aside"), ("Action", ":aside"))))
    assert (notice.title, notice.reference, notice.makers) == ("Lockers", "ADD26", ("Head of Safety",))
    assert notice.decision_text.endswith("by 31 March 2027.")
    assert wordings(notice) == ["a lock being fitted", "a count by 31 March 2027"]
    assert [left.text for left in notice.leftovers if not left.asks_nothing] == ["(Jo Field, 01900 555 010)"]
    said = [left.text for left in notice.leftovers if left.asks_nothing]
    assert [text for text in said if not text.startswith(("Type of decision\n", "Action\n"))] == ["Marian Holt"]


ISSUE = """Issue - decisions

Grants for cadets

09/06/2026 - Grants for cadets - Report of the Director

RESOLVED: That the grants below are approved for 2026/27, provided that each Council puts in the same sum.

1. Trow Parish Council – £118
2. Eastwell Town Council – £41

Reason for Decision: Cadets seldom come to notice.

Conflict of Interest relating to the matter declared by Cabinet member/Dispensation Granted: None.

Contact: Jo Field
"""


def test_an_issue_page_says_its_day_before_other_words_than_its_title():
    notice = parse_notice(ISSUE)
    assert (notice.title, notice.decided_on) == ("Grants for cadets", date(2026, 6, 9))
    assert (notice.reasons, notice.interests) == ("Cadets seldom come to notice.", "None.")
    assert [(left.text, left.asks_nothing) for left in notice.leftovers] == [("Contact: Jo Field", True)]


def test_awards_below_a_sentence_that_states_a_term_are_no_terms():
    notice = parse_notice(ISSUE)
    assert wordings(notice) == ["each Council puts in the same sum"]
    assert [amount for _, amount in awards_of(notice)] == [118, 41]
