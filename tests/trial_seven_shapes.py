"""A new officer enters the seven real shapes of decisions in a browser, and the clicks are counted (docs/trials.md).

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_seven_shapes.py` prints the table.
Olu enters and sends; Ada approves and publishes. They find everything by the words they see.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stories import PASSWORD

NOTICES = Path(__file__).parent / "notices"
DIRECTOR = "Director for Police, Crime, Criminal Justice and Fire"
THREE_MAKERS = f"Deputy Mayor for Safety, Justice and Fire\nChief Executive Officer\n{DIRECTOR}"
DISTRICTS = (
    "Bolton",
    "Bury",
    "Manchester",
    "Oldham",
    "Rochdale",
    "Salford",
    "Stockport",
    "Tameside",
    "Trafford",
    "Wigan",
)
STREAMS = ("Community Safety Grant", "Voluntary and Community Sector Grant", "Hate Crime Grant")
YEARS = ("2023/24", "2024/25", "2025/26")
POWER = "Anti-social Behaviour, Crime and Policing Act 2014, section 143"


@dataclass
class Hand:
    """One person at one browser window: every press and every filled field is counted."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def press(self, words: str, *, role: str = "button") -> None:
        self.on(self.page.locator("main").get_by_role(role, name=words).first)

    def follow(self, words: str) -> None:
        self.press(words, role="link")

    def choose(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question, exact=True)
        self.on(group.get_by_label(answer, exact=True))

    def tick(self, words: str) -> None:
        self.on(self.page.get_by_label(words).first)

    def on(self, thing: Locator) -> None:
        thing.click()
        self.clicks += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.fields += 1

    def pick(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.fields += 1

    def home(self) -> None:
        self.page.goto("/office/")


@pytest.fixture
def enter(transactional_db, reference, new_context) -> Callable[[str], Hand]:
    def sign_in(name: str) -> Hand:
        page = new_context().new_page()
        page.goto("/sign-in/")
        page.fill("[name=login]", f"{name}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        return Hand(page)

    return sign_in


def test_seven_shapes(olu, ada, enter, tmp_path):
    officer, approver = enter("olu"), enter("ada")
    print("\n\n| shape | clicks | fields filled | seconds |\n|---|---|---|---|\n", end="")
    for shape, (entered, shown) in SHAPES.items():
        before, begun = tally(officer, approver), time.monotonic()
        officer.home()
        entered(officer)
        officer.press("Send for approval")
        title = officer.page.locator("h1").inner_text()
        approver.home()
        approver.follow(title)
        approver.press("Approve")
        approver.press("Publish")
        seconds = time.monotonic() - begun
        clicks, fields = (after - first for after, first in zip(tally(officer, approver), before, strict=True))
        print(f"| {shape} | {clicks} | {fields} | {seconds:.0f} |")
        approver.follow("see the public page")
        for words in shown:
            expect(approver.page.locator("main")).to_contain_text(words)
        approver.page.screenshot(path=tmp_path / f"{shape[:4]}.png", full_page=True)
    print(f"\nThe public pages as they looked: {tmp_path}")


def tally(*hands: Hand) -> tuple[int, int]:
    return sum(hand.clicks for hand in hands), sum(hand.fields for hand in hands)


# What is entered, shape by shape


def hotspot(hand: Hand) -> None:
    """2548: the notice is pasted; what it cannot know is filled in beside it."""
    from_notice(hand, (NOTICES / "hotspot-activity.txt").read_text())
    hand.pick("Funding stream", "Challenger SOC hotspot fund")
    hand.tick("The purpose is what was decided, in the same words")
    hand.choose("Legal power", POWER)
    hand.press("Save")


def ninety(hand: Hand) -> None:
    """1934: three grants to ten partnerships over three years, in one paste."""
    new(hand, "Grants to the ten partnerships, 2023/24 to 2025/26")
    said(hand, "The grants in the table are paid to each partnership in advance, for three years.")
    decided(hand, THREE_MAKERS, "3/4/2023")
    header = "\t".join(["District", "Stream", *YEARS])
    rows = [
        "\t".join([district, stream, *(f"£{122_795 + 2_000 * number:,}" for _ in YEARS)])
        for number, district in enumerate(DISTRICTS)
        for stream in STREAMS
    ]
    paste(hand, [header, *rows], 90)
    conditions(hand, "GM")


def uplift(hand: Hand) -> None:
    """3367: what 1934 gives for 2025/26 is raised by 2.6%."""
    hand.fill("Find by reference, a number elsewhere, title or recipient", "ten partnerships")
    hand.press("Find")
    reference = hand.page.locator("tbody th").first.inner_text()
    hand.on(hand.page.get_by_role("link", name="Office home", exact=True))
    new(hand, "An uplift to the partnerships' grants for 2025/26", kind="Variation of earlier awards")
    said(hand, "The allocations for 2025/26 rise by 2.6%. The earlier conditions stand.")
    decided(hand, DIRECTOR, "1/5/2025")
    no_conditions(hand)
    hand.follow("Vary earlier awards")
    hand.fill("Earlier decision", reference)
    hand.press("Continue")
    hand.fill("Change every amount by", "2.6")
    hand.fill("Only in the financial year", "2025/26")
    hand.press("Work out")
    hand.press("Save")


def three_pots(hand: Hand) -> None:
    """1647: £351,091 for victims from three pots."""
    new(hand, "Services for victims")
    said(hand, "£351,091 is granted for services to victims.")
    decided(hand, DIRECTOR, "1/9/2022")
    rows = ("MoJ Victims Grant\t£285,000", "Community Safety Grant\t£61,498", "Police Property Act Fund\t£4,593")
    paste(hand, ["Recipient\tStream\tAmount", *(f"Manchester City Council\t{row}" for row in rows)], 3, year="2022/23")
    no_conditions(hand, total="351,091")


def two_years(hand: Hand) -> None:
    """2642: the notice is pasted; its two awards lack a stream, and it gives no reasons."""
    from_notice(hand, (NOTICES / "two-years.txt").read_text())
    for place in (0, 1):
        hand.page.get_by_label("Funding stream").nth(place).select_option(label="Safer Streets Round 5")
        hand.fields += 1
    hand.fill("Reasons", "Lighting and cameras make the places where most is stolen safer.")
    hand.choose("Legal power", POWER)
    hand.tick("No conditions attached")
    hand.press("Save")


def charity(hand: Hand) -> None:
    """2660: to a charity that the office does not know yet, without a partnership."""
    new(hand, "Mentoring with a charity")
    said(hand, "£20,000 is granted to Example Mentors for mentoring.")
    decided(hand, DIRECTOR, "5/3/2024")
    no_conditions(hand)
    hand.follow("Add an award")
    hand.follow("Add an organisation")
    hand.fill("Name", "Example Mentors")
    hand.choose("Kind", "Charity")
    hand.fill("Registration number", "1234567")
    hand.press("Save and continue")
    hand.pick("Funding stream", "Violence Reduction Unit")
    hand.fill("Financial year", "2023/24")
    hand.fill("Amount", "20,000")
    hand.press("Save")


def no_grant(hand: Hand) -> None:
    """2672: conferences. No grant, and no award."""
    from_notice(hand, (NOTICES / "conferences.txt").read_text())
    hand.pick("Kind of decision", "Other")
    hand.fill("Reasons", "Members learn there what works elsewhere, which serves the plan.")
    hand.choose("Legal power", POWER)
    hand.tick("No conditions attached")
    hand.press("Save")


SHAPES: dict[str, tuple[Callable[[Hand], None], tuple[str, ...]]] = {
    "2548, pasted notice, £7,500": (hotspot, ("£7,500.00", "Manchester")),
    "1934, 90 awards in one paste": (ninety, ("Wigan",)),
    "3367, variation of 2.6%": (uplift, ("2.6%", "+£102,800.10")),
    "1647, three streams": (three_pots, ("£351,091", "£285,000", "£61,498", "£4,593")),
    "2642, two years, pasted notice": (two_years, ("£368,579", "£158,379", "£210,200")),
    "2660, charity has no partnership": (charity, ("Example Mentors", "£20,000")),
    "2672, no grant, pasted notice": (no_grant, ("£1,500",)),
}


# The steps that shapes share


def from_notice(hand: Hand, text: str) -> None:
    hand.follow("New decision from a notice")
    hand.fill("Text of the page", text)
    hand.press("Save and continue")


def new(hand: Hand, title: str, kind: str = "") -> None:
    hand.on(hand.page.locator("main").get_by_role("link", name="New decision", exact=True))
    hand.fill("Title", title)
    if kind:
        hand.choose("Kind of decision", kind)
    hand.press("Save and continue")


def said(hand: Hand, decision: str) -> None:
    hand.follow("What was decided, and why")
    hand.fill("What was decided", decision)
    hand.fill("Purpose", "To keep people safe, together with the partnerships.")
    hand.fill("Reasons", "The partnerships know best what their residents need.")
    hand.choose("Legal power", POWER)
    hand.press("Save")


def decided(hand: Hand, makers: str, day: str) -> None:
    hand.follow("Who decided, and when")
    hand.fill("Somebody else", makers)
    hand.fill("Date of decision", day)
    hand.choose("Outcome", "Approved")
    hand.press("Save")
    if hand.page.get_by_label("It is right").count():
        hand.tick("It is right")
        hand.press("Save")


def paste(hand: Hand, lines: list[str], count: int, year: str = "") -> None:
    hand.follow("Paste a table of awards")
    hand.fill("The table", "\n".join(lines))
    if year:
        hand.fill("Financial year", year)
    hand.press("Check the table")
    hand.press(f"Add {count} awards")


def conditions(hand: Hand, *codes: str) -> None:
    hand.follow("Attach standard conditions")
    for code in codes:
        hand.tick(code)
    hand.press("Save")


def no_conditions(hand: Hand, total: str = "") -> None:
    hand.follow("Totals and conditions")
    if total:
        hand.fill("Total as stated", total)
    hand.tick("No conditions attached")
    hand.press("Save")
