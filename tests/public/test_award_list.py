"""The awards of what was asked: a row for each, sums by what people ask for, and the same rows as files."""

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client

from grants.actions.awards import change_award
from grants.models import Organisation
from public.browse.award_table import GROUPINGS
from register.models import ListedAward
from tests import stories

COUNCIL_WORK = "year=2024-25&recipient_kind=council"


def table(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).getvalue().decode("utf-8-sig"))))


def sql(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_each_award_has_a_row_with_both_sums_and_all_of_them_a_total(small, read):
    page = read("/awards/")
    assert page.all(".//h2[@id='results']") == ["5 awards, £407,695.00 as it stands"]
    assert "Their own decisions awarded £407,500.00; later decisions changed that." in page
    (hotspot,) = [row for row in page.all(".//tbody/tr") if small.hotspot.reference in row]
    assert hotspot.endswith(
        "Manchester City Council for the partnership of Manchester "
        "Challenger SOC hotspot fund 2023/24 £7,500.00 £7,695.00"
    )
    assert page.all(".//tfoot/tr") == ["All 5 awards £407,500.00 £407,695.00"]


def test_decisions_and_awards_are_two_views_of_one_question(small, read):
    query = "partnership=manchester&q=hotspot"
    assert read(f"/decisions/?{query}").links["Awards and sums"] == f"/awards/?{query}"
    page = read(f"/awards/?{query}")
    assert page.links["Decisions"] == f"/decisions/?{query}"
    assert "1 award in decisions with “hotspot”, £7,695.00 to Manchester as it stands" in page
    assert page.links["Remove the filter Words: hotspot"] == "/awards/?partnership=manchester"


def test_what_is_found_and_only_changes_earlier_awards_is_said_and_makes_no_row(small, read):
    page = read("/awards/?kind=variation")
    assert "0 awards" in page
    assert "Of the decisions found, some change earlier awards: +£195.00 in 1 award, as decided." in page
    assert page.links["the decisions that match"] == "/decisions/?kind=variation"


@pytest.mark.parametrize(
    ("order", "first"),
    [("amount", "£100,000.00"), ("recipient", "Bolton"), ("partnership", "Bolton"), ("year", "2024/25")],
)
def test_a_heading_sorts_by_its_column(small, read, order, first):
    assert first in read(f"/awards/?sort={order}").all(".//tbody/tr")[0]
    assert read("/awards/?year=2024-25").links["As it stands"] == "?year=2024-25&sort=amount"


def test_the_sorted_column_says_so(small, read):
    page = read("/awards/?sort=amount")
    (sorted_by,) = page.root.findall(".//th[@aria-sort]")
    assert (sorted_by.get("aria-sort"), "".join(sorted_by.itertext())[:12]) == ("descending", "As it stands")


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("partnership", ["Manchester Community Safety Partnership 2 £107,500.00 £107,695.00 26.4%"]),
        ("stream", ["Challenger SOC hotspot fund 1 £7,500.00 £7,695.00 1.9%"]),
        ("year", ["2024/25 4 £400,000.00 £400,000.00 98.1%", "2023/24 1 £7,500.00 £7,695.00 1.9%"]),
        ("recipient", ["Manchester City Council 2 £107,500.00 £107,695.00 26.4%"]),
        ("recipient_kind", ["Councils 5 £407,500.00 £407,695.00 100.0%"]),
    ],
)
def test_awards_are_added_up_by(small, read, by, rows):
    page = read(f"/awards/?by={by}")
    assert set(rows) <= set(page.all(".//tbody/tr"))
    assert page.all(".//tfoot/tr") == ["All 5 £407,500.00 £407,695.00 100%"]


def test_a_sum_leads_to_its_awards(small, read):
    page = read("/awards/?by=partnership&year=2024-25")
    assert page.links["Salford Community Safety Partnership"] == "?year=2024-25&partnership=salford"
    assert page.links["Compare them side by side"].startswith("/compare/?partnership=bolton&partnership=bury&")


def test_sums_are_those_of_plain_sql(small):
    for by, column in {
        "partnership": "p.slug",
        "stream": "s.slug",
        "recipient": "o.slug",
        "recipient_kind": "o.kind",
        "year": "a.year::text",
    }.items():
        expected = sql(
            f"""SELECT coalesce({column}, ''), count(*) FILTER (WHERE a.current_amount > 0), sum(a.amount),
                       sum(a.current_amount)
                FROM register_listedaward a
                LEFT JOIN grants_partnership p ON p.id = a.partnership_id
                LEFT JOIN grants_fundingstream s ON s.id = a.stream_id
                LEFT JOIN grants_organisation o ON o.id = a.recipient_id
                GROUP BY 1"""  # noqa: S608  columns of this test
        )
        told = [
            (row["value"][:4] if by == "year" else row["value"], int(row["awards"]), Decimal(row["amount_awarded"]),
             Decimal(row["amount"]))
            for row in table(f"/awards/sums.csv?by={by}")
        ]  # fmt: skip
        assert sorted(told) == sorted(expected), by


def test_a_withheld_or_unnamed_recipient_is_said_to_be_that(small, read):
    first, second, third, *_ = ListedAward.objects.order_by("pk")
    for award, name in ((first, "Individual"), (second, "Withheld"), (third, "A club that nobody recorded")):
        ListedAward.objects.filter(pk=award.pk).update(recipient=None, partnership=None, recipient_name=name)
    kinds = [row.split(" 1 ")[0] for row in read("/awards/?by=recipient_kind").all(".//tbody/tr")]
    assert {"Individuals", "Withheld", "Not recorded"} < set(kinds)
    names = [row.split(" 1 ")[0] for row in read("/awards/?by=recipient").all(".//tbody/tr")]
    assert {"Individual", "Withheld", "A club that nobody recorded"} < set(names)
    assert {"No partnership", "Withheld"} < {
        row.partition(" 1 £")[0].partition(" 2 £")[0] for row in read("/awards/?by=partnership").all(".//tbody/tr")
    }


def test_somebody_who_became_an_individual_is_not_named(small, read):
    Organisation.objects.filter(slug="salford-city-council").update(kind="individual", name="Sam Secret")
    for query in ("by=recipient", "by=recipient_kind", ""):
        assert "Sam Secret" not in read(f"/awards/?{query}").markup
        assert "Sam Secret" not in read(f"/decisions/?{query}").markup


def test_an_award_that_has_ended_is_listed_and_not_counted(published, read, olu, abe):
    change_award(published.awards.get(), by=olu, values={"amount": Decimal(0), "ended_reason": "It is not needed."})
    ready = stories.approved(stories.sent(published, by=olu), by=abe)
    stories.published(ready, by=abe, note="The award is ended, as agreed.")
    page = read("/awards/")
    assert "0 awards" in page
    assert "1 more has ended, and is listed without being counted." in page
    assert page.all(".//tbody/tr")[0].endswith("£0.00 Ended")


@pytest.mark.parametrize("query", ["", "partnership=manchester", COUNCIL_WORK, "q=mentoring", "sort=amount&min=8000"])
def test_the_files_are_the_rows_of_the_page(small, read, query):
    page = read(f"/awards/?{query}")
    links = page.links
    keys = [row["award"] for row in table(links["CSV"])]
    assert len(keys) == len(page.all(".//tbody/tr"))
    for key, row in zip(keys, page.all(".//tbody/tr"), strict=True):
        reference, _, number = key.rpartition("-")
        assert f"{reference}, award {number} " in row
    assert [row["award"] for row in json.loads(Client().get(links["JSON"]).getvalue())["awards"]] == keys
    api = Client().get(f"/api/v1/awards?{query.removeprefix('sort=amount&')}").json()
    assert sorted(row["award"] for row in api["awards"]) == sorted(keys)
    book = openpyxl.load_workbook(io.BytesIO(Client().get(links["Excel"]).getvalue()))
    assert [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)] == keys


def test_the_sums_are_files_too_and_what_cannot_be_obeyed_is_refused(small, read):
    links = read("/awards/?by=year&recipient_kind=council").links
    assert links["CSV"] == "/awards/sums.csv?recipient_kind=council&by=year"
    assert [row["name"] for row in table(links["CSV"])] == ["2024/25", "2023/24"]
    refused = Client().get("/awards/sums.csv?colour=blue&by=mood")
    assert refused.status_code == 400
    assert refused.content.decode().splitlines() == [
        "This file has no filter “colour”.", "Show: Choose what to add up by from the list",
    ]  # fmt: skip
    assert "Say by what to add up: partnership, stream" in Client().get("/awards/sums.csv").content.decode()
    assert Client().get("/awards/sums.pdf?by=year").status_code == 404


def test_a_mistyped_address_says_what_was_ignored(small, read):
    page = read("/awards/?year=never&by=mood&page=9")
    assert "Choose a financial year from the list" in page
    assert "Choose what to add up by from the list" in page
    assert "5 awards" in page
    assert "There is no page “9”" in page


def test_however_many_awards_there_are_it_asks_as_few_queries(small, django_assert_max_num_queries):
    for query in ("", *(f"by={by}" for by in GROUPINGS)):
        with django_assert_max_num_queries(24):
            Client().get(f"/awards/?{query}")
