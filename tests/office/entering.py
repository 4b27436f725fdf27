"""Somebody of the office in a real browser."""

from playwright.sync_api import BrowserContext, Page

from tests.stories import PASSWORD


def enters(context: BrowserContext, name: str) -> Page:
    """A page of somebody of the cast who has signed in."""
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page
