"""Amounts, dates and people's text as readers see them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.formatting import as_html, day, pounds


def html(text):
    return as_html(text).replace("\n", " ").strip()


def test_pounds_and_days():
    assert pounds(Decimal(7500)) == "£7,500.00"
    assert pounds(Decimal("1000000000.10")) == "£1,000,000,000.10"
    assert day(date(2024, 2, 6)) == "6 February 2024"
    assert pounds(None) == day(None) == ""


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("Lines broken\nin mid-sentence\nare joined.", "<p>Lines broken in mid-sentence are joined.</p>"),
        ("One paragraph.\nAnother one.", "<p>One paragraph.</p> <p>Another one.</p>"),
        ("Agreed:\n- one\n• two\n· three", "<p>Agreed:</p> <ul> <li>one</li> <li>two</li> <li>three</li> </ul>"),
        ("- a point that\ngoes on\n- another", "<ul> <li>a point that goes on</li> <li>another</li> </ul>"),
        ("1. one\n2) two", "<ol> <li>one</li> </ol> <ol start=\"2\"> <li>two</li> </ol>"),
        ("Namely:\n(i) one\n(ii) two", "<p>Namely:<br> (i) one<br> (ii) two</p>"),
        ("a) one\nb) two", "<p>a) one<br> b) two</p>"),
        ("In April\n2024. Then", "<p>In April 2024. Then</p>"),
        ("2024. Then", "<p>2024. Then</p>"),
        ("Title\n-----\n    indented", "<p>Title ----- indented</p>"),
        ("# 5 < 6 & `x`", "<p># 5 &lt; 6 &amp; `x`</p>"),
        ("**so** _it_ is", "<p><strong>so</strong> <em>it</em> is</p>"),
        ("[here](mailto:a@b.uk)", '<p><a href="mailto:a@b.uk" rel="noopener noreferrer">here</a></p>'),
        ("", ""),
    ],
)  # fmt: skip
def test_pasted_text_looks_right(pasted, shown):
    assert html(pasted) == shown


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://a.b/c.png)",
    ],
)
def test_no_markup_but_our_own_comes_out(attack):
    assert "<script" not in as_html(attack)
    assert "<img" not in as_html(attack)
    assert 'href="javascript' not in as_html(attack)


@given(st.text(max_size=200))
def test_any_text_can_be_shown(text):
    assert isinstance(as_html(text), str)


def test_a_very_long_paste_is_shown_in_good_time():
    assert as_html("- [" * 20_000)
