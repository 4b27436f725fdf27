"""One question, asked of a page, its files, its feed and the API, is answered alike: row for row, value for value."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import pytest
from django.test import Client

from grants.formatting import pounds
from public.browse.award_table import GROUPINGS
from public.open_data.columns import CellKind, DataTable
from public.open_data.sources import SOURCES
from public.open_data.sums import AWARD_SUMS, COMPARISON
from public.views.api import LISTS
from register.actions.scrutiny import enter, publish_entry, withdraw_row
from register.models import MeetingItem, PublicList, Recommendation
from tests import scrutiny_stories
from tests.public.small_register import Office

BURY = "bury-metropolitan-borough-council"
ASKED = {
    "decisions": (
        "",
        "partnership=manchester",
        "year=2023-24",
        "kind=variation",
        "q=mentoring",
        "min=7000&max=8000",
    ),
    "awards": (
        "",
        "partnership=manchester",
        "stream=community-safety-grant&year=2024-25",
        "recipient=bury-metropolitan-borough-council",
    ),
    "conditions": ("", "standing=met", "partnership=manchester&kind=match", "year=2024-25"),
    "allocations": ("", "stream=community-safety-grant"),
    "payments": ("", "partnership=manchester"),
    "objectives": ("", "plan=standing-together-2022-25"),
    "other-money": ("", "kind=contract"),
    "results": ("", "target=missed"),
    "transparency-code": ("", "year=2024-25"),
    **dict.fromkeys(
        (
            *("partnerships", "streams", "recipients", "organisations", "forward-plan", "plans", "recommendations"),
            *("soc", "yearly-accounts", "yearly-account-results"),
        ),
        ("",),
    ),
}
MADE_FOR_A_QUESTION = [  # sums and comparisons, which have files and no list in the API
    *(("/awards/sums", AWARD_SUMS, f"by={by}") for by in GROUPINGS),
    ("/awards/sums", AWARD_SUMS, "by=recipient&year=2024-25&sort=recipient"),
    ("/compare", COMPARISON, "partnership=bury&partnership=manchester&year=2024-25"),
    ("/compare", COMPARISON, "stream=challenger-soc-hotspot-fund&stream=community-safety-grant"),
    ("/compare", COMPARISON, "year=2023-24&year=2024-25&partnership=manchester"),
]
QUESTIONS = [(name, query) for name, queries in ASKED.items() for query in queries]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_table_is_asked_something():
    assert ASKED.keys() == SOURCES.keys()


def of_csv(name: str, query: str, folder: str = "/data/") -> list[dict]:
    answer = Client().get(f"{folder}{name}.csv?{query}")
    assert answer.status_code == 200, answer.text
    return [*csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))]


def of_json(name: str, query: str) -> list[dict]:
    return json.loads(Client().get(f"/data/{name}.json?{query}").getvalue())[name]


def of_excel(name: str, query: str, folder: str = "/data/") -> list[dict]:
    book = openpyxl.load_workbook(io.BytesIO(Client().get(f"{folder}{name}.xlsx?{query}").getvalue()))
    header, *rows = book.active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def of_api(name: str, query: str) -> list[dict]:
    """Read on and on, two rows at a time."""
    rows, following = [], f"/api/v1/{name}?{query}&limit=2"
    while following:
        told = Client().get(following).json()
        rows, following = rows + told[name], told["next"]
    return rows


def in_words(row: dict) -> dict[str, str]:
    """Every value as a spreadsheet of text has it."""
    return {name: word(value) for name, value in row.items()}


def word(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case Decimal() | float():
            return f"{value:.2f}"
    return str(value)


@pytest.mark.parametrize(("name", "query"), QUESTIONS)
def test_the_files_and_the_api_hold_the_same_rows(small, name, query):
    rows = of_csv(name, query)
    assert [in_words(row) for row in of_json(name, query)] == rows
    assert as_numbers(SOURCES[name].table, of_excel(name, query)) == as_numbers(SOURCES[name].table, rows)
    if name in LISTS:
        told = [in_words(row) for row in of_api(name, query)]
        by_key = SOURCES[name].table.key[0]
        assert sorted(told, key=lambda row: row[by_key]) == sorted(rows, key=lambda row: row[by_key])
        assert told == rows or SOURCES[name].in_file  # files come in the order of their page


def as_numbers(table: DataTable, rows: list[dict]) -> list[dict]:
    """Excel knows no pence that are nothing: 7500 and 7500.00 are the same."""
    amounts = {column.name for column in table.columns if column.cell_kind in (CellKind.POUNDS, CellKind.NUMBER)}
    return [
        {each: word(Decimal(str(value or "0"))) if each in amounts else word(value) for each, value in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize(("address", "table", "query"), MADE_FOR_A_QUESTION)
def test_sums_and_comparisons_are_the_same_as_page_and_as_files(small, read, address, table, query):
    rows = of_csv(address, query, folder="")
    told = json.loads(Client().get(f"{address}.json?{query}").getvalue())[table.name]
    assert as_numbers(table, told) == as_numbers(table, of_excel(address, query, folder="")) == as_numbers(table, rows)
    amount = "amount" if table is AWARD_SUMS else "total"
    page = read(f"{address.replace('/sums', '')}/?{query}").all(".//tbody/tr")[-len(rows) :]
    assert [row.startswith(each["name"]) for row, each in zip(page, rows, strict=True)] == [True] * len(rows)
    assert all(pounds(Decimal(each[amount])) in row for row, each in zip(page, rows, strict=True))


@pytest.mark.parametrize("query", ASKED["awards"])
def test_the_page_of_awards_lists_what_its_files_hold(small, read, query):
    rows = of_csv("awards", query)
    page = read(f"/awards/?{query}")
    assert f"{len([row for row in rows if Decimal(row['amount'])])} award" in page
    shown = page.all(".//tbody/tr")
    assert [pounds(Decimal(row["amount"])) in each for row, each in zip(rows, shown, strict=True)] == [True] * len(rows)
    assert all(row["decision"] in each and row["recipient"] in each for row, each in zip(rows, shown, strict=True))


@pytest.mark.parametrize("name", PublicList.values)
def test_each_list_of_decisions_holds_what_its_files_its_feed_and_the_api_hold(small, read, name):
    query = f"listed={name}"
    rows = of_csv("decisions", query)
    references = [row["reference"] for row in rows]
    assert [in_words(row) for row in of_json("decisions", query)] == rows
    assert {row["reference"] for row in of_api("decisions", query)} == set(references)
    assert set(in_feed(fromstring(Client().get(f"/feeds/decisions.atom?{query}").content))) == set(references)  # noqa: S314
    page = read(f"/lists/{name}/")
    assert {each for each in page.links.values() if each in addresses(references)} == set(addresses(references))
    assert f"{len(references)} decision{'' if len(references) == 1 else 's'}" in page or not references


@pytest.mark.parametrize("query", ASKED["decisions"])
def test_the_page_of_decisions_and_its_feed_list_what_its_files_hold(small, read, query):
    references = [row["reference"] for row in of_csv("decisions", query)]
    page = read(f"/decisions/?{query}")
    assert f"{len(references)} decision" in page
    assert [each for each in page.links.values() if each in addresses(references)] == addresses(references)
    feed = fromstring(Client().get(f"/feeds/decisions.atom?{query}").content)  # noqa: S314  our own
    assert set(in_feed(feed)) == set(references)
    assert of_csv("decisions", query) == [
        *csv.DictReader(io.StringIO(Client().get(f"/decisions.csv?{query}").getvalue().decode("utf-8-sig")))
    ]


def addresses(references: list[str]) -> list[str]:
    return [f"/decisions/{reference}/" for reference in references]


def in_feed(feed: Element) -> Iterator[str]:
    for entry in feed.iter(f"{ATOM}entry"):
        yield entry.find(f"{ATOM}link").get("href").split("/decisions/")[1].split("/")[0]


@pytest.mark.parametrize("query", ASKED["conditions"])
def test_the_page_of_conditions_lists_what_its_files_hold(small, read, query):
    rows = of_csv("conditions", query)
    page = read(f"/conditions/?{query or 'standing='}")  # it opens on what is late or not met
    assert f"{len(rows)} condition" in page
    assert all(row["title"] in page for row in rows)


@pytest.mark.parametrize(
    ("name", "address"),
    [("partnerships", "/partnerships/"), ("streams", "/funding-streams/"), ("recipients", "/recipients/")],
)
def test_the_pages_of_what_is_browsed_list_what_the_files_hold(small, read, name, address):
    page = read(address)
    for row in of_csv(name, ""):
        assert row.get("district", row["name"]) in page
        if Decimal(row["awarded"]):
            assert pounds(Decimal(row["awarded"])) in page


def test_the_pages_of_recommendations_list_what_their_files_hold(small, read):
    """Open or answered: each row is on one of the two. What is withdrawn is nowhere."""
    office, words = small.office, ("Visit both wards.", "Ask the schools.", "Say it twice.")
    people = {"writer": office.olu, "publisher": office.oma}
    visit, _, twice = (recommended(office, small.recommended.item, each) for each in words)
    scrutiny_stories.changed(visit, values=scrutiny_stories.answer(), deed="answered", reason="", **people)
    publish_entry(withdraw_row(twice, by=office.olu, reason="It had been entered twice."), by=office.oma)
    rows = of_csv("recommendations", "")
    assert [row["recommendation"] for row in rows] == [small.recommended.words, *words[:2]]
    assert [in_words(row) for row in of_json("recommendations", "")] == rows
    assert [in_words(row) for row in of_api("recommendations", "")] == rows
    views = {
        shown: read(f"/scrutiny/recommendations/?show={shown}").all(".//li[@class='results__item']")
        for shown in ("", "answered")
    }
    assert [len(shown) for shown in views.values()] == [2, 1]
    for row in rows:
        (shown,) = [each for each in views["answered" if row["response"] else ""] if row["recommendation"] in each]
        assert all(row[name] in shown for name in ("number", "body", "to_whom", "stands", "response_reason"))


def recommended(office: Office, item: MeetingItem, words: str) -> Recommendation:
    values = scrutiny_stories.recommendation(words=words)
    return scrutiny_stories.made_public(
        enter("recommendation", by=office.olu, values=values, under=item), by=office.oma
    )


def test_the_grants_of_the_standard_are_the_awards(small):
    awards = {row["award"]: row["amount"] for row in of_csv("awards", "") if Decimal(row["amount"])}
    grants = json.loads(Client().get("/data/360giving.json").getvalue())["grants"]
    assert {grant["id"].split("-", 2)[2]: f"{grant['amountAwarded']:.2f}" for grant in grants} == awards
