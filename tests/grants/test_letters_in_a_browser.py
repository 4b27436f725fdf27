"""A letter as a mail program shows it that reads HTML."""

from django.template.loader import render_to_string


def test_a_letter_is_accessible_and_fits_a_telephone(page, axe):
    parts = [("Due in 7 days", ["Update for 2024/25:\nhttps://example.org/partners/obligations/1/"])]
    letter = {
        "title": "GM decisions: due in 7 days",
        "opening": ["Dear Mo,"],
        "parts": parts,
        "closing": ["Stop these."],
    }
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_content(render_to_string("letters/email.html", letter))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
