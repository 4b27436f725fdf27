"""What labels can be taught to mean, and what is proposed from the words below them."""

import re
from datetime import date

import pytest

from intake.actions.notices import draft_from_notice
from intake.actions.teaching import teach_label
from intake.models import FIELDS
from intake.notices.html import words_of_page
from intake.notices.notice import Known, parse_notice
from intake.notices.publishers import publisher_of

NOTICE = """Eastmoor decision notice

Youth judo at the Old Mill

Decision maker: Mayor

Decision:
A grant of £4,000 to Old Mill Judo Club for 2026/27, on condition that {asked}.

Enabled by: {power}

Date of decision: 4 May 2026
"""


@pytest.fixture
def drafted(reference, olu):
    def draft(power: str = "Section 143", asked: str = "it reports by May"):
        teach_label("Enabled by", "legal_power", by=olu)
        return draft_from_notice(NOTICE.format(power=power, asked=asked), by=olu)

    return draft


@pytest.mark.parametrize(
    ("written", "power", "other"),
    [
        ("Section 143", "asbcpa_143", ""),
        ("Section 143 of the Anti-social Behaviour, Crime and Policing Act 2014", "asbcpa_143", ""),
        ("Police Reform and Social Responsibility Act 2011, section 9", "prsra_9", ""),
        ("s.9 of the Police Reform and Social Responsibility Act 2011.", "prsra_9", ""),
        ("Section 143 of the Local Government Act 1972", "other", "Section 143 of the Local Government Act 1972"),
        ("Sections 9 and 143", "other", "Sections 9 and 143"),
    ],
)
def test_a_label_can_mean_the_legal_power(drafted, written, power, other):
    decision = drafted(written)
    assert (decision.legal_power, decision.legal_power_other) == (power, other)


def test_a_statutory_basis_is_known_without_teaching(reference, olu):
    decision = draft_from_notice(
        NOTICE.replace("Enabled by", "Statutory basis").format(power="s143", asked="a"), by=olu
    )
    assert decision.legal_power == "asbcpa_143"


def test_a_power_too_long_for_its_field_is_cut_and_left_over_whole(drafted):
    decision = drafted("The powers of " + "many acts " * 30)
    assert len(decision.legal_power_other) == 200
    assert any("was cut at 200 characters" in left["why"] for left in decision.imported_notice.leftovers)


@pytest.mark.parametrize(
    ("asked", "due_on"),
    [
        ("the club sends the office its figures by 31 October 2026", date(2026, 10, 31)),
        ("the club sends its figures no later than 31/10/2026", date(2026, 10, 31)),
        ("the club sends its figures by October", None),
        ("the club sends its figures by 31 October 26", None),
        ("the club sends its figures by 31 October 2026 or by 30 November 2026", None),
        ("the club sends its figures each year by 31 October 2026", None),
        ("the club keeps the promise that it made on 3 May 2026", None),
    ],
)
def test_the_one_clear_day_in_a_condition_is_proposed_as_its_due_date(drafted, asked, due_on):
    condition = drafted(asked=asked).conditions.get()
    assert (condition.due_on, condition.schedule) == (due_on, "once" if due_on else "end_of_year")
    assert condition.due_set_by_office is (due_on is None)


def test_each_meaning_is_offered_once_under_one_word():
    assert [label for name, label in FIELDS if name == "reference"] == ["Own number"]


LEFT_OUT = Known(labels=(("Eastmoor news and notices", ":aside"),))


def test_a_heading_above_the_title_that_is_left_out_takes_nothing_else_away(reference):
    text = "Eastmoor news and notices\n\n" + NOTICE.partition("\n\n")[2].format(power="a", asked="it reports by May")
    found = parse_notice(text, LEFT_OUT)
    assert found.title == "Youth judo at the Old Mill"
    assert found.decision_text.startswith("A grant of £4,000")
    assert not any("Eastmoor" in left.text for left in found.leftovers)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Office of the Police and Crime Commissioner for Eastmoor", "Police and Crime Commissioner for Eastmoor"),
        ("EASTMOOR POLICE AND CRIME COMMISSIONER", "EASTMOOR POLICE AND CRIME COMMISSIONER"),
        ("Eastmoor Police and Crime Commissioner", "Eastmoor Police and Crime Commissioner"),
        ("OFFICE OF THE PCC FOR EASTMOOR", "PCC FOR EASTMOOR"),
        ("Decision of the Eastmoor PFCC", "Eastmoor PFCC"),
        ("Deputy Police and Crime Commissioner", ""),
        ("The Council has met", ""),
        ("£4,000 is given to Bolton Council", ""),
        ("The sum goes to Bolton Council.", ""),
    ],
)
def test_the_publisher_is_the_body_that_the_first_lines_name(line, publisher):
    assert publisher_of(f"{line}\n\nDecision: to give £5", []) == publisher


UNKNOWN = """Eastmoor PCC

1. Decision
A grant of £4,000 to Old Mill Judo Club.

2. Reasons
Young people asked for it.

{heading}
Fewer calls from the square.

4. Date of decision
4 May 2026
"""


@pytest.mark.parametrize("heading", ["3. Good it should do", "3.0 Good it should do"])
def test_a_heading_with_the_next_number_is_asked_and_not_swallowed(heading):
    notice = parse_notice(UNKNOWN.format(heading=heading))
    assert notice.reasons == "Young people asked for it."
    assert [(left.label, left.text) for left in notice.leftovers if left.label] == [
        ("Good it should do", f"{heading}: Fewer calls from the square.")
    ]


def test_a_heading_in_capitals_among_such_is_asked():
    text = re.sub(r"\n\d\. (.*)", lambda found: f"\n{found[1].upper()}", UNKNOWN).format(heading="GOOD IT SHOULD DO")
    notice = parse_notice(text)
    assert notice.reasons == "Young people asked for it."
    assert [left.label for left in notice.leftovers if left.label] == ["GOOD IT SHOULD DO"]


def test_a_list_inside_a_section_is_no_heading():
    notice = parse_notice(UNKNOWN.format(heading="3. Tea and cake\n4. Bread and milk"))
    assert "Tea and cake" in notice.reasons


def test_bold_words_before_a_value_are_a_label_of_a_web_page():
    page = "<div><p><b>Decision date</b> 4 May 2026</p><p><b>Old Mill</b> is a mill.</p></div>"
    assert words_of_page(page) == "Decision date\n4 May 2026\n\nOld Mill is a mill.\n"
