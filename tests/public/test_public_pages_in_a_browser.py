"""Every kind of public page in a real browser: no accessibility faults, nothing wider than the screen."""

from collections import Counter

import pytest

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


@pytest.mark.parametrize("address", ["/funding-streams/", "/panel/?from=2024-02-01&to=2024-05-31"])
def test_a_table_stacked_on_a_telephone_is_still_a_table_to_a_screen_reader(page, address):
    build()
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(address)
    assert page.locator("table.stacked tbody tr").first.evaluate("row => getComputedStyle(row).display") == "block"
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
    # What is empty is not shown on a telephone, and so not told.
    for role, parts in {
        "table": "table",
        "row": "tr",
        "columnheader": "th[scope=col]",
        "rowheader": "th[scope=row]",
    }.items():
        assert told[role] == page.locator(parts).count() > 0, role
    assert told["cell"] == page.locator("td:not(:empty)").count()


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
