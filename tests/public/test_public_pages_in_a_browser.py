"""Every kind of public page in a real browser, as people with different needs and machines see it."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from pcc_decisions.public_pages import public_pages
from tests.browser import OF_WIDTH
from tests.public.large_text import words_broken
from tests.public.small_register import addresses, build

WIDE, TABLETS, NARROW = 1280, (768, 700), 320  # 320 is also what is left of 1280 at a zoom of 400%
PAPER = 660  # A4 between its margins, in CSS pixels
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    const dressed = element.type === "radio" ? getComputedStyle(element.nextElementSibling, "::before") : style;
    const outlined = dressed.outlineStyle !== "none" && parseFloat(dressed.outlineWidth) >= 2;
    const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 10), box.top + box.height / 2);
    const uncovered = top !== null && (element.contains(top) || top.contains(element));
    const seen = (outlined || dressed.boxShadow !== "none") && uncovered;
    return {body: element === document.body, seen, what: element.outerHTML.slice(0, 100)};
}"""
# Cells of tables whose content lies over the next cell. What scrolls by itself may be wider.
OVERFULL = """() => [...document.querySelectorAll("td, th")].filter(cell => cell.checkVisibility()
    && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText.slice(0, 60))"""


@pytest.fixture
def small(transactional_db):
    return build()


def every_address(small) -> list[str]:
    return [*addresses(small), "/follow/no-such-token/", "/sign-in/"]


def width(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def test_every_page_is_accessible_fits_any_screen_and_asks_nobody_else(small, page, axe, live_server):
    asked = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in every_address(small):
        page.set_viewport_size({"width": WIDE, "height": 800})
        page.goto(address)
        axe(page)
        assert page.evaluate(OVERFULL) == [], address
        for tablet in TABLETS:
            page.set_viewport_size({"width": tablet, "height": 800})
            assert width(page) <= tablet, address
        page.set_viewport_size({"width": NARROW, "height": 800})
        axe(page, only=OF_WIDTH)
        assert width(page) <= NARROW, address
        page.evaluate(
            "css => { document.adoptedStyleSheets = [new CSSStyleSheet()]; "
            "document.adoptedStyleSheets[0].replaceSync(css) }",
            SPACED,
        )
        assert width(page) <= NARROW, f"{address} with its text spaced out"
        page.evaluate("document.adoptedStyleSheets = []")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": PAPER, "height": 900})
        assert width(page) <= PAPER, f"{address} on paper"
        page.emulate_media(media="screen")
        assert words_broken(page) == [], address
    assert asked == {urlsplit(live_server.url).netloc}
    shown = {page.name for page in public_pages if (settings.BASE_DIR / f"templates/public/{page.name}.html").exists()}
    assert shown - {kind(address) for address in every_address(small)} == set(), "kinds of page that were left out"


def kind(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def test_by_keyboard_alone_what_has_the_focus_is_always_seen(small, page):
    page.goto("/decisions/")
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "id_q", "the first link skips to the content"
    for address in ("/", "/decisions/?q=mentoring", f"/decisions/{small.hotspot.reference}/", "/follow/"):
        for wide in (WIDE, NARROW):
            page.set_viewport_size({"width": wide, "height": 800})
            page.goto(address)
            stops = list(walk(page))
            assert len(stops) > 10
            assert [stop["what"] for stop in stops if not stop["seen"]] == [], address


def walk(page):
    """Press Tab until the page is left."""
    page.keyboard.press("Tab")
    while not (stop := page.evaluate(FOCUSED))["body"]:
        yield stop
        page.keyboard.press("Tab")


def test_in_colours_that_the_reader_chose_and_on_paper(small, page):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto("/partnerships/manchester/")
    for drawn, ground in ((".match-bar__evidenced", ".match-bar__picture"), (".bars__bar", "body")):
        assert painted(page, drawn, "fill") != painted(page, ground, "backgroundColor")
    page.goto("/")
    assert painted(page, ".tile-map__tile rect", "fill") != painted(page, ".tile-map__name", "fill")
    page.emulate_media(forced_colors="none")
    page.goto(f"/decisions/{small.hotspot.reference}/versions/1/")
    expect(page.get_by_text("Place in the register")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Place in the register")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()


def painted(page, selector: str, name: str) -> str:
    return page.eval_on_selector(selector, f"element => getComputedStyle(element).{name}")


@pytest.mark.parametrize("address", ["/funding-streams/", "/panel/?from=2024-02-01&to=2024-05-31"])
def test_a_table_stacked_on_a_telephone_is_still_a_table_to_a_screen_reader(small, page, address):
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


def test_a_resident_finds_a_decision_and_reads_why_without_scripts(small, page_without_scripts):
    page = page_without_scripts
    page.goto("/")
    page.get_by_label("Search decisions").fill("mentoring in Manchester")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=small.hotspot.title).click()
    expect(page.get_by_role("heading", name="Reasons")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Manchester and Salford together hold 26%")
    page.get_by_role("link", name="See all 2 versions").click()
    page.get_by_role("link", name="What changed from version 1 to 2").click()
    expect(page.locator("ins").last).to_have_text("- The team is strong.")
