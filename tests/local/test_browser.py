"""The tests' browser can be relied on: it would notice what it is there to notice."""

import pytest


def test_axe_notices_a_fault_in_spite_of_the_strict_policy(page, axe):
    assert "script-src 'self'" in page.goto("/").headers["content-security-policy"]
    page.evaluate("document.documentElement.removeAttribute('lang')")
    with pytest.raises(AssertionError, match="html-has-lang"):
        axe(page)


def test_a_visitor_without_scripts_runs_none(page, page_without_scripts):
    html = "data:text/html,<p>off</p><script>document.querySelector('p').textContent = 'on'</script>"
    page.goto(html)
    page_without_scripts.goto(html)
    assert (page.text_content("p"), page_without_scripts.text_content("p")) == ("on", "off")
