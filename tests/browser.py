"""A real Chromium for the tests, and what finds faults in the pages that it shows."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_CHROMIUM = "No Chromium was found: `apt install chromium` brings one, or set PCC_CHROMIUM to the path of one."
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
WIDE = {"width": 1280, "height": 900}
PATIENCE = 15_000  # milliseconds
# Only what is wrong comes back, and no style sheet is fetched again: only rules about sound and video ask for that.
LOOK = """options => axe.run({resultTypes: ["violations"], preload: false, ...options})
    .then(({violations}) => ({violations}))"""
# The rules whose answer differs by the width of a page.
OF_WIDTH = ("aria-hidden-focus", "scrollable-region-focusable", "target-size")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine. Without one, browser tests are skipped with a sentence; with CI=true they fail."""
    candidates = filter(None, (os.environ.get("PCC_CHROMIUM"), *CHROMIUMS))
    found = next(filter(None, map(shutil.which, candidates)), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM)
    return found or pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django would refuse to query beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=[*QUIET, *as_root])
        yield browser
        browser.close()
        connections.close_all()  # beside an event loop Django opens others, which nobody would find afterwards


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a further visitor, with cookies of their own; takes the options of Playwright's `new_context`."""
    with contextlib.ExitStack() as contexts:

        def open_context(**options: Any) -> BrowserContext:
            context = browser.new_context(base_url=live_server.url, **{"viewport": WIDE, **options})
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return context

        yield open_context


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a visitor, 1280 pixels wide; `page.goto("/")` opens the running site."""
    return new_context().new_page()


@pytest.fixture
def page_without_scripts(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of a visitor whose browser runs no JavaScript."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with axe-core's own report when it finds an accessibility fault on the page. `only` names the
    rules to look with, where the others have looked already."""

    def check(page: Page, *, only: tuple[str, ...] = ()) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        results = AxeResults(page.evaluate(LOOK, {"runOnly": list(only)} if only else {}))
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check
