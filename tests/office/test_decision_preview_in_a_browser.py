"""From the preview to the public in a real browser, wide and on a telephone: read, approve, publish."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [1280, 360])
def test_what_was_read_is_approved_and_published(
    width, transactional_db, sent, ada, new_context, live_server, signed_in, axe
):
    context = new_context(viewport={"width": width, "height": 800})
    session = signed_in(ada).cookies["sessionid"].value
    page = context.new_page()
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def look():
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"/office/decisions/{sent.reference}/")
    page.get_by_role("link", name="Read it, and approve or return it").click()
    expect(page.get_by_text("Draft: not published.", exact=True)).to_be_visible()
    look()
    page.get_by_role("link", name="Checks, and the next step").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("When you publish it:")).to_be_visible()
    look()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("main")).to_contain_text("is published")
    expect(page.locator("main")).to_contain_text("It is public")
    look()
