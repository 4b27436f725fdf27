"""The soft checks catch the slips that real notices made, and stay quiet where the text is right."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.actions.decisions import revise
from register.checks.checklist import checklist
from register.checks.soft_checks import DecisionFacts, soft_checks
from tests.stories import fresh

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
    "The amounts are as set out below.": "there is nothing below",
}
RIGHT = [
    "Greater Manchester gives Bury £368,579: £158,379.00 for 2023/24 and £210,200 for 2024-25.",
    "The amounts are set out below:\n\nAward 1, for cameras.",
    "Decided on 01/05/2024 under notice 2642/24, 2011/3050; one recipient.",
    "One district has it.",
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
