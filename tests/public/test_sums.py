"""What a figure is a figure of (domain §5): as decided, as it stands, and of what; the same everywhere."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Priority
from tests import stories

PRIORITY = "strengthening-communities-and-places"
RAISED = "£7,500.00 to Manchester City Council as decided; £7,695.00 as it stands: raised by £195.00 on 1 May 2024"


def test_a_row_says_what_was_decided_what_stands_and_who_raised_it_when(small, read):
    rows = read("/decisions/").all(".//li[@class='results__item']")
    assert any(f"{RAISED} ({small.change.reference})" in row for row in rows)
    assert any("+£195.00 to 1 award" in row for row in rows)


def test_a_narrowed_list_shows_the_money_of_that_beside_the_whole(small, read):
    page = read("/decisions/?partnership=manchester")
    assert "3 decisions, £107,695.00 to Manchester" in page
    assert "£100,000.00 of £400,000.00 to Manchester" in page
    assert small.change.title in page
    by_stream = read("/decisions/?stream=community-safety-grant&partnership=bury")
    assert "1 decision, £100,000.00 to Bury from Community Safety Grant" in by_stream


def test_a_head_shows_both_figures_where_they_differ(small, read):
    page = read(f"/decisions/?q={small.hotspot.title.split()[0]}&to=2024-03-01&year=2023-24")
    assert "£7,500.00 for 2023/24" in page
    assert "As it stands, with what later decisions changed, it is £7,695.00 for 2023/24" in page


def test_the_page_of_a_partnership_shows_its_own_part_of_each_decision(small, read):
    page = read("/partnerships/manchester/")
    assert "£100,000.00 of £400,000.00 to Manchester" in page
    assert "+£195.00 to 1 award" in page


def test_a_withdrawn_variation_falls_out_of_every_figure(small, read):
    stories.withdrawn(small.change, by=small.office.ada, reason="The money was not available after all.")
    page = read("/decisions/?partnership=manchester")
    assert "2 decisions, £107,500.00 to Manchester" in page
    assert "as it stands:" not in page


def table(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).getvalue().decode("utf-8-sig"))))


def test_the_csv_of_a_narrowed_list_says_of_what_each_sum_is(small):
    rows = {row["reference"]: row for row in table("/decisions.csv?partnership=manchester")}
    many, change, hotspot = (rows[each.reference] for each in (small.many, small.change, small.hotspot))
    assert (many["decided_total"], many["of_what"], many["of_which"]) == ("400000.00", "to Manchester", "100000.00")
    assert (change["decided_total"], change["total"], change["of_which"]) == ("195.00", "0.00", "195.00")
    assert (hotspot["decided_total"], hotspot["total"], hotspot["of_which_stands"]) == ("7500.00", "7695.00", "7695.00")


def varied(award, *, by, approver, base, new):
    change = stories.variation(by=by, award=award, base_amount=Decimal(base), new_amount=Decimal(new))
    return stories.published(stories.approved(stories.sent(change, by=by), by=approver), by=approver)


def test_once_an_earlier_variation_is_withdrawn_a_later_one_shows_both_its_differences(published, read, olu, ada):
    """As decided it is what its notice says; as it stands, what it makes of the amount that stands before it now."""
    award = published.awards.get()
    first = varied(award, by=olu, approver=ada, base=7500, new=8000)
    second = varied(award, by=olu, approver=ada, base=8000, new=9000)
    stories.withdrawn(first, by=ada)
    assert "+£1,000.00 in all, as decided; +£1,500.00 as it stands" in read(f"/decisions/{second.reference}/")
    assert (second.listing.decided_total, published.listing.total) == (1000, 9000)
    page = read("/decisions/")
    assert page.all(".//h2[@id='results']") == ["3 decisions, £8,500.00"]
    assert "That is as decided. As it stands, with what later decisions changed, it is £9,000.00" in page
    assert "+£1,000.00 to 1 award as decided; +£1,500.00 as it stands" in page
    may = read("/returns/2024-05/")
    assert "£1,000.00 as decided, £1,500.00 as it stands now" in may
    assert read("/returns/").all(".//tbody/tr") == [
        "May 2024 2 £1,000.00 £1,500.00", "February 2024 1 £7,500.00 £9,000.00"
    ]  # fmt: skip


def test_a_priority_shows_what_its_list_shows(small, read):
    """A variation that serves a priority counts there with its difference, whatever the varied decision serves."""
    change = stories.fresh(small.change)
    revise(change, by=small.office.olu, values={"priorities": [Priority.objects.get(slug=PRIORITY)]})
    small.office.publishes(change, note="The priority that it serves was left out.")
    assert "+£195.00" in read(f"/priorities/{PRIORITY}/")
    assert "awarded, as it stands £195.00" in read(f"/priorities/{PRIORITY}/")
    assert "1 decision, £195.00" in read(f"/decisions/?priority={PRIORITY}")


@pytest.fixture
def ended(published, olu, abe):
    """Manchester's only award, ended by a correction."""
    change_award(published.awards.get(), by=olu, values={"amount": Decimal(0), "ended_reason": "It is not needed."})
    ready = stories.approved(stories.sent(published, by=olu), by=abe)
    return stories.published(ready, by=abe, note="The award is ended, as agreed.")


@pytest.mark.parametrize(
    "address",
    [
        "/partnerships/manchester/",
        "/funding-streams/challenger-soc-hotspot-fund/",
        "/recipients/manchester-city-council/",
        "/years/2023-24/",
    ],
)
def test_an_award_that_has_ended_is_no_award(ended, read, address):
    assert "awards 0" in read(address)


def test_nor_is_it_one_in_lists_returns_the_pack_and_files(ended, read):
    assert "Challenger SOC hotspot fund Not stated 0 £0.00" in read("/funding-streams/").all(".//tbody/tr")
    assert "Manchester City Council" not in read("/recipients/")
    assert "Its awards have been ended" in read("/decisions/")
    assert "in 0 awards as decided" in read("/returns/2024-02/")
    pack = read("/panel/?from=2024-02-01&to=2024-02-29")
    assert "Challenger SOC hotspot fund 0 0 £0.00 £0.00" in pack.all(".//tbody/tr")
    awards = list(csv.DictReader(io.StringIO(Client().get("/data/awards.csv").getvalue().decode("utf-8-sig"))))
    assert [(row["ended"], row["amount"]) for row in awards] == [("yes", "0.00")]
    assert len(Client().get("/data/transparency-code.csv").getvalue().decode().splitlines()) == 1
