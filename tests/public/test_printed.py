"""Decisions on paper: few pages, every amount whole, every total once."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.public.big_decision import big_decision
from tests.public.small_register import Office, people

TEN = ("bolton", "bury", "manchester", "oldham", "rochdale", "salford", "stockport", "tameside", "trafford", "wigan")
TORN = re.compile(r"£[\d,]*[,.]?\s*[\r\n]+\s*[\d,.]*\d\b")


@pytest.fixture
def office(transactional_db) -> Office:
    return people()


def printed(page, decision) -> list[str]:
    """The text of each sheet of A4."""
    page.goto(f"/decisions/{decision.reference}/")
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    return sheets


def test_a_decision_of_one_award_is_two_pages(office, page):
    decision = office.grants("manchester")
    sheets = printed(page, decision)
    assert len(sheets) == 2
    assert "1 of 2" in sheets[0]


def test_a_decision_of_sixty_awards_is_ten_pages_with_each_total_once_and_each_award_in_it(office, page):
    decision = big_decision(
        office, *TEN, streams=("community-safety-grant", "violence-reduction-unit", "hate-crime-grant")
    )
    sheets = printed(page, decision)
    text = "\n".join(sheets)
    assert len(sheets) <= 10
    assert len(re.findall(r"^\d+\. Mentoring in ", text, re.MULTILINE)) == 60
    assert len(re.findall(r"^Total\b", text, re.MULTILINE)) == 2
    assert TORN.findall(text) == []


def test_what_only_a_screen_can_do_is_not_printed(small, page):
    page.emulate_media(media="print")
    page.goto("/compare/?year=2023-24&year=2024-25")
    expect(page.get_by_role("heading", name="Choose what to compare")).to_be_hidden()
    expect(page.locator(".bars__axis").first).to_have_css("font-size", "12px")  # 9 points
    page.goto("/awards/?by=recipient")
    expect(page.get_by_role("navigation", name="Two views")).to_be_hidden()
