"""Twenty plain questions, answered on a telephone by somebody who sees the register for the first time
(docs/trials.md): each from the home page, by the words on the screen, in three presses at most.

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_twenty_questions.py` loads the sample,
prints the table and says where the pictures are.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.trial_seven_shapes import Hand

TELEPHONE = {"width": 360, "height": 640}
MOST_CLICKS = 3
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def hand(transactional_db, live_server, new_context) -> Hand:
    call_command("load_demo")
    return Hand(new_context(viewport=TELEPHONE).new_page())


def test_twenty_questions(hand, tmp_path):
    print("\n\n| question | way from home | clicks |\n|---|---|---|")
    for number, (question, (way, answer)) in enumerate(QUESTIONS.items(), start=1):
        hand.page.goto("/")
        before = hand.clicks
        for step in way:
            take(hand, step)
        clicks = hand.clicks - before
        hand.page.screenshot(path=tmp_path / f"{number:02}.png", full_page=True)
        print(f"| {question} | {', '.join(way) or 'home itself'} | {clicks} |")
        expect(hand.page.locator("main"), question).to_contain_text(answer)
        assert clicks <= MOST_CLICKS, question
        assert not hand.page.evaluate(TOO_WIDE), question
    print(f"\nThe pages as they looked: {tmp_path}")


def take(hand: Hand, step: str) -> None:
    """Follow the link whose name begins so, or type into the search box what is in quotation marks."""
    if step.startswith("“"):
        hand.fill("Search decisions", step.strip("“”"))
        hand.press("Search")
    elif step.startswith("menu: "):
        hand.on(hand.page.get_by_role("navigation", name="Main").get_by_role("link", name=step.removeprefix("menu: ")))
    else:
        beginning = re.compile("^" + re.escape(step).replace("/", "\\/"))  # as browsers write such patterns
        hand.on(hand.page.locator("main").get_by_role("link", name=beginning).first)


QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "What did Salford City Council get, and for what?": (
        ("“Salford City Council”", "Salford City Council"),
        "awarded, as it stands",
    ),
    "What was decided for my district, Wigan?": (("Wigan",), "awarded, as it stands"),
    "Which conditions are past due?": (("All lists", "Past due"), "Past due since"),
    "Which conditions were found not met, and what followed?": (("All lists", "Found not met"), "Not met"),
    "Which conditions were waived?": (("All lists", "Waived"), "conditions"),
    "Which decisions were published late?": (("All lists", "Published late"), "rule of this register"),
    "How long does publication take?": ((), "days from decision to publication (median)"),
    "What was corrected, and why?": (("All lists", "Corrected"), "Version 2"),
    "What was withdrawn, and why?": (("All lists", "Withdrawn"), "Withdrawn on"),
    "Which key decisions lacked their notice?": (("All lists", "Key decisions"), "clear days"),
    "What is withheld, and on what ground?": (("All lists", "Something withheld"), "Chief Constable"),
    "What is not yet given out of a funding stream?": (
        ("menu: Funding streams", "Community Safety Grant"),
        "Allocated and not awarded",
    ),
    "What share goes to charities?": (("By recipient", "Awards added up by kind of recipient"), "Charity"),
    "How do districts compare?": (("menu: Partnerships", "Compare them side by side"), "Compare"),
    "How much match was cash, and how much in kind, in 2023/24?": (("By financial year", "2023/24"), "was cash and"),
    "Which decisions are over £50,000?": (("“over £50,000”",), "more than £50,000.00"),
    "What was given in 2023/24, in all?": (("By financial year", "2023/24"), "awarded, as it stands"),
    "Who decides?": (("By decision maker",), "Deputy Mayor"),
    "What was refused?": (("“refused”",), "decision"),
    "Which contracts were let?": (("Money that is no grant",), "Contracts"),
}
