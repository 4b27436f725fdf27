"""Forms of other offices that were taught by the pages in a trial: what was not read by itself the second time."""

import pytest

from intake.notices.notice import Known, ParsedNotice, parse_notice, read_one
from intake.notices.publishers import possible_labels

URGENT = """Eastmoor Town Council

Officer Urgent Decision

A pump for the lido

Decision taken:

To award a grant of £610 to Lido Friends.

Decision of:

Head of Pools (Jo Field)

Reason for the decision:

The old pump broke.

Conflicts of interest and dispensations granted by the Monitoring Officer:

None.

Views of those members of the ward whom it may touch:

All agreed.
"""
PROPOSED = """Accessibility Settings Skip to main content

Record of decision – Whistles for marshals

Executive Summary

Marshals cannot hear one another at the fair.

Recommendation

The Commissioner is recommended to approve;

A grant of £350 to Fair Marshals. The funding is to be made available from the safer fairs reserve. The grant is to be
spent by 31 March 2027.

Approval Of

Eastmoor Police and Crime Commissioner

I hereby approve the above proposal

Signed: R. Reed

Date: 9 June 2026
"""
LISTED = """Decisions

Use the search below to find decisions of the Authority.

Decisions published

09/06/2026 - EX 41 - Ropes for the quay ref: 733    Recommendations Approved

To see that nobody falls in.

Decision Maker: Head of Quays

Decision published: 10/06/2026

Decision:

The Head of Quays awarded £70 to Quay Watch.

Areas affected: (All);

Lead officer: Jo Field
"""


def wordings(notice: ParsedNotice) -> list[str]:
    return [each.wording for each in notice.conditions]


def asked(notice: ParsedNotice) -> list[str]:
    return [left.text for left in notice.leftovers if not left.asks_nothing]


def test_interests_and_dispensations_are_no_part_of_the_reasons():
    notice = parse_notice(URGENT)
    assert (notice.reasons, notice.interests.split("\n")[0]) == ("The old pump broke.", "None.")


def test_a_long_label_alone_on_its_line_can_be_taught():
    assert "Views of those members of the ward whom it may touch" in [
        each.label for each in possible_labels(URGENT, Known().splitter)
    ]
    taught = (("Views of those members of the ward whom it may touch", "consultation:text"),)
    notice = parse_notice(URGENT, Known(labels=taught))
    assert (notice.interests, notice.consultation) == ("None.", "All agreed.")


TAUGHT = Known(labels=(("Approval of", "decision_makers:posts"),))


@pytest.mark.parametrize("known", [Known(), TAUGHT], ids=["untaught", "taught"])
def test_a_title_may_stand_behind_the_words_record_of_decision(known):
    notice = parse_notice(PROPOSED, known)
    assert notice.title == "Whistles for marshals"
    assert "Accessibility Settings Skip to main content" not in asked(notice)


def test_where_money_comes_from_is_no_condition_and_what_is_asked_of_it_is_one():
    assert wordings(parse_notice(PROPOSED)) == ["The grant is to be spent by 31 March 2027."]


def test_words_of_approval_below_a_taught_label_are_the_outcome():
    notice = parse_notice(PROPOSED, TAUGHT)
    assert (notice.makers, notice.outcome) == (("Eastmoor Police and Crime Commissioner",), "approved")
    assert "I hereby approve the above proposal" not in asked(notice)


def test_a_list_of_one_decision_is_read_again_as_it_was_read_first():
    assert read_one(LISTED) == parse_notice(LISTED)
    notice = read_one(LISTED, Known(labels=(("Areas affected", ":aside"),)))
    assert (notice.title, notice.reference) == ("Ropes for the quay", "EX 41")
    assert notice.decision_text == "The Head of Quays awarded £70 to Quay Watch."


def test_only_the_title_is_marked_as_the_title():
    lines = URGENT.replace("Officer Urgent Decision\n\n", "").split("\n")
    marks = [mark for mark in parse_notice("\n".join(lines)).marks if mark.field == "title"]
    assert [(lines[mark.first], mark.last - mark.first) for mark in marks] == [("A pump for the lido", 0)]


def test_a_heading_with_lines_of_spaces_below_it_can_be_taught():
    text = "Question for Decision\n\n \n\nTo consider mats.\n\n \n\nDecision\n\n \n\nMats are bought."
    assert "Question for Decision" in [each.label for each in possible_labels(text, Known().splitter)]
