"""The ten partnerships."""


def test_every_partnership_leads_to_its_page(reference, read):
    page = read("/partnerships/")
    assert len(page.all(".//tbody/tr")) == 10
    assert page.links["Salford"] == "/partnerships/salford/"


def test_an_award_is_counted_once_at_its_current_amount(small, read):
    assert "Manchester £100,000.00 £107,695.00" in read("/partnerships/").all(".//tbody/tr")
