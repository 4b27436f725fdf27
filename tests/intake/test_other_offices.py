"""Layouts and turns of phrase of other offices, met by somebody who taught them to the reader by its pages."""

from datetime import date
from decimal import Decimal

import pytest

from intake.notices.notice import Known, ParsedNotice, parse_notice
from intake.notices.publishers import possible_labels, publisher_of

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


def test_a_long_label_is_offered_without_its_brackets_and_one_alone_with_its_commas():
    text = "The lounge has £5.\n\nWhat was said, and by whom:\nNothing.\n\n"
    text += "Views of the members of the ward (and of those of any other ward that it may touch):\nNone."
    assert [each.label for each in possible_labels(text, Known().splitter)] == [
        "What was said, and by whom",
        "Views of the members of the ward",
    ]
