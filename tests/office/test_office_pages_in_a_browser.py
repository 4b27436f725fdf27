"""Every page of the office in a real browser, wide and narrow: no accessibility faults, nothing wider than the screen,
nothing to complain of in the console. The pages are read from the site map, so that none is forgotten."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from grants.models import Decision
from pcc_decisions.urls import office_pages
from tests.browser import OF_WIDTH
from tests.office.small_office import build

WIDE, NARROW = 1280, 360
# What has the focus is not hidden behind anything, nor cut away.
SEEN = """(() => {
  const focused = document.activeElement, [{x, y, width, height}] = focused.getClientRects();
  const there = document.elementFromPoint(x + width / 2, y + height / 2);
  return focused.matches("body, [role=region]") || focused === there || focused.contains(there);
})()"""
# A long table is not moved sideways inside itself.
FITS = "[...document.querySelectorAll('.list-room')].every(room => room.scrollWidth <= room.clientWidth)"
APPROVERS = {
    "strategy_take_down",
    "strategy_withdraw",
    "account_publish",
    "account_take_down",
    "decision_follow",
    "decision_withdraw",
    "paper_contents",
    "redaction_new",
    "redaction_of_reasons",
    "take_down_new",
}
ADMINISTRATORS = {"account_redact", "redaction_list", "redaction_confirm", "strategy_redact"}
# Sent with everything blank that can be blanked.
EMPTY = (
    *("decision_new", "decision_from_notice", "import_list", "award_new", "award_edit", "award_grid", "award_paste"),
    *("split_new", "paid_back", "finance_columns", "measure_new", "plan_new", "strategy_new"),
    *("scrutiny_new", "scrutiny_edit", "scrutiny_withdraw", "scrutiny_from_minutes", "recommendation_answer"),
    *("award_all_partnerships", "decision_section", "paper_new", "withholding", "organisation_new", "condition_new"),
)


@pytest.fixture
def small(transactional_db, published, olu, ada, ann, mo):
    return build(olu=olu, ada=ada, mo=mo, published=published)


@pytest.fixture
def visit(new_context, signed_in, live_server, small):
    """Opens a page of somebody of the office; fails in the end if a browser had anything to complain of."""
    complaints = []

    def as_person(person):
        context = new_context()
        session = signed_in(person).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield as_person
    assert complaints == []


@pytest.fixture
def look(axe):
    """Looks at a page wide and narrow; most that can be wrong is the same on both."""

    def wide_and_narrow(page):
        for width, rules in ((WIDE, ()), (NARROW, OF_WIDTH)):
            page.set_viewport_size({"width": width, "height": 800})
            axe(page, only=rules)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
            assert page.evaluate(FITS), page.url

    return wide_and_narrow


def drawn() -> list[str]:
    """The names of the office's pages; a button or a file has no template."""
    templates = settings.BASE_DIR / "templates" / "office"
    return [each.name for each in office_pages if (templates / f"{each.name}.html").exists()]


def test_every_page_is_accessible_and_fits_a_desk_and_a_telephone(small, visit, look, olu, ada, ann):
    names = drawn()
    known = {name: small.address(name) for name in names}
    known["imported_notices"] += f"?new={small.read.reference}&known={small.draft.reference}"
    Decision.objects.filter(pk=small.draft.pk).update(supersedes=small.corrected)
    known["decision_supersede"] = reverse("office:decision_supersede", args=[small.draft.reference])
    known["take_down_new"] = reverse("office:take_down_new", args=[small.corrected.reference])
    detail = reverse("office:decision_detail", args=["REFERENCE"])
    states = [detail.replace("REFERENCE", each.reference) for each in (small.corrected, small.variation, small.read)]
    sections = [known["decision_section"].replace("about", section) for section in ("who-and-when", "serves")]
    vary = f"{known['decision_vary']}?of={small.corrected.reference}"
    for person, addresses in (
        (ann, [known[name] for name in names if name in ADMINISTRATORS]),
        (ada, [known[name] for name in names if name in APPROVERS]),
        (ada, [known["home"], detail.replace("REFERENCE", small.sent.reference)]),
        (olu, [known[name] for name in names if name not in APPROVERS | ADMINISTRATORS]),
        (olu, [*states, *sections, vary, f"{vary}&percent=2.6", f"{reverse('office:decision_list')}?q=zebra"]),
    ):
        page = visit(person)
        for address in addresses:
            response = page.goto(address)
            assert response.status == 200, address
            look(page)


def test_what_is_left_empty_is_told_and_the_focus_goes_there(small, visit, look, olu):
    page = visit(olu)
    for name in EMPTY:
        page.goto(small.address(name))
        for field in page.locator("main form[method=post] :is(input[type=text], textarea)").all():
            field.fill("")
        page.locator("main form[method=post] button").last.click()
        expect(page.locator(".govuk-error-summary:focus"), name).to_have_count(1)
        assert page.title().startswith("Error: "), name
        look(page)


def test_a_keyboard_on_a_telephone_is_seen_wherever_it_comes(small, visit, olu):
    """Headings by which a list is sorted are cards' labels there, and shown to a keyboard alone."""
    page = visit(olu)
    page.set_viewport_size({"width": NARROW, "height": 740})
    page.goto(reverse("office:office_list", args=["awards"]))
    stops = page.locator("a:visible, button:visible, input:visible, summary:visible").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")


def test_after_a_link_within_the_page_a_mistake_is_still_what_the_focus_is_on(small, visit, olu):
    page = visit(olu)
    page.goto(small.address(EMPTY[0]) + "#main-content")
    for field in page.locator("main form[method=post] :is(input[type=text], textarea)").all():
        field.fill("")
    page.locator("main form[method=post] button").last.click()
    expect(page.locator(".govuk-error-summary:focus")).to_have_count(1)
    assert page.url.endswith(small.address(EMPTY[0]))
