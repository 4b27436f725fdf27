"""The strict Content-Security-Policy holds in /admin/ too: a browser that would have to break it says so."""

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


def test_no_page_asks_for_what_the_policy_forbids(page, ann, everything):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/admin/")
    page.fill("[name=login]", ann.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    for address in ADDRESSES:
        page.goto(address)
        if page.locator("#result_list").count():
            page.locator("#result_list tbody th a").first.click()
            page.wait_for_url("**/change/**")
    assert said == []
