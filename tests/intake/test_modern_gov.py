"""An officer pastes a Modern.gov page: what it says is read, and what is not understood is kept."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from intake.notices.makers import parse_makers
from intake.notices.notice import ParsedNotice, parse_notice
from intake.notices.values import parse_outcome

NOTICES = Path(__file__).parent.parent / "notices"
DIRECTOR = "Director for Police, Crime, Criminal Justice and Fire"


def notice(name: str) -> ParsedNotice:
    return parse_notice((NOTICES / f"{name}.txt").read_text(encoding="utf-8"))


# The notice that the first draft is made from


def test_the_hotspot_notice_says_who_decided_what_and_when():
    found = notice("hotspot-activity")
    assert found.title == "Targeted hotspot activity to tackle organised crime"
    assert found.decision_makers == DIRECTOR
    assert (found.outcome_text, found.outcome) == ("Recommendations Approved", "approved")
    assert (found.is_key, found.call_in) == (False, False)
    assert (found.decided_on, found.published_elsewhere_on) == (date(2024, 2, 6), date(2024, 3, 7))
    assert found.decision_text.startswith("£7,500 will be allocated to Manchester City Council for work")
    assert found.leftovers == ()


def test_a_purpose_that_holds_only_reasons_leaves_the_purpose_empty():
    found = notice("hotspot-activity")
    assert found.purpose == ""
    assert found.reasons.startswith("Of all the serious and organised crime threats")
    assert found.reasons.endswith("criminal or sexual exploitation.")
    assert found.sources["reasons"] == "the Purpose block, after “The reasons for the decision are:”"


def test_its_five_conditions_are_recognised_and_stay_in_the_reasons():
    found = notice("hotspot-activity")
    assert [condition.code for condition in found.conditions] == ["SC1", "SC2", "SC3", "SC4", "SC5"]
    assert [condition.match_percent for condition in found.conditions] == [Decimal(100), None, None, None, None]
    assert all(f"- {condition.wording}" in found.reasons for condition in found.conditions)


def test_its_sum_is_proposed_as_an_award():
    [award] = notice("hotspot-activity").awards
    assert award.amount == Decimal("7500.00")
    assert (award.recipient_text, award.year_text) == ("Manchester City Council", "2023/24")
    assert award.sentence == notice("hotspot-activity").decision_text


# Other shapes


def test_every_labelled_block_has_its_field():
    found = notice("three-decision-makers")
    assert found.title == "Grants to the ten partnerships"
    assert found.outcome == "approved_with_changes"
    assert (found.is_key, found.call_in) == (True, True)
    assert found.purpose == "To give each community safety partnership its grant for the coming year."
    assert found.reasons == (
        "Local partnerships know best what their residents need.\n\nA steady grant lets them plan ahead."
    )
    assert found.alternatives == "None: the grants continue an earlier choice."
    assert found.interests == "No interests were declared."
    assert found.report_author == "A. N. Officer"
    assert found.decided_at_meeting == "03/04/2023 - Deputy Mayor's Executive"
    assert found.effective_from == date(2023, 4, 20)
    assert found.accompanying_documents == ("Grants to partnerships, public part.pdf", "Equality screening.pdf")
    assert (found.conditions, found.awards, found.leftovers) == ((), (), ())


def test_missing_labels_are_no_hindrance_and_what_is_not_understood_is_kept():
    found = notice("labels-missing")
    assert found.title == "New radios for volunteer patrols"
    assert (found.decision_makers, found.outcome, found.is_key, found.decided_on) == ("", "approved", None, None)
    assert [award.year_text for award in found.awards] == ["2023-24"]
    assert [leftover.text for leftover in found.leftovers] == [
        "31/02/2024",
        "Wards affected: All wards\nA line that belongs to nothing.",
    ]
    assert "this is no day" in found.leftovers[0].why


def test_a_reference_glued_to_the_title_is_taken_off_and_values_may_stand_beside_their_labels():
    found = notice("glued-reference")
    assert (found.title, found.external_reference) == ("Safer evenings in the town centre", "13567")
    assert (found.purpose, found.reasons) == ("To light the way home.", "Streets that are lit feel safer.")
    assert found.decision_text == "The grant waits for a fuller costing."
    assert found.outcome == "deferred"
    assert found.leftovers == ()


def test_hard_line_breaks_are_joined_in_titles_labels_text_and_bullets():
    found = notice("hard-breaks")
    assert found.title == "Mentors for young people in Salford"
    assert found.decision_makers == DIRECTOR
    assert found.call_in is False
    assert found.purpose == "To pay for mentors in three schools."
    assert [(condition.wording, condition.code) for condition in found.conditions] == [
        ("It is matched pound for pound by the community safety partnership.", "SC1"),
        ("Quarterly figures reach the office within a fortnight.", ""),
    ]
    assert found.reasons.endswith("fortnight.\n\nBoth were discussed with the council.")
    [award] = found.awards
    assert (award.amount, award.recipient_text, award.year_text) == (
        Decimal("12345.67"),
        "Salford City Council",
        "2024/2025",
    )
    assert found.leftovers == ()


def test_two_sums_each_with_recipient_and_year_are_two_awards_and_what_they_make_is_the_total():
    found = notice("two-years")
    assert [(award.amount, award.year_text) for award in found.awards] == [
        (Decimal(158379), "2023/24"),
        (Decimal(210200), "2024/25"),
    ]
    assert (found.stated_total, found.sources["stated_total"]) == (Decimal(368579), "the Decision block")
    assert found.leftovers == ()


def test_a_sum_up_to_which_may_be_spent_is_no_award():
    found = notice("conferences")
    assert found.awards == ()
    assert [leftover.why for leftover in found.leftovers] == [
        "A sum of £1,500 was not taken for an award: it is a limit, or not exact"
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("conferences", "other"),
        ("hall", "other"),
        ("two-years", "grant"),
        ("hotspot-activity", "grant"),
        ("uplift", "variation"),
    ],
)
def test_a_conference_or_a_hall_is_no_grant(name, kind):
    assert notice(name).kind == kind


def test_three_grants_in_a_list_with_their_total_and_a_table_in_a_paper():
    found = notice("three-streams")
    assert found.external_reference == "99001"
    assert [(award.amount, award.recipient_text, award.year_text) for award in found.awards] == [
        (Decimal(120000), "Bolton Metropolitan Borough Council", "2023/24"),
        (Decimal(80500), "Wigan Metropolitan Borough Council", "2023/24"),
    ]
    assert found.stated_total == Decimal(351091)
    assert [leftover.why for leftover in found.leftovers] == [
        "A sum of £150,591 was not taken for an award: it is a limit, or not exact"
    ]
    assert found.accompanying_documents == ("Report.pdf",)
    assert found.decision_makers == "Deputy Mayor for Safety, Justice and Fire"


def test_an_uplift_with_a_cut_title_keeps_every_sentence():
    found = notice("uplift")
    assert [leftover.why for leftover in found.leftovers] == [
        "The title may have been cut short",
        "A sum of £102,800 was not taken for an award: it is of a change of an earlier sum",
    ]
    assert (found.awards, found.stated_total) == ((), None)
    assert found.reasons.startswith("Wages and prices have risen")
    assert "2.6%" in found.decision_text


# Titles, labels, values


@pytest.mark.parametrize(
    "line",
    ["PCC DN - Kind words", "PCC DN-Kind words", "PCC DN – Kind words", "pcc dn — Kind words", "PCCDN: Kind words"],
)
def test_the_title_loses_its_prefix(line):
    assert parse_notice(f"{line}\n\nDecision Maker: Mayor\nDecision: Yes.").title == "Kind words"


def test_the_address_of_the_page_gives_its_number():
    pasted = "A title\n\nhttps://democracy.example/ieDecisionDetails.aspx?ID=2548\n\nPurpose: To help.\nDecision: Yes."
    assert parse_notice(pasted).external_reference == "2548"


def test_prose_with_colons_stays_where_it_stands():
    found = parse_notice(
        "A title\n\nDecision Maker: Mayor\nDecision: Manchester: two mentors.\nthe mayor's\ndecision: final.\n"
        "Is Urgent decision?: No\nPurpose: To help."
    )
    assert found.decision_text == "Manchester: two mentors. the mayor's decision: final."
    assert [leftover.text for leftover in found.leftovers] == ["Is Urgent decision?: No"]


def test_a_label_that_stands_twice_keeps_its_first_value_and_leaves_the_second():
    found = parse_notice(
        "A title\n\nDecision Maker: Mayor\nPurpose:\nDecision: First.\n\nDecision: Second.\nPurpose: To help."
    )
    assert (found.decision_text, found.purpose) == ("First.", "To help.")
    assert "Decision: Second." in [leftover.text for leftover in found.leftovers]


@pytest.mark.parametrize(
    "written",
    [
        "06/02/2024", "6/2/2024", "06/02/24", "06.02.2024", "2024-02-06", "6 February 2024", "6th Feb 2024",
        "February 6th, 2024", "Tuesday, 6th February, 2024", "the 6th day of February 2024", "6 Feb 2024 at 10:30",
    ],
)  # fmt: skip
def test_a_date_may_be_spelt_in_any_way(written):
    assert parse_notice(f"A title\n\nDecision: Yes.\nDate of decision: {written}").decided_on == date(2024, 2, 6)


@pytest.mark.parametrize("written", ["31/02/2024", "00/00/0000", "06/02/2024x", "٠٦/٠٢/٢٠٢٤", "soon", "June"])
def test_a_date_that_is_not_one_is_left_over(written):
    found = parse_notice(f"A title\n\nDecision: Yes.\nDate of decision: {written}")
    assert found.decided_on is None
    assert [leftover.text for leftover in found.leftovers] == [written]


def test_an_answer_that_is_neither_yes_nor_no_is_left_over():
    found = parse_notice("A title\n\nIs Key decision?: Perhaps\nIs subject to call in? yes\nDecision: Agreed.")
    assert (found.is_key, found.call_in) == (None, True)
    assert [leftover.text for leftover in found.leftovers] == ["Perhaps"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("Recommendations Approved", "approved"),
        ("Recommendations Approved (subject to call-in)", "approved"),
        ("Approved with changes", "approved_with_changes"),
        ("Recommendations approved as amended", "approved_with_changes"),
        ("Recommendations Not Approved", "not_approved"),
        ("Rejected", "not_approved"),
        ("Deferred to May", "deferred"),
        ("For Determination", None),
        ("Partially approved", None),
        ("Disapproved", None),
        ("", None),
    ],
)
def test_the_status_says_the_outcome_or_nothing(status, outcome):
    assert parse_outcome(status) == outcome


# Decision makers


@pytest.mark.parametrize("known", [[], [DIRECTOR], [DIRECTOR, "Director for Police, Crime"]])
def test_a_comma_inside_a_post_does_not_part_it(known):
    line = notice("three-decision-makers").decision_makers
    assert [*parse_makers(line, "posts", known).posts] == [
        "Deputy Mayor for Safety, Justice and Fire",
        "Chief Executive Officer",
        DIRECTOR,
    ]


def test_known_titles_come_first_and_the_longest_of_them():
    known = ["Head of Grants", "Head of Grants, Victims", "Police and Crime Lead"]
    line = "Head of Grants, Victims and Police and Crime Lead, Head of Grants"
    assert [*parse_makers(line, "posts", known).posts] == [
        "Head of Grants, Victims",
        "Police and Crime Lead",
        "Head of Grants",
    ]


def test_a_shorter_known_title_does_not_cut_a_longer_unknown_one():
    assert [*parse_makers(DIRECTOR, "posts", ["Director for Police, Crime", "Director for Police"]).posts] == [DIRECTOR]


def test_no_line_has_no_posts():
    assert [*parse_makers("  ", "posts", ["Mayor"]).posts] == [*parse_makers("", "posts", []).posts] == []
