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
    "The amounts are as below.\n\n| Bury | £158,379 |",
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


ALL = frozenset(
    {"Bolton", "Bury", "Manchester", "Oldham", "Rochdale", "Salford", "Stockport", "Tameside", "Trafford", "Wigan"}
)


def facts_of(own, recipients, years, *amounts):
    sums = frozenset(map(Decimal, amounts))
    return DecisionFacts(ALL, frozenset(own), recipients, frozenset(years), sums, has_conditions=True)


# The shapes of real notices: one grant to one council; three grants to ten partnerships over three years; an uplift.
ONE = facts_of({"Manchester"}, 1, {"2023/24"}, 7500)
TEN = facts_of(ALL, 10, {"2023/24", "2024/25", "2025/26"}, 33_000, 330_000, 990_000)
UPLIFT = facts_of(ALL, 10, {"2025/26"}, 102_800)
QUIET = {
    ONE: """£7.5k for Manchester.
        £ 7,500 in 2023/2024, for the financial year 2023 to 2024, FY 23-24: April 2023 to 31 March 2024.
        Match of 1:1, so that £7,500 becomes £15,000 in all. A £1:£1 match; for every £1 spent, £3.20 is saved.
        Underspends above £15,000 are paid back; no unallocated underspends exceeding £15,000 in total.
        The grant is less than £10,000. A contract above £50,000 needs three quotes. The budget of the stream is £1.2m.
        It comes from a national fund of £30 million.
        The Police and Crime Plan 2021-24 asks for this; the plan 2022–25, Standing Together; the Strategy 2022-25.
        Crime fell between 2019/20 and 2022/23. It continues the work of 2022/23. Data of 2022/23 show a rise.
        The University of Salford and Manchester Metropolitan University work with it. Ask at Salford Royal.
        Trafford Road in Manchester is a hotspot. Bolton Wanderers visited. Working with GREATER MANCHESTER POLICE.
        The two other districts, Salford and Bury, have their own schemes. Unlike Salford, Manchester has none.
        Neighbouring Trafford benefits too. The work crosses the border with Salford. It is modelled on work in Wigan.
        One of the ten districts. All 10 local authorities were asked. Three partners and five schools take part.
        The conditions are set out below.
        They bury no evidence; the wigan does no harm.""",
    TEN: """£33,000 to each of the 10 districts in each year, £330,000 a year and £990,000 in all, £0.99m.
        For 2023/24, 2024/25 & 2025/26; 2023-24 to 2025-26; FY23/24; April 2023 to March 2026.
        All ten Community Safety Partnerships; each of the 10 district Community Safety Partnerships; ten CSPs.""",
    UPLIFT: """An increase of £102,800 for the ten partnerships, some £100k more, £102.8k, nearly £103k in 2025-26.""",
}
LOUD = {
    ONE: """£7,550 for Manchester.; £75,00 for it.; £7,5000 for it.; £75 000 for it.; 7,600 pounds for it.; GBP 7600.;
        £7.6k.; £8k.; £7.5m.; £1,510k.; £1M.; £7,500.50.; 2024/2025 money.; In 2024-2025.; FY 24-25.; FY2024/25.;
        The financial year 2024 to 2025.; April 2024 to March 2025.; For 2022-23.; SALFORD gets it.;
        It goes to salford council.; Money for Salford's children.; The award is for Wigan CSP.; 2 recipients.;
        Both councils.; Three CSPs share it.; A dozen partnerships share it.; Twenty districts share it.;
        It is as detailed below:; It is as follows:; It is shown in the following table:""",
    TEN: "Nine districts get it.; £34,000 to each.; 2026/27 too.; April 2023 to March 2027.",
}


def lines(shapes, mark):
    return [(facts, line.strip()) for facts, text in shapes.items() for line in text.split(mark)]


@pytest.mark.parametrize(("facts", "text"), lines(QUIET, "\n"))
def test_what_real_notices_say_rightly_is_left_alone(facts, text):
    assert found(text, facts) == []


@pytest.mark.parametrize(("facts", "text"), lines(LOUD, ";"))
def test_slips_are_named_however_they_are_spelt(facts, text):
    assert found(text, facts)


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
