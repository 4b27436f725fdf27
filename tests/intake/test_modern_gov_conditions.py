"""The conditions of a pasted notice are found, and the standard ones known by what they ask."""

from decimal import Decimal

import pytest

from intake.notices.notice import parse_notice
from intake.notices.standards import parse_condition


def on_conditions(bullets: str) -> list[str]:
    found = parse_notice(
        "Bullets\n\nDecision Maker: Mayor\n\nDecision: Agreed.\n\n"
        f"Reasons: Given on the following conditions:\n{bullets}\n"
    )
    return [condition.wording for condition in found.conditions]


@pytest.mark.parametrize(
    "markers", ["---", "•••", "***", ["(i)", "(ii)", "(iii)"], ["a)", "b)", "c)"], ["1.", "2.", "3."]]
)
def test_bullets_of_every_kind_are_read(markers):
    bullets = "\n".join(f"{marker}\tAsks {thing};" for marker, thing in zip(markers, "xyz", strict=True))
    assert on_conditions(bullets) == ["Asks x", "Asks y", "Asks z"]


def test_bullets_may_stand_apart_and_their_marker_alone():
    assert on_conditions("\n-\nOne thing\n\n- Another thing\n\nSo much for those.\n\n- Not this") == [
        "One thing",
        "Another thing",
    ]


def test_a_list_that_no_sentence_calls_conditions_has_none():
    found = parse_notice(
        "A title\n\nDecision Maker: Mayor\n\nDecision: Agreed.\n\n"
        "Reasons: There are no conditions. We saw:\n- lights\n- cameras"
    )
    assert found.conditions == ()


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        ("The CSP provides match funding of at least the same amount", "SC1"),
        ("It must be at least match-funded by the Community Safety Partnership", "SC1"),
        ("A 20% match is contributed by the partnership", ""),
        ("It is match funded by the National Lottery", ""),
        ("No match funding is asked of the partnership", ""),
        ("Match funding from the partnership is not required", ""),
        ("The colours match the partnership's", ""),
        ("Brings added value to services, rather than substituting for funds since withdrawn", "SC2"),
        ("It replaces funding that has been withdrawn and so adds value", ""),
        ("It adds value to existing services", ""),
        ("A clear spending plan that focuses on outputs and outcomes", "SC3"),
        ("The spending plan is sent to the treasurer", ""),
        ("SOC governance oversees how the money is spent", "SC4"),
        ("Local governance meets quarterly", ""),
        ("Appropriate procurement or commissioning processes were undertaken", "SC5"),
        ("Commissioned services open on Sundays", ""),
        ("A financial monitoring report arrives, with unallocated underspend of £15,000 at most", "GM1"),
        ("A financial monitoring report arrives, with unallocated underspend of £20,000 at most", "GM1"),
        ("The district CSP approves the grant agreement", "GM2"),
        ("The district CSP signs the grant agreement and sends returns each quarter", ""),
        ("The CSP approves spending proposals through local governance, with quarterly updates thereafter", "GM3"),
        ("A financial report each February: actual spend to January, projected spend to March", "GM4"),
        ("A financial report each March", ""),
        ("It is match funded by the CSP, adds value and does not replace withdrawn funding", ""),
    ],
)
def test_a_standard_condition_is_known_by_what_it_asks(wording, code):
    assert parse_condition(wording).code == code


@pytest.mark.parametrize(
    ("wording", "code", "percent"),
    [
        ("At least match funded by the partnership", "SC1", "100"),
        ("Match funding of 1:1 by the partnership", "SC1", "100"),
        ("Matched pound for pound by the CSP", "SC1", "100"),
        ("A 20% match by the CSP", "", "20"),
        ("Match funding of 12.5 per cent of the grant by the CSP", "", "12.5"),
        ("Match funding by the CSP of 20% of the total cost", "", None),
        ("Match funding by the CSP of 20% or 30%", "SC1", None),
        ("Match funding by the CSP", "SC1", None),
    ],
)
def test_how_much_match_is_read_only_where_it_is_plain(wording, code, percent):
    found = parse_condition(wording)
    assert (found.kind, found.code) == ("match", code)
    assert found.match_percent == (None if percent is None else Decimal(percent))


def test_what_a_grant_is_conditional_on_twice_is_two_conditions():
    found = parse_notice(
        "Oars\n\nDecision Maker: Mayor\n\nDecision:\n\nA grant of £40 to Oar Club, conditional on the club finding £20 "
        "from other givers and on a report being sent to the Clerk by 28 February 2027.\n"
    )
    assert [(each.wording, each.kind) for each in found.conditions] == [
        ("the club finding £20 from other givers", "match"),
        ("a report being sent to the Clerk by 28 February 2027", "reporting"),
    ]
