"""Open data: the page, and files that say the same as the register."""

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.models import Allocation, FundingStream, Organisation
from public.open_data import tables as open_data
from public.open_data.sources import SOURCES
from register.models import ListedAward, Listing, YearAccount
from tests import stories


def file(name: str, **asked: str) -> HttpResponse:
    return Client().get(reverse("public:data_file", args=[name]), asked)


def table(name: str, **asked: str) -> list[dict[str, str]]:
    response = file(f"{name}.csv", **asked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_page_names_every_file_its_licence_and_what_each_column_means(small, read):
    page = read("/data/")
    assert page.links["Open Government Licence v3.0"].endswith("/open-government-licence/version/3/")
    assert {"/data/360giving.json", "/data/datapackage.json"} < set(page.links.values())
    for name, source in SOURCES.items():
        assert {f"/data/{name}.{ending}" for ending in ("csv", "xlsx", "json")} < set(page.links.values())
        assert all(column.meaning in page for column in source.table.columns)


def test_the_page_says_how_many_rows_there_are_how_large_the_files_are(small, read, monkeypatch):
    page, size = read("/data/"), filesizeformat(len(file("awards.csv").getvalue())).replace("\xa0", " ")
    assert f"Awards 5 {size} CSV of Awards, Excel of Awards, JSON of Awards" in page.all(".//tbody/tr")
    monkeypatch.setattr("public.open_data.measures.SAMPLE", 2)
    assert any(row.startswith("Awards 5 about ") for row in read("/data/").all(".//tbody/tr"))


def test_the_page_names_the_newest_notice_be_it_of_a_decision_or_a_yearly_account(small, read):
    page, account = read("/data/"), YearAccount.objects.get()
    assert (
        f"The newest notice, the yearly account of 2024/25, was published on {account.published_on:%-d %B %Y}" in page
    )
    assert page.links["the yearly account of 2024/25"] == "/years/2024-25/report/"
    later = small.office.grants("salford")
    assert f"The newest notice, of {later.reference}, was published on 7 March 2024" in read("/data/")


def test_each_award_stands_once_at_its_current_amount(small):
    rows = table("awards")
    assert sum(Decimal(row["amount"]) for row in rows) == ListedAward.objects.total() == Decimal("407695.00")
    (varied,) = [row for row in rows if row["decision"] == small.hotspot.reference]
    assert (varied["amount_awarded"], varied["amount"]) == ("7500.00", "7695.00")
    assert varied["recipient_identifier"] == "GB-LAE-MAN"
    assert varied["district_code"] == "E08000003"


def test_the_same_awards_in_excel_and_json(small):
    book = openpyxl.load_workbook(io.BytesIO(file("awards.xlsx").getvalue()))
    header, *rows = book.active.iter_rows(values_only=True)
    assert list(header) == open_data.AWARDS.names
    amount, decided = header.index("amount"), header.index("decided_on")
    assert sum(Decimal(str(row[amount])) for row in rows) == Decimal("407695.00")
    assert all(row[decided].year == 2024 for row in rows)
    told = json.loads(file("awards.json").getvalue())
    assert [row["amount"] for row in told["awards"]].count("100000.00") == 4


def test_the_transparency_code_asks_for_exactly_these_columns(small):
    Organisation.objects.filter(slug="manchester-city-council").update(registration_number="RN 123")
    rows = table("transparency-code")
    assert list(rows[0]) == [
        "Date awarded", "Period", "Department", "Beneficiary", "Registration number", "Purpose", "Amount",
    ]  # fmt: skip
    (hotspot,) = [row for row in rows if row["Amount"] == "7695.00"]
    assert hotspot["Period"] == "01/04/2023 to 31/03/2024"
    assert (hotspot["Date awarded"], hotspot["Registration number"]) == ("2024-02-06", "RN 123")


def test_conditions_say_where_they_stand_and_what_is_evidenced(small):
    rows = [row for row in table("conditions") if row["decision"] == small.hotspot.reference]
    assert len(rows) == 5
    (match,) = [row for row in rows if row["code"] == "SC1"]
    assert (match["match_required"], match["match_evidenced"], match["match_gap"]) == ("7695.00", "5000.00", "2695.00")
    assert [row["reasons"] for row in rows if row["standing"] == "Met"] == ["The plan sets out its outputs."]


@pytest.mark.parametrize("opening", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_becomes_a_formula(reference, olu, ada, opening):
    stories.whole(officer=olu, approver=ada, title=f"{opening} is a title", conditions=())
    Listing.objects.update(title=f"{opening} is a title")
    (row,) = table("decisions")
    assert row["title"] == f"'{opening} is a title"


def test_the_files_are_for_everybody_and_need_as_many_queries_whatever_their_length(
    small, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):  # a transaction around them
        assert len(table("awards")) == 5


def test_any_list_answers_as_csv_and_json(small):
    asked = {"partnership": "salford"}
    lines = Client().get(reverse("public:decision_list_csv"), asked).getvalue().decode("utf-8-sig").splitlines()
    told = json.loads(Client().get(reverse("public:decision_list_json"), asked).getvalue())["decisions"]
    assert len(lines) == 2
    assert [row["reference"] for row in told] == [small.many.reference]
    assert told[0]["total"] == "400000.00"
    assert told[0]["recipients"].startswith("Bolton Metropolitan Borough Council; Bury")


def test_every_csv_opens_in_excel_as_what_it_is(small):
    for name in SOURCES:
        assert file(f"{name}.csv").getvalue().startswith(b"\xef\xbb\xbf")


def test_conditions_join_with_awards_and_say_who_is_paid(small):
    awards = {row["award"]: row for row in table("awards")}
    rows = table("conditions")
    assert len({row["obligation"] for row in rows}) == len(rows) == 5
    assert {row["recipients"] for row in rows} == {"Manchester City Council"}
    assert {awards[row["award"]]["recipient"] for row in rows} == {"Manchester City Council"}


def test_a_file_obeys_its_filters(small):
    def keys(name: str, query: str) -> set[str]:
        return {row["award"] for row in table(name, **QueryDict(query).dict())}

    assert len(keys("awards", "partnership=manchester")) == 2
    assert keys("conditions", "partnership=manchester&standing=met") == {f"{small.hotspot.reference}-1"}
    assert keys("conditions", "partnership=salford") == set()
    book = file("awards.xlsx", year="2023-24").getvalue()
    assert len(list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows())) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("awards.csv", "awards.xlsx", "awards.json", "decisions.csv", "conditions.csv", "transparency-code.csv"),
        *("360giving.json", "allocations.csv", "other-money.json"),
    ],
)
def test_a_file_refuses_what_it_cannot_obey_with_a_sentence(small, name):
    answer = Client().get(f"/data/{name}", {"colour": "blue", "year": "never"})
    assert answer.status_code == 400
    assert "This file has no filter “colour”." in answer.content.decode()
    assert "Financial year: Choose a financial year from the list" in answer.content.decode()


def test_a_workbook_has_money_as_numbers_and_columns_as_wide_as_what_they_hold(small):
    sheet = openpyxl.load_workbook(io.BytesIO(file("awards.xlsx").getvalue())).active
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    cell = sheet[f"{column['amount']}2"]
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")
    assert sheet.column_dimensions[column["recipient"]].width > len("Manchester City Council")


def test_more_awards_than_a_sheet_takes_go_on_to_the_next_which_says_so(small, monkeypatch):
    monkeypatch.setattr("grants.workbook.ROWS_PER_SHEET", 2)
    book = openpyxl.load_workbook(io.BytesIO(file("awards.xlsx").getvalue()))
    assert book.sheetnames == ["Awards 1 of 3", "Awards 2 of 3", "Awards 3 of 3"]
    keys = [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert keys == [row["award"] for row in table("awards")]


@pytest.mark.parametrize("name", ["awards.pdf", "drafts.csv", "awards", ".csv", "awards.csv.csv"])
def test_there_is_no_other_file(small, name):
    assert file(name).status_code == 404


def test_what_is_in_none_of_the_files_is_no_row_of_theirs(small):
    Organisation.objects.create(name="Never Paid Ltd", slug="never-paid", kind="company")
    paid = {row["slug"] for row in table("recipients")}
    assert paid == {f"{district}-city-council" for district in ("manchester", "salford")} | {
        f"{district}-metropolitan-borough-council" for district in ("bolton", "bury")
    }
    assert paid < {row["slug"] for row in table("organisations")}
    assert len(table("organisations")) == 10


def test_somebody_who_is_paid_in_person_is_no_organisation(small):
    Organisation.objects.filter(slug="manchester-city-council").update(kind="individual")
    assert "manchester-city-council" not in {row["slug"] for row in table("recipients")}
    (row,) = [row for row in table("awards") if row["decision"] == small.hotspot.reference]
    assert (row["recipient_slug"], row["recipient_identifier"]) == ("", "")


def test_allocations_are_told_by_stream_and_year(small):
    stream = FundingStream.objects.get(slug="community-safety-grant")
    for year in (2023, 2024):
        Allocation.objects.update_or_create(stream=stream, year=year, defaults={"amount": Decimal("500000.00")})
    rows = table("allocations", stream=stream.slug)
    assert [(row["stream_slug"], row["amount"]) for row in rows][-2:] == [(stream.slug, "500000.00")] * 2
    assert table("allocations", stream=stream.slug, year="2024-25") == [
        row for row in rows if row["financial_year"] == "2024/25"
    ]


def test_yes_and_no_are_words_in_a_spreadsheet_and_values_in_json(small):
    assert {row["withdrawn"] for row in table("decisions")} == {"yes", "no"}
    told = json.loads(file("decisions.json").getvalue())["decisions"]
    assert {row["withdrawn"] for row in told} == {True, False}


def test_a_decision_that_awards_nothing_is_0_in_the_file_as_the_dictionary_says(small, read):
    assert "0 of one that was not approved, or was withdrawn." in read("/data/")
    rows = csv.DictReader(io.StringIO(Client().get("/data/decisions.csv").getvalue().decode("utf-8-sig")))
    sums = {row["reference"]: row["decided_total"] for row in rows}
    assert sums[small.gone.reference] == sums[small.refused.reference] == "0.00"


@pytest.mark.parametrize("name", ["decisions", "awards", "conditions", "recipients"])
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_is_sent_while_it_is_read_a_part_in_memory_at_a_time(small, monkeypatch, name, ending):
    for module in ("public.open_data.rows", "public.open_data.sources", "conditions.standing"):
        monkeypatch.setattr(f"{module}.CHUNK", 2)
    answer = file(f"{name}.{ending}")
    with CaptureQueriesContext(connection) as asked:
        next(iter(answer.streaming_content))
    assert len(asked) == 0  # the head is there before any row is read
    assert answer.getvalue()


@pytest.mark.parametrize("file", ["awards.csv", "conditions.json", "register.jsonl", "360giving.json"])
def test_a_file_is_read_as_it_is_sent(small, file):
    """Without a transaction of its own, a cursor would have all rows read before the first of them is sent."""
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(f"/data/{file}")
        parts = iter(answer.streaming_content)
        next(parts), next(parts)
        answer.close()
    assert [each["sql"].partition(" ")[0] for each in asked].count("SAVEPOINT") == 1
