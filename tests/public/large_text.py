"""A reader who has set the text of the browser twice as large, on a telephone."""

from playwright.sync_api import Page

NARROW, USUAL, TWICE = 360, 16, 32
# Words and amounts that are shown on more than one line. Addresses, codes and digests are no words.
BROKEN = r"""() => {
    const found = new Set(), range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unread = "script, style, svg, select, thead, code, pre, .govuk-visually-hidden, .cited, .digests";
    while (walker.nextNode()) {
        const {currentNode: node} = walker, box = node.parentElement;
        if (box.closest(unread) || !box.checkVisibility()) continue;
        for (const {0: token, index: start} of node.data.matchAll(/\S+/g)) {
            if (/[@/_]|\.\p{L}/u.test(token)) continue;
            for (const {0: word, index} of token.matchAll(/£[\d,.]+\d|\p{L}[\p{L}’']*/gu)) {
                range.setStart(node, start + index);
                range.setEnd(node, start + index + word.length);
                const parts = [...range.getClientRects()].filter(({width}) => width > 1);
                if (new Set(parts.map(({top}) => Math.round(top))).size > 1) found.add(word);
            }
        }
    }
    return [...found];
}"""


def words_broken(page: Page) -> list[str]:
    """What is broken in its middle on the page with its text twice as large; it must not be wider than the screen."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": TWICE, "fixed": TWICE}})
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == TWICE
    broken: list[str] = page.evaluate(BROKEN)
    wide = page.evaluate("document.documentElement.scrollWidth")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": USUAL, "fixed": USUAL}})
    session.detach()
    assert wide <= NARROW, f"{page.url} with its text twice as large is {wide} pixels wide"
    return broken
