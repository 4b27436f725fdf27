"""The strict Content-Security-Policy holds in /admin/ too: a browser that would have to break it says so. And whoever
hears the pages read aloud is told what each field is; nothing is wider than the screen."""

from tests.browser import WIDE
from tests.conftest import PASSWORD

ADDRESSES = (
    "/admin/",
    "/admin/grants/fundingstream/",
    "/admin/grants/fundingstream/add/",
    "/admin/grants/plan/add/",
    "/admin/grants/decision/",
    "/admin/grants/event/",
    "/admin/conditions/contribution/?accepted_at__isempty=1",
)
OURS = ("label", "label-title-only", "link-in-text-block", "color-contrast")  # what Django's pages leave to the site


def test_no_page_asks_for_what_the_policy_forbids(page, ann, everything, axe):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/admin/")
    page.fill("[name=login]", ann.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
    for address in ADDRESSES:
        page.goto(address)
        if page.locator("#result_list").count():
            page.locator("#result_list tbody th a").first.click()
            page.wait_for_url("**/change/**")
        axe(page, only=OURS)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"], page.url
    assert said == []
