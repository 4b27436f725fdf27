"""What a figure is a figure of (domain §5): as decided, as it stands, and of what; the same everywhere."""

import csv
import io

from django.test import Client

from tests import stories

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
    assert "as it stands" not in page


def table(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).getvalue().decode("utf-8-sig"))))


def test_the_csv_of_a_narrowed_list_says_of_what_each_sum_is(small):
    rows = {row["reference"]: row for row in table("/decisions.csv?partnership=manchester")}
    many, change, hotspot = (rows[each.reference] for each in (small.many, small.change, small.hotspot))
    assert (many["decided_total"], many["of_what"], many["of_which"]) == ("400000.00", "to Manchester", "100000.00")
    assert (change["decided_total"], change["total"], change["of_which"]) == ("195.00", "0.00", "195.00")
    assert (hotspot["decided_total"], hotspot["total"], hotspot["of_which_stands"]) == ("7500.00", "7695.00", "7695.00")
