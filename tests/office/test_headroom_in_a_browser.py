"""What is left of a stream moves beside the amount while Olu types it, in the same words as after saving."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from grants.models import Allocation, Decision, FundingStream
from grants.years import FinancialYear
from tests import stories
from tests.office.entering import enters

SOC = "challenger-soc-hotspot-fund"


@pytest.fixture
def page(transactional_db, new_context, draft) -> Page:
    """Olu's, with £10,000 in the stream, a cap of £8,000 on it, and £7,500 of it in her draft."""
    stream = FundingStream.objects.get(slug=SOC)
    stream.cap_per_award = Decimal("8000.00")
    stream.save()
    Allocation.objects.create(stream=stream, year=FinancialYear(2023), amount=Decimal("10000.00"))
    return enters(new_context(), "olu")


def strip(page: Page):
    return page.locator("[data-strip]")


def left_in_table(page: Page):
    return page.locator("table [data-figure=left]")


def choose(page: Page, stream: str = "Challenger SOC hotspot fund", year: str = "2023/24") -> None:
    page.get_by_label("Funding stream").select_option(label=stream)
    page.get_by_label("Financial year").fill(year)


def test_one_award_is_counted_as_it_is_typed_and_too_much_of_it_told_in_words(page, draft):
    awards = f"/office/decisions/{draft.reference}/awards/"
    page.goto(awards + "new/")
    expect(strip(page)).to_contain_text("Choose the funding stream and the financial year")
    expect(left_in_table(page)).to_have_text("£2,500.00")
    choose(page, year="2023-2024")
    for typed, left in (("1,500.50", "£999.50"), ("£1,500", "£1,000.00"), ("2500", "£0.00"), ("", "£2,500.00")):
        page.get_by_label("Amount").fill(typed)
        expect(strip(page).locator("[data-figure=left]")).to_have_text(left)
        expect(left_in_table(page)).to_have_text(left)
    page.get_by_label("Amount").fill("1.5k")
    expect(strip(page)).to_contain_text("This amount cannot be read yet, so it is not counted.")

    page.goto(awards + "1/")
    page.get_by_label("Funding stream").select_option(label="Hate Crime Grant")
    expect(strip(page)).to_contain_text("No allocation is recorded for Hate Crime Grant in 2023/24")
    expect(left_in_table(page)).to_have_text("Not known")
    choose(page)
    page.get_by_label("Amount").fill("16,000.01")
    cap = "Award 1, £16,000.01, is over the cap of £8,000.00 per award of Challenger SOC hotspot fund."
    past = "Challenger SOC hotspot fund for 2023/24 would be £6,000.01 past its allocation of £10,000.00."
    for place in (strip(page), page.locator("[data-over]")):
        expect(place).to_contain_text(cap)
        expect(place).to_contain_text(past)
    assert page.locator("[role=status]").inner_text() == ""  # not while she types
    heard = f"Challenger SOC hotspot fund, 2023/24: −£6,000.01 left. {cap} {past}"
    expect(page.locator("[role=status]")).to_have_text(heard)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(lambda url: not url.endswith("/new/"))
    page.goto(awards + "1/")
    assert [each.inner_text() for each in page.locator("[data-over] [data-words]").all()] == [cap, past]


def test_many_amounts_at_once_all_count(page, draft, olu, ada):
    decision = f"/office/decisions/{draft.reference}/awards/"
    page.goto(decision + "all-partnerships/")
    choose(page)
    page.get_by_label("Amount for each partnership").fill("250.01")
    expect(left_in_table(page)).to_have_text("−£0.10")

    stories.award(draft, by=olu, amount=Decimal("1000.00"), district="bury", stream=SOC)
    page.goto(decision + "grid/")
    expect(left_in_table(page)).to_have_text("£1,500.00")
    page.get_by_label("Amount of award 2").fill("2,000")
    expect(left_in_table(page)).to_have_text("£500.00")
    page.get_by_label("Financial year of award 1").fill("2024/25")
    expect(left_in_table(page).first).to_have_text("£8,000.00")

    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    change = stories.bare_draft(by=olu, kind=Decision.Kind.VARIATION, title="A change to the hotspot money")
    page.goto(f"/office/decisions/{change.reference}/varied-awards/?of={draft.reference}")
    page.get_by_label("New amount of award 1").fill("7,695")
    expect(page.locator("[data-difference]").first).to_have_text("+£195.00")
    expect(page.locator("table [data-figure=own]")).to_have_text("£195.00")
    expect(left_in_table(page)).to_have_text("£1,305.00")
