"""Mo in a real browser, without JavaScript: a mistake, its mending, and pages that fit a telephone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from conditions.actions.assessments import assess
from conditions.actions.calendars import make_calendar_key
from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.models import Obligation
from grants.letters import token_of
from tests.browser import OF_WIDTH
from tests.partners.walk import PAGES, address
from tests.stories import PASSWORD, contribution, match_obligation, sends_return, whole

DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
DOWNLOADS = {"conditions_csv", "contributions_csv", "evidence_file", "monitoring_return_paper"}
FORMS = {name for name in PAGES if name.endswith(("_new", "_edit", "_share"))}
ANSWERS = {
    "Cash or in kind": "Cash",
    "How certain it is": "Spent",
    "Match for another grant too?": "No",
    "From another of our grants?": "No",
}
EMPTY = "document.querySelectorAll('main input[type=text], main textarea').forEach(field => { field.value = '' })"


@pytest.fixture
def obligation(transactional_db, reference, mo, olu, ada):
    """Manchester's match condition, with something on its page of every sort."""
    obligation = match_obligation(whole(officer=olu, approver=ada, conditions=("SC1", "SC3", "GM4")))
    for values in (contribution(), contribution(is_in_kind=True, valuation="hours", amount=800)):
        accept(record_contribution(obligation, by=mo, values=values), by=olu)
    unclear = record_contribution(obligation, by=mo, values=contribution(description="Outreach by the youth team"))
    return_sent(unclear, by=olu, comment="The invoice does not name the partnership.")
    record_contribution(obligation, by=mo, values=contribution(stage="pledged", spent_on=None, amount=1000))
    file = SimpleUploadedFile("minutes-of-the-community-safety-partnership-board-of-december-2023.csv", b"a,b\n")
    [minutes] = add_evidence(obligation, by=mo, papers=[file], statement="Agreed by the board.")
    return_sent(minutes, by=olu, comment="The second page is missing.")
    make_calendar_key(obligation.partnership, by=mo)
    plan = Obligation.objects.get(condition__standard__code="SC3")
    assess(plan, by=olu, finding="not_met", reasons="There is no plan to be seen.")
    return obligation


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_mistake_is_shown_at_the_field_and_mended(obligation, page_without_scripts):
    page = page_without_scripts
    sign_in(page, "mo")
    page.get_by_role("link", name="Match funding from the partnership").click()
    page.get_by_role("link", name="Record contribution").click()
    page.get_by_label("What it is").fill("A second block of mentoring")
    page.get_by_label("Amount").fill("2.5k")
    page.get_by_label("Date it was spent or given").fill("1/4/2024")
    for label, answer in ANSWERS.items():
        page.get_by_label(label).select_option(label=answer)
    page.get_by_role("button", name="Record contribution").click()

    expect(page).to_have_title(re.compile("^Error: Record contribution"))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("only 1 April 2023 to 31 March 2024 counts")
    summary.get_by_role("link", name="Write the amount in full").click()
    expect(page).to_have_url(re.compile("#id_amount$"))
    expect(page.get_by_label("What it is")).to_have_value("A second block of mentoring")

    page.get_by_label("Amount").fill("2,500")
    page.get_by_label("Date it was spent or given").fill("31 March 2024")
    page.get_by_role("button", name="Record contribution").click()
    expect(page.locator("main")).to_contain_text("Your contribution of £2,500.00 is recorded.")


@pytest.fixture
def addresses(obligation, mo) -> list[str]:
    """Every page of a lead, from the map of the site; with what asks before it acts, and where her letters lead."""
    pledged, unclear = obligation.partnership.contributions.filter(accepted_at=None).order_by("returned_at", "pk")
    asked = Obligation.objects.get(condition__standard__code="GM4")
    sent_return = sends_return(asked, by=mo)
    things = {
        "conditions": obligation.pk,
        "awards": sent_return.award_id,
        "contributions": pledged.pk,
        "contribution_edit": unclear.pk,
        "evidence": obligation.evidence.get().pk,
        "returns": sent_return.pk,
    }
    every = [address(name, "manchester", things) for name in PAGES if name not in DOWNLOADS]
    asking = [address("calendar", "manchester", things) + f"?really={what}" for what in ("make", "revoke")]
    return [*every, *asking, f"/letters/{token_of(mo)}/"]


def test_every_page_and_every_mistake_is_accessible_and_fits_a_desk_and_a_telephone(addresses, page, axe):
    sign_in(page, "mo")
    forms = 0
    for where in addresses:
        page.goto(where)
        for size, rules in ((DESK, ()), (TELEPHONE, OF_WIDTH)):
            page.set_viewport_size(size)
            axe(page, only=rules)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], where
        form = page.locator("main form[novalidate]:not(details form)")  # a folded one has a page of its own too
        if form.count() and not where.endswith("/take-back/"):
            forms += 1
            page.evaluate(EMPTY)
            form.locator("[type=submit]").first.click()
            expect(page).to_have_title(re.compile("^Error: "))
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"], where
    assert forms == len(FORMS)


def test_the_form_of_a_contribution_is_two_screens_of_a_telephone(obligation, page):
    """With its page's head and foot, when it opens."""
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page, "mo")
    page.goto(f"/partners/manchester/conditions/{obligation.pk}/contributions/new/")
    expect(page.get_by_role("button", name="Record contribution")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * 640
