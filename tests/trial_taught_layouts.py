"""Three layouts that the reader does not know are taught in a browser, and a second notice of each is then read by
itself (docs/trials.md).

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_taught_layouts.py` prints the table. The
layouts were met on pages of policing bodies; every word of the notices is invented.
"""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from grants.models import Decision
from tests.trial_seven_shapes import Hand, enter  # noqa: F401  # `enter` is a fixture

# Headings alone on their lines, as a page builder prints them.
HEADINGS = """Eastmoor Police and Crime Commissioner

The matter in hand
{title}

What has been settled
The Commissioner has agreed to award £{amount} to {name} for 2031/32, on condition that a report is sent each quarter.

Why it was settled so
Shopkeepers in the two market towns told the office that the evenings are when they need somebody to turn to.

What else was thought of
Paying for more patrols was thought of, and would have cost three times as much.

Settled by
Police and Crime Commissioner

Settled on
{day}
"""
# Two columns, as a browser copies a table: a label, a tab, and its value.
COLUMNS = """Westmere Combined Authority: register of determinations

File no.\tWM/{number}
Proposal\t{title}
Determination\tApproved
What was determined\tThe proposal is approved, and the money below is paid in two parts.
Grounds\tThe scheme reached twice as many young people last summer as the one before it.
Determining officer\tDeputy Mayor for Policing
Day of determination\t{day}
Beneficiary\t{name}
Sum\t£{amount}
Pot\tCommunity Safety Grant
"""
# Questions that the page answers.
QUESTIONS = """You are here: Home > Openness > What we decided

{title}

Who asked us?
The youth team of Northmarch asked for help with a summer scheme.

What did we say?
Yes. £{amount} is granted to {name} for 2031/32.

Why did we say so?
Last summer eighty young people came, and the police were called to the park half as often as the year before.

Who signed it off?
Police and Crime Commissioner

On which day?
{day}
"""
FACTS = [
    {"title": "Evening wardens in two market towns", "amount": "6,400", "name": "Bolton Council", "day": "12 May 2026"},
    {"title": "A youth room by the canal", "amount": "9,250", "name": "Bury Council", "day": "3 June 2026"},
]
LAYOUTS: dict[str, tuple[str, dict[str, str]]] = {
    "headings alone on their lines": (
        HEADINGS,
        {
            "The matter in hand": "Title",
            "What has been settled": "What was decided",
            "Why it was settled so": "Reasons",
            "What else was thought of": "Alternatives considered and rejected",
            "Settled by": "Decision makers",
            "Settled on": "Date of decision",
        },
    ),
    "two columns": (
        COLUMNS,
        {
            "File no.": "Own number",
            "Proposal": "Title",
            "Determination": "Outcome",
            "What was determined": "What was decided",
            "Grounds": "Reasons",
            "Determining officer": "Decision makers",
            "Day of determination": "Date of decision",
            "Beneficiary": "Award: recipient",
            "Sum": "Award: amount",
            "Pot": "Award: funding stream",
        },
    ),
    "questions": (
        QUESTIONS,
        {
            "Who asked us": "Purpose",
            "What did we say": "What was decided",
            "Why did we say so": "Reasons",
            "Who signed it off": "Decision makers",
            "On which day": "Date of decision",
        },
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_taught_once(layout, olu, enter: Callable[[str], Hand], tmp_path):  # noqa: F811
    text, meanings = LAYOUTS[layout]
    hand, begun = enter("olu"), time.monotonic()
    paste(hand, text.format(number=1, **FACTS[0]))
    if (beside := hand.page.get_by_role("button", name="Start a draft beside this text")).count():
        hand.on(beside)
    hand.page.screenshot(path=tmp_path / "before.png", full_page=True)
    for label, field in meanings.items():
        chosen = hand.page.get_by_label(f"“{label}” is", exact=True)
        if not chosen.is_visible():
            hand.on(hand.page.get_by_text("What the labels of this notice mean"))
        chosen.select_option(label=field)
        hand.fields += 1
    hand.press("Save and continue")
    expect(hand.page.get_by_text("The notice has been read again")).to_be_visible()
    seconds, clicks, fields = time.monotonic() - begun, hand.clicks, hand.fields
    hand.page.screenshot(path=tmp_path / "after.png", full_page=True)
    check(FACTS[0])
    paste(hand, text.format(number=2, **FACTS[1]))
    expect(hand.page.get_by_role("heading", name="Check what was read from the notice")).to_be_visible()
    hand.page.screenshot(path=tmp_path / "second.png", full_page=True)
    check(FACTS[1])
    left = Decision.objects.latest("pk").imported_notice.leftovers
    print(f"\n| {layout} | {clicks} | {fields} | {seconds:.0f} |\nSecond: {[each['why'] for each in left]}, {tmp_path}")


def paste(hand: Hand, text: str) -> None:
    hand.home()
    hand.follow("New decision from a notice")
    hand.fill("Text of the page", text)
    hand.press("Save and continue")


def check(facts: dict[str, str]) -> None:
    """What the draft says after it was taught, or read by itself."""
    decision = Decision.objects.latest("pk")
    award = decision.awards.get()
    assert decision.title == facts["title"]
    assert f"{award.amount:,.0f}" == facts["amount"]
    assert award.partnership.district in facts["name"]
    assert decision.reasons
    assert f"{decision.decided_on.day} {decision.decided_on:%B %Y}" == facts["day"]
