"""Thirty plain questions, answered on a telephone by somebody who sees the register for the first time
(docs/trials.md): each from the home page, by the words on the screen, in three presses at most; the last ten by typing
the question itself as well.

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_thirty_questions.py` loads the sample,
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


def test_thirty_questions(hand, tmp_path):
    print("\n\n| question | way from home | clicks |\n|---|---|---|")
    typed = {f"{question} (typed)": ((f"“{question}”", link), answer) for question, (link, answer) in TYPED.items()}
    for number, (question, (way, answer)) in enumerate((QUESTIONS | typed).items(), start=1):
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
    "What did the mentoring in Manchester achieve?": (
        ("“mentoring Manchester third year”", "Illustrative: Targeted work against organised crime in Manchester"),
        "41 of 40 young people",
    ),
    "What did the panel say, and what was answered?": (
        ("Scrutiny", "Recommendations", "Answered"),
        "For grants above £25,000, from next year on.",
    ),
    "Which objective gets most, and what came of it?": (
        ("By priority", "Fewer children drawn into organised crime"),
        "awarded, as it stands",
    ),
    "Which grants missed their targets, and why?": (
        ("All lists", "Grants that missed their targets"),
        "Lights in the park were out all winter.",
    ),
    "What is still unanswered?": (("Scrutiny", "Recommendations", "Past their date"), "Have the lights in the park"),
    "How were the shares set?": (("All lists", "How shares were set"), "by need"),
    "Which decisions has no body looked at?": (("Scrutiny", "Decisions that no body"), "Marshals on night buses"),
    "What did the partnership's strategy promise?": (
        ("Plans and strategies", "Manchester Community Safety Strategy"),
        "Keeping children and young people safe",
    ),
    "What came of the year 2025/26?": (
        ("By financial year", "Yearly account 2025/26"),
        "41 of 40 young people, 102.5% of target",
    ),
    "When does the panel meet next?": (("Scrutiny", "Illustrative police, fire and crime panel"), "Planned for"),
}
# What is typed, the page that is offered, and what that says.
TYPED: dict[str, tuple[str, str]] = {
    "What did the grants achieve?": ("Yearly accounts", "Yearly account 2025/26"),
    "What did the panel say, and what was answered?": (
        "Recommendations that were answered",
        "For grants above £25,000",
    ),
    "Which objective gets most, and what came of it?": ("Priorities of plans", "Fewer children drawn into"),
    "Which grants missed their targets, and why?": (
        "Grants that missed their targets",
        "Lights in the park were out all winter.",
    ),
    "What is still unanswered?": ("Recommendations past their date", "Have the lights in the park"),
    "How were the shares set?": ("How shares were set", "by need"),
    "Which decisions has no body looked at?": ("Decisions that no body", "Marshals on night buses"),
    "What did the partnership's strategy promise?": ("Plans and strategies", "Manchester Community Safety Strategy"),
    "When does the panel meet next?": ("Scrutiny", "Illustrative police, fire and crime panel"),
}
