"""Two officers assess at once, each in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from conditions.actions.evidence import add_evidence
from tests.stories import PASSWORD, match_obligation


@pytest.fixture
def obligation(transactional_db, published, mo, oma):
    obligation = match_obligation(published)
    add_evidence(obligation, by=mo, statement="All of it was paid.")
    return obligation


@pytest.fixture
def enter(new_context):
    """Opens a page of somebody of the office, who has signed in."""

    def sign_in(name: str) -> Page:
        page = new_context().new_page()
        page.goto("/sign-in/")
        page.fill("[name=login]", f"{name}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    return sign_in


def test_two_officers_assess_at_once_and_the_second_is_told(obligation, oma, enter):
    olus, omas = enter("olu"), enter("oma")
    for page in (olus, omas):
        page.goto(f"/office/obligations/{obligation.pk}/")
        page.get_by_label("Not met").check()
        page.get_by_label("Reasons", exact=True).fill("No match has been evidenced.")
    olus.get_by_role("button", name="Assess").click()
    expect(olus.locator("main")).to_contain_text("Your finding is recorded, and public.")

    omas.get_by_role("button", name="Assess").click()
    expect(omas.locator(".govuk-error-summary")).to_contain_text("Olu has assessed this since you opened it")
    expect(omas.get_by_label("Reasons", exact=True)).to_have_value("No match has been evidenced.")
