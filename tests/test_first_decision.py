"""The first decision from start to end, in a real browser: from a pasted notice to the public page, its conditions and
its correction. Olu writes, Ada approves, Mo answers for Manchester, and Sal sees nothing of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.partners.test_partner_pages_in_a_browser import ANSWERS
from tests.stories import PASSWORD

NOTICE = Path(__file__).parent / "notices" / "hotspot-activity.txt"
REFERENCE = "GM-2024-0001"


@pytest.fixture
def enter(new_context):
    """Opens a page of somebody who has signed in through the sign-in page."""

    def sign_in(name: str) -> Page:
        page = new_context().new_page()
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    return sign_in


def open_decision(page: Page) -> None:
    page.goto(f"/office/decisions/{REFERENCE}/")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_first_decision(transactional_db, reference, olu, ada, abe, mo, sal, enter, page, axe):
    olus = enter("olu")
    a_notice_becomes_a_draft(olus)
    axe(olus)
    the_draft_is_completed_and_sent(olus)
    nobody_sees_it_yet(page)

    adas = enter("ada")
    an_approver_approves_and_publishes(adas)
    anyone_can_read_it(page)
    axe(page)

    mos = enter("mo")
    the_lead_sees_her_conditions_and_records_a_contribution(mos)
    another_partnership_sees_nothing(enter("sal"), mos.url)
    an_officer_accepts_and_assesses(olus)
    the_public_sees_how_much_is_evidenced(page)

    the_officer_corrects_a_sentence(olus)
    open_decision(adas)
    adas.get_by_role("link", name="Read it, and approve or return it").click()
    press(adas, "Approve")
    the_correction_is_published_with_a_note(olus)
    version_1_stays_readable(page)


def a_notice_becomes_a_draft(page: Page) -> None:
    page.goto("/office/")
    page.get_by_role("link", name="New decision from a notice").click()
    page.get_by_label("Text of the page").fill(NOTICE.read_text())
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was read from the notice")
    expect(page.get_by_label("Decision makers")).to_have_value("Director for Police, Crime, Criminal Justice and Fire")
    expect(page.get_by_label("Amount")).to_have_value("7,500.00")
    expect(page.get_by_label("Financial year")).to_have_value("2023/24")


def the_draft_is_completed_and_sent(page: Page) -> None:
    page.get_by_label("The purpose is what was decided, in the same words").check()
    page.get_by_label("Police Reform and Social Responsibility Act 2011, section 9").check()
    page.get_by_label("Funding stream").select_option(label="Challenger SOC hotspot fund")
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("PCC DN")
    record = page.locator("main")
    for text in ("Director for Police, Crime, Criminal Justice and Fire", "Approved", "£7,500.00", "2023/24"):
        expect(record).to_contain_text(text)
    expect(page.locator(".conditions__item")).to_have_count(5)
    expect(page.locator(".conditions__item").first).to_contain_text("Match funding")
    expect(page.locator("main")).to_contain_text("Nothing blocks publication")
    press(page, "Send for approval")
    expect(page.locator("main")).to_contain_text("You cannot approve it yourself")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def nobody_sees_it_yet(page: Page) -> None:
    assert page.goto(f"/decisions/{REFERENCE}/").status == 404


def an_approver_approves_and_publishes(page: Page) -> None:
    page.get_by_role("link", name=re.compile("organised crime", re.IGNORECASE)).first.click()
    press(page, "Approve")
    press(page, "Publish")
    expect(page.locator("main")).to_contain_text("It is public")


def anyone_can_read_it(page: Page) -> None:
    page.goto("/")
    expect(page.locator("main")).to_contain_text("£7,500.00")
    page.goto("/decisions/")
    page.get_by_role("link", name=re.compile("organised crime", re.IGNORECASE)).first.click()
    main = page.locator("main")
    for text in (
        "£7,500.00",
        "Manchester City Council",
        "2023/24",
        "26%",
        "Director for Police, Crime, Criminal Justice and Fire",
        "6 February 2024",
        "30 days",
    ):
        expect(main).to_contain_text(text)


def the_lead_sees_her_conditions_and_records_a_contribution(page: Page) -> None:
    expect(page).to_have_url(re.compile("/partners/manchester/$"))
    expect(page.locator("main")).to_contain_text(
        "Past due since 31 March 2024: £7,500.00 of match still to be evidenced."
    )
    page.get_by_role("link", name=re.compile("match", re.IGNORECASE)).first.click()
    expect(page.locator("main")).to_contain_text("£0.00")
    page.get_by_role("link", name="Record contribution").click()
    page.get_by_label("What it is").fill("Mentoring sessions paid by the partnership")
    page.get_by_label("Amount").fill("£5,000")
    for asked, answer in ANSWERS.items():
        page.get_by_label(asked).select_option(label=answer)
    page.get_by_label("Date it was spent").fill("1/12/2023")
    press(page, "Record contribution")
    expect(page.locator("main")).to_contain_text("£5,000.00")


def another_partnership_sees_nothing(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile("/partners/salford/$"))
    expect(page.locator("main")).not_to_contain_text("7,500")
    assert page.goto(address).status == 404


def an_officer_accepts_and_assesses(page: Page) -> None:
    page.goto("/office/review/")
    page.get_by_role("link", name=re.compile("Mentoring sessions")).click()
    press(page, "Accept")
    page.goto("/office/review/")
    page.get_by_role("link", name=re.compile("match", re.IGNORECASE)).first.click()
    page.get_by_label("Not met").check()
    page.get_by_label("Reasons", exact=True).fill("Only £5,000.00 of the £7,500.00 was evidenced by the due date.")
    press(page, "Assess")


def the_public_sees_how_much_is_evidenced(page: Page) -> None:
    page.goto(f"/decisions/{REFERENCE}/")
    for text in ("£5,000.00", "66.6%", "Not met", "Only £5,000.00 of the £7,500.00 was evidenced"):
        expect(page.locator("main")).to_contain_text(text)
    expect(page.locator("main")).not_to_contain_text("Mentoring sessions paid by the partnership")


def the_officer_corrects_a_sentence(page: Page) -> None:
    page.goto(f"/office/decisions/{REFERENCE}/record/what-and-why/")
    reasons = page.get_by_label("Reasons")
    reasons.fill(reasons.input_value() + "\n\nManchester answers for how the money is spent.")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Published, with unpublished changes")
    press(page, "Send for approval")


def the_correction_is_published_with_a_note(page: Page) -> None:
    open_decision(page)
    page.get_by_role("link", name="Read it, and publish it").click()
    press(page, "Publish")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say in the note what has changed")
    page.get_by_label("What has changed, and why").fill("A sentence on accountability was missing.")
    press(page, "Publish")


def version_1_stays_readable(page: Page) -> None:
    page.goto(f"/decisions/{REFERENCE}/")
    expect(page.locator("main")).to_contain_text("A sentence on accountability was missing.")
    assert page.goto(f"/decisions/{REFERENCE}/versions/1/").ok
    expect(page.locator("main")).not_to_contain_text("Manchester answers for how the money is spent.")
    page.goto(f"/decisions/{REFERENCE}/versions/1/2/")
    expect(page.locator("ins").last).to_contain_text("Manchester answers for how the money is spent.")
