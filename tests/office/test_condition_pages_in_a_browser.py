"""The office's pages of conditions in a real browser: two officers at once, and a telephone."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from conditions.actions import add_evidence, record_contribution, record_payment
from conditions.models import Evidence, Payment
from tests import stories
from tests.stories import PASSWORD, contribution, match_obligation

TELEPHONE = {"width": 360, "height": 740}


@pytest.fixture
def obligation(transactional_db, published, mo, oma):
    obligation = match_obligation(published)
    add_evidence(obligation, by=mo, statement="All of it was paid.")
    record_payment(published.awards.get(), by=oma, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))
    record_contribution(obligation, by=mo, values=contribution(is_own_money=True))
    return obligation


@pytest.fixture
def enter(new_context):
    """Opens a page of somebody of the office, who has signed in."""

    def sign_in(name: str) -> Page:
        page = new_context().new_page()
        page.goto("/sign-in/")
        page.fill("[name=login]", f"{name}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
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


def test_every_page_is_accessible_and_fits_a_telephone(obligation, olu, enter, axe):
    decision = stories.draft(by=olu, district="salford")
    conditions = f"/office/decisions/{decision.reference}/conditions/"
    contribution = obligation.shares.get().contribution_id
    page = enter("olu")
    for address in (
        "/office/review/",
        "/office/obligations/",
        f"/office/contributions/{contribution}/",
        f"/office/contributions/{contribution}/edit/",
        f"/office/contributions/{contribution}/share/",
        f"/office/evidence/{Evidence.objects.get().pk}/",
        f"/office/payments/{Payment.objects.get().pk}/correct/",
        f"/office/decisions/{obligation.condition.decision.reference}/awards/1/payments/new/",
        f"/office/obligations/{obligation.pk}/",
        f"/office/obligations/{obligation.pk}/reading/",
        f"{conditions}attach/",
        f"{conditions}new/",
        f"{conditions}1/",
        f"{conditions}1/remove/",
    ):
        page.goto(address)
        axe(page)
        page.set_viewport_size(TELEPHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"], address
