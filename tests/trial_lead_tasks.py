"""Mo does a lead's work on a telephone, by the words she sees, and clicks and fields are counted (docs/trials.md).

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_lead_tasks.py` prints the table and says
where the pictures are. She leads Manchester and Salford; one of her papers has been returned.
"""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import return_sent
from conditions.models import Obligation
from grants.actions.measures import add_measure
from grants.actions.office_data import add_membership
from grants.models import Role
from tests.office.test_measure_new import SUPPORTED
from tests.partners.test_partner_pages_in_a_browser import ANSWERS
from tests.stories import PASSWORD, approved, draft, fresh, published, whole
from tests.stories import sent as sent_
from tests.trial_seven_shapes import Hand

TELEPHONE = {"width": 360, "height": 640}
SCREENS = "document.documentElement.scrollHeight / window.innerHeight"


@pytest.fixture
def hand(transactional_db, reference, mo, olu, ada, ann, salford, new_context) -> Hand:
    asking = draft(by=olu, conditions=("SC1", "SC3", "SC4", "GM4"))
    add_measure(asking, by=olu, values=SUPPORTED)
    published(approved(sent_(fresh(asking), by=olu), by=ada), by=ada)
    whole(officer=olu, approver=ada, conditions=("SC3",), district="salford")
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    board = Obligation.objects.get(condition__standard__code="SC4")
    [sent] = add_evidence(board, by=mo, statement="The board has agreed.")
    return_sent(sent, by=olu, comment="Please send the minutes of that meeting.")
    return Hand(new_context(viewport=TELEPHONE, accept_downloads=True).new_page())


def test_a_leads_tasks(hand, tmp_path):
    papers = [tmp_path / name for name in ("Invoice 1204.csv", "Invoice 1205.csv", "Payroll.csv")]
    for paper in papers:
        paper.write_text("Paid,Amount\n2023-12-01,2500.00\n")
    print("\n\n| task | clicks | fields filled | seconds | screens of the last page |\n|---|---|---|---|---|")
    for number, (task, do) in enumerate(TASKS.items(), start=1):
        clicks, fields, begun = hand.clicks, hand.fields, time.monotonic()
        do(hand, papers)
        seconds, screens = time.monotonic() - begun, hand.page.evaluate(SCREENS)
        print(f"| {task} | {hand.clicks - clicks} | {hand.fields - fields} | {seconds:.1f} | {screens:.1f} |")
        hand.page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
    print(f"\nThe pages as they looked: {tmp_path}")


def said(hand: Hand, words: str) -> None:
    expect(hand.page.locator("main")).to_contain_text(words)


def back(hand: Hand) -> None:
    hand.on(hand.page.get_by_role("link", name="All your conditions"))


def sign_in(hand: Hand, _: list[Path]) -> None:
    hand.page.goto("/sign-in/")
    hand.fill("E-mail address", "mo@example.org")
    hand.fill("Password", PASSWORD)
    hand.press("Sign in")
    hand.follow("Manchester Community Safety Partnership")
    said(hand, "4 things to do, all past due.")


def record_contribution(hand: Hand, papers: list[Path]) -> None:
    hand.follow("Record contribution")
    hand.fill("What it is", "Mentoring sessions, autumn")
    hand.fill("Amount or value", "5,000")
    for label, answer in ANSWERS.items():
        hand.page.get_by_label(label).select_option(label=answer)
        hand.fields += 1
    hand.fill("Date it was spent or given", "1/12/2023")
    hand.page.get_by_label("Papers that show it").set_input_files(papers[0])
    hand.fields += 1
    hand.press("Record contribution")
    said(hand, "Your contribution of £5,000.00 is recorded.")


def take_back(hand: Hand, _: list[Path]) -> None:
    hand.page.get_by_role("link", name="Take back").first.click()
    hand.clicks += 1
    hand.press("Take it back")
    said(hand, "It is taken back.")


def several_papers(hand: Hand, papers: list[Path]) -> None:
    back(hand)
    hand.follow("Clear spending plan")
    hand.follow("Send evidence or a declaration")
    hand.page.locator("[type=file]").set_input_files(papers)
    hand.fields += 1
    hand.press("Send")
    said(hand, "What you sent is with the office.")
    for paper in papers:
        said(hand, paper.name)


def answer_what_was_returned(hand: Hand, papers: list[Path]) -> None:
    back(hand)
    said(hand, "Please send the minutes of that meeting.")
    hand.follow("Oversight of the spending")
    hand.follow("Send evidence or a declaration")
    hand.page.locator("[type=file]").set_input_files(papers[0])
    hand.fields += 1
    hand.press("Send")
    said(hand, "What you sent is with the office.")


def declaration(hand: Hand, _: list[Path]) -> None:
    back(hand)
    hand.follow("Financial report each February")
    hand.follow("Send evidence or a declaration")
    hand.page.locator("textarea").fill("The board has seen the report.")
    hand.fields += 1
    hand.press("Send")
    said(hand, "What you sent is with the office.")


def monitoring_return(hand: Hand, _: list[Path]) -> None:
    back(hand)
    hand.follow("Financial report each February")
    hand.follow("Fill in the return")
    for label, said_ in (("Spent to date", "6,000"), ("Forecast to the year end", "7,500")):
        hand.fill(label, said_)
    hand.fill("Figure (young people)", "12")
    hand.fill("In a sentence", "Two of them began after Christmas.")
    hand.fill("What went well", "All twelve came back after the first session.")
    hand.page.screenshot(path=_[0].with_name("return.png"), full_page=True)
    print(f"| the form of a return: screens | | | | {hand.page.evaluate(SCREENS):.1f} |")
    hand.press("Send")
    said(hand, "Your monitoring return is with the office.")


def take_away(hand: Hand, _: list[Path]) -> None:
    with hand.page.expect_download() as download:
        hand.follow("Conditions as a spreadsheet (CSV)")
    assert download.value.suggested_filename == "conditions-manchester.csv"


def calendar(hand: Hand, _: list[Path]) -> None:
    hand.follow("Due dates in your calendar")
    hand.press("Make an address")
    said(hand, "Your private address")
    hand.follow("revoke it")
    said(hand, "Revoke your address?")
    hand.follow("Keep the one I have")


def other_partnership(hand: Hand, _: list[Path]) -> None:
    hand.on(hand.page.get_by_role("link", name="Back", exact=True))
    hand.follow("Salford Community Safety Partnership")
    said(hand, "Clear spending plan")


def no_letters(hand: Hand, _: list[Path]) -> None:
    hand.follow("Your letters")
    hand.press("Stop all letters")
    said(hand, "mo@example.org gets no letters")
    hand.press("Send me letters again")
    said(hand, "at most one e-mail a day")


TASKS = {
    "sign in and see what is due": sign_in,
    "record a contribution with a paper": record_contribution,
    "take it back": take_back,
    "send three papers at once": several_papers,
    "answer a returned paper": answer_what_was_returned,
    "submit a declaration": declaration,
    "fill in a monitoring return": monitoring_return,
    "take the conditions away as CSV": take_away,
    "make a calendar address, and almost revoke it": calendar,
    "change to the other partnership": other_partnership,
    "stop all letters, and have them again": no_letters,
}
