"""Partnerships, streams and years side by side: the figures of their own pages, and the same as a file."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.models import Partnership
from tests.public.reading import Page

TWO = "partnership=manchester&partnership=salford"


def table(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).getvalue().decode("utf-8-sig"))))


def without_days(page: Page) -> list[str]:
    """The rows of the tables; the median of days to publication, which changes by the day, is left out."""
    return [re.sub(r"(grant|required) [0-9.]+$", r"\1", row) for row in page.all(".//tbody/tr")]


@pytest.fixture
def counted(small):
    source = {"population_source": "Census", "population_on": "2021-03-21"}
    for slug, people in (("manchester", 500_000), ("salford", 200_000)):
        Partnership.objects.filter(slug=slug).update(population=people, **source)
    return small


def test_two_partnerships_stand_beside_each_other(counted, read):
    page = read(f"/compare/?{TWO}")
    tables = page.root.findall(".//main//table")
    assert len(tables) == 3
    assert without_days(page) == [
        "Manchester £107,695.00",
        "Salford £100,000.00",
        "Manchester £0.22",
        "Salford £0.50",
        "Manchester £107,695.00 £0.22 2 1 met, 4 past due £5,000.00 of £7,695.00 £0.64 for each £1 of grant",
        "Salford £100,000.00 £0.50 1 None No match required",
    ]
    assert "Per head of the population of 21 March 2021 (Census), whatever the year of the money." in page
    assert page.links["Manchester"] == "/partnerships/manchester/"


def test_a_population_that_is_not_recorded_is_said_and_not_guessed(counted, read):
    nothing = {"population": None, "population_source": "", "population_on": None}
    Partnership.objects.filter(slug="salford").update(**nothing)
    page = read(f"/compare/?{TWO}")
    assert "Salford £100,000.00 Not known" in page
    assert len(page.root.findall(".//main//table")) == 2
    assert "Where the population of a district is not recorded, there is no amount per head." in page


def test_what_was_found_not_met_is_counted_apart(counted, read):
    plan = Obligation.objects.get(reference=counted.hotspot.reference, terms_data__code="SC4")
    assess(plan, by=counted.office.olu, finding="not_met", reasons="No board has overseen the spending so far.")
    assert "1 met, 1 not met, 3 past due" in read(f"/compare/?{TWO}")


def test_all_are_narrowed_to_one_of_the_others(counted, read):
    page = read(f"/compare/?{TWO}&year=2024-25")
    assert "Partnerships, for 2024/25." in page
    assert "Manchester £100,000.00 £0.20 1 None No match required" in without_days(page)


def test_a_varied_sum_is_not_called_what_the_awards_were_when_decided(counted, read):
    """Manchester's hotspot grant was £7,500.00, and is £7,695.00 since its variation."""
    page = read(f"/compare/?{TWO}")
    assert "it is both as decided and as it stands" not in page
    assert "what was decided, with the differences that variations made, comes to the same." in page


def test_years_and_streams_are_compared_too(small, read):
    years = without_days(read("/compare/?year=2023-24&year=2024-25"))
    assert "2024/25 £400,000.00 4 None No match required" in years
    assert years[-1].startswith("2023/24 £7,695.00 1 1 met, 4 past due")
    streams = read("/compare/?stream=community-safety-grant&stream=challenger-soc-hotspot-fund")
    assert "Challenger SOC hotspot fund £7,695.00" in streams.all(".//tbody/tr")


def test_the_file_has_the_same_figures_and_they_are_those_of_plain_sql(counted, read):
    page = read(f"/compare/?{TWO}")
    assert page.links["CSV"] == f"/compare.csv?{TWO}"
    rows = {row["value"]: row for row in table(page.links["CSV"])}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.slug, count(*), sum(a.current_amount), round(sum(a.current_amount) / p.population, 2),
                      sum(a.amount) + coalesce((
                          SELECT sum(l.new_amount - l.base_amount) FROM register_listedvariationline l
                          JOIN register_listedaward b ON b.award_id = l.award_id AND b.partnership_id = p.id), 0)
               FROM register_listedaward a JOIN grants_partnership p ON p.id = a.partnership_id
               WHERE p.slug IN ('manchester', 'salford') GROUP BY p.id"""
        )
        for slug, awards, total, per_head, decided in cursor.fetchall():
            told = rows.pop(slug)
            assert (int(told["awards"]), Decimal(told["total"])) == (awards, total)
            assert (Decimal(told["per_head"]), Decimal(told["decided_total"])) == (per_head, decided)
            cursor.execute(
                """SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag_days) FROM register_listing d
                   WHERE EXISTS (SELECT FROM register_listedaward a JOIN grants_partnership p ON p.id = a.partnership_id
                                 WHERE a.listing_id = d.id AND p.slug = %(slug)s)
                      OR EXISTS (SELECT FROM register_listedvariationline l
                                 JOIN register_listedaward a ON a.award_id = l.award_id
                                 JOIN grants_partnership p ON p.id = a.partnership_id
                                 WHERE l.listing_id = d.id AND p.slug = %(slug)s)""",
                {"slug": slug},
            )
            assert float(told["median_days"]) == cursor.fetchone()[0]
    assert rows == {}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("partnership=bury", "Choose two to ten partnerships, funding streams or financial years"),
        ("partnership=bury&partnership=atlantis", "Choose partnerships from the list"),
        (
            f"{TWO}&year=2023-24&year=2024-25",
            "Choose several of one kind: these are several partnerships and financial",
        ),
    ],
)
def test_what_cannot_be_compared_gets_a_sentence(small, read, query, sentence):
    assert sentence in read(f"/compare/?{query}")
    answer = Client().get(f"/compare.csv?{query}")
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)


def test_more_than_ten_are_too_many(small, read):
    first = Partnership.objects.first()
    Partnership.objects.create(
        name="Eleventh",
        slug="eleventh",
        district="Eleventh",
        gss_code="E08000099",
        accountable_body=first.accountable_body,
    )
    query = "&".join(f"partnership={slug}" for slug in Partnership.objects.values_list("slug", flat=True))
    assert "Choose ten at most: these are 11" in read(f"/compare/?{query}")


def test_a_file_of_nothing_or_of_something_else_is_refused(small):
    assert "Choose two to ten" in Client().get("/compare.csv").content.decode()
    assert "This file has no filter “colour”." in Client().get(f"/compare.csv?{TWO}&colour=blue").content.decode()
    assert Client().get(f"/compare.pdf?{TWO}").status_code == 404
