"""Every kind of public page in a real browser: no accessibility faults, nothing wider than the screen."""

from tests.public.small_register import addresses, build

WIDE, NARROW = 1280, 360


def test_every_page_is_accessible_and_fits_a_desk_and_a_telephone(page, axe):
    small = build()
    for address in addresses(small):
        page.goto(address)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_resident_finds_a_decision_and_reads_why_without_scripts(page_without_scripts):
    small = build()
    page = page_without_scripts
    page.goto("/")
    page.get_by_label("Search decisions").fill("mentoring in Manchester")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=small.hotspot.title).click()
    assert page.get_by_role("heading", name="Why").is_visible()
    assert "Manchester and Salford together hold 26%" in page.inner_text("main")
    page.get_by_role("link", name="See all 2 versions").click()
    page.get_by_role("link", name="What changed from version 1 to 2").click()
    assert page.locator("ins").last.inner_text().strip() == "- The team is strong."
