"""All streams by year, with what is left of each."""

from decimal import Decimal

from grants.models import Allocation, FundingStream


def page_of(client):
    return " ".join(client.get("/office/budgets/").content.decode().split())


def test_allocated_committed_and_headroom_by_year(approved, olu, signed_in):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    Allocation.objects.create(stream=stream, year=2023, amount=Decimal("8000.00"))
    page = page_of(signed_in(olu))
    assert "£8,000.00" in page
    assert "£500.00" in page
    assert "93.7%" in page  # 93.75 rounded down
    assert "Low headroom" in page
    assert 'width="93.7"' in page


def test_money_without_an_allocation_is_said_not_hidden(approved, olu, signed_in):
    assert "No allocation is recorded" in page_of(signed_in(olu))


def test_leads_do_not_see_it(mo, signed_in):
    assert signed_in(mo).get("/office/budgets/").status_code == 403
