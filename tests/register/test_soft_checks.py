"""The soft checks catch the slips that real notices made, and stay quiet where the text is right."""

import time
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from grants.actions.decisions import revise
from register.checks.checklist import checklist
from register.checks.soft_checks import DecisionFacts, soft_checks
from tests.stories import draft, fresh

NOTICE = settings.BASE_DIR / "tests" / "notices" / "hotspot-activity.txt"
FACTS = DecisionFacts(
    districts=frozenset({"Manchester", "Salford", "Bury", "Wigan"}),
    own_districts=frozenset({"Bury"}),
    recipients=1,
    years=frozenset({"2023/24", "2024/25"}),
    amounts=frozenset({Decimal(158379), Decimal(210200), Decimal(368579)}),
)
SLIPS = {
    "Safer streets in Wigan town centre.": "names Wigan",
    "It comes to £368,597 in all.": "£368,597, which is not the amount of any award",
    "£1.5 million goes to Bury.": "£1.5 million",
    "For 2022/23 and 2023/24.": "financial year 2022/23",
    "For 2025-26.": "financial year 2025/26",
    "It is shared by two districts.": "two districts",
    "It goes to 3 recipients.": "3 recipients",
    "Both districts have it.": "Both districts",
    "Eleven districts have it.": "Eleven districts",
    "GBP 9,000 goes to Bury.": "GBP 9,000",
    "£1bn goes to Bury.": "£1bn",
    "£360,000 in all.": "£360,000",
    "For 2025–26.": "financial year 2025/26",
    "For 22/23.": "financial year 2022/23",
    "Bury does more. The cameras are for Wigan.": "names Wigan",
    "The amounts are as set out below.": "there is nothing below",
}
RIGHT = [
    "Greater Manchester gives Bury £368,579: £158,379.00 for 2023/24 and £210,200 for 2024-25.",
    "The amounts are set out below:\n\nAward 1, for cameras.",
    "Decided on 01/05/2024 under notice 2642/24, 2011/3050; one recipient.",
    "One district has it.",
    "The partnership adds £1 for every £1 of grant.",
    "For each £1 of grant, the partnership adds £1.",
    "About £369,000 in all, or £0.37m; £160k of it for 2023/24.",
    "Greater\nManchester gives GBP 210,200 for 2024–25 and 23/24.",
    "It does more than if all four districts had shared it.",
    "Bury and Wigan together hold 26% of the threats: two districts of four.",
    "",
]


def found(text, facts=FACTS):
    return [sentence for _, sentence in soft_checks({"reasons": text}, facts)]


@pytest.mark.parametrize(("text", "slip"), SLIPS.items())
def test_a_slip_is_named(text, slip):
    [sentence] = found(text)
    assert slip in sentence


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text):
    assert found(text) == []


def test_a_sum_of_a_billion_is_read_as_a_billion():
    facts = DecisionFacts(frozenset(), frozenset(), 0, frozenset(), frozenset({Decimal(10**9)}))
    assert found("£1bn, that is £1 billion.", facts) == []


def test_the_notice_of_real_hotspot_money_has_no_false_alarm(db, olu):
    """The shape of 2548: threats of two districts, and a sum that is not shared by all ten."""
    decision = draft(by=olu, reasons=NOTICE.read_text())
    slips = [item for item in checklist(decision).warnings if "The text" in item.sentence]
    assert slips == []


def test_without_awards_there_is_nothing_to_hold_the_text_against():
    nothing = DecisionFacts(FACTS.districts, frozenset(), 0, frozenset(), frozenset())
    assert found("Two districts, Bury and Wigan, for 2030/31.", nothing) == []


@given(st.decimals(min_value="0.01", max_value="999999999", places=2))
def test_a_sum_that_is_there_is_never_a_slip(amount):
    facts = DecisionFacts(frozenset(), frozenset(), 0, frozenset(), frozenset({amount}))
    assert found(f"It is £{amount:,.2f}, that is £{amount}.", facts) == []


@pytest.mark.parametrize("piece", ["£1,", "2023/", "two ", "as below ", "£ ", "1,111"])
def test_long_text_takes_no_longer_than_its_length_asks(piece):
    started = time.perf_counter()
    found(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 2


def test_the_checklist_warns_and_leads_to_the_text(draft, olu):
    revise(draft, by=olu, values={"summary": "£7,550 for Manchester."})
    [warning] = [each for each in checklist(fresh(draft)).warnings if "£7,550" in each.sentence]
    assert warning.address.endswith("#id_summary")
