"""Open data: the page, and files that say the same as the register."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from grants.models import Organisation
from public.open_data import tables as open_data
from register.models import ListedAward, Listing
from tests import stories


def table(name: str) -> list[dict[str, str]]:
    response = Client().get(reverse(f"public:{name}"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_page_names_every_file_its_licence_and_what_each_column_means(small, read):
    page = read("/data/")
    assert page.links["Open Government Licence v3.0"].endswith("/open-government-licence/version/3/")
    for name in ("awards_csv", "awards_xlsx", "awards_json", "conditions_csv", "transparency_csv", "giving_json"):
        assert reverse(f"public:{name}") in page.links.values() or reverse(f"public:{name}") in page.markup
    for each in open_data.FILES.values():
        assert all(column.meaning in page for column in each.columns)


def test_each_award_stands_once_at_its_current_amount(small):
    rows = table("awards_csv")
    assert sum(Decimal(row["amount"]) for row in rows) == ListedAward.objects.total() == Decimal("407695.00")
    (varied,) = [row for row in rows if row["decision"] == small.hotspot.reference]
    assert (varied["amount_awarded"], varied["amount"]) == ("7500.00", "7695.00")
    assert varied["recipient_identifier"] == "GB-LAE-MAN"
    assert varied["district_code"] == "E08000003"


def test_the_same_awards_in_excel_and_json(small):
    book = openpyxl.load_workbook(io.BytesIO(Client().get(reverse("public:awards_xlsx")).content))
    header, *rows = book.active.iter_rows(values_only=True)
    assert list(header) == open_data.AWARDS.names
    amount, decided = header.index("amount"), header.index("decided_on")
    assert sum(Decimal(str(row[amount])) for row in rows) == Decimal("407695.00")
    assert all(row[decided].year == 2024 for row in rows)
    told = Client().get(reverse("public:awards_json")).json()
    assert [row["amount"] for row in told["awards"]].count("100000.00") == 4


def test_the_transparency_code_asks_for_exactly_these_columns(small):
    Organisation.objects.filter(slug="manchester-city-council").update(registration_number="RN 123")
    rows = table("transparency_csv")
    assert list(rows[0]) == [
        "Date awarded", "Period", "Department", "Beneficiary", "Registration number", "Purpose", "Amount",
    ]  # fmt: skip
    (hotspot,) = [row for row in rows if row["Amount"] == "7695.00"]
    assert hotspot["Period"] == "01/04/2023 to 31/03/2024"
    assert (hotspot["Date awarded"], hotspot["Registration number"]) == ("2024-02-06", "RN 123")


def test_conditions_say_where_they_stand_and_what_is_evidenced(small):
    rows = [row for row in table("conditions_csv") if row["decision"] == small.hotspot.reference]
    assert len(rows) == 5
    (match,) = [row for row in rows if row["code"] == "SC1"]
    assert (match["match_required"], match["match_evidenced"], match["match_gap"]) == ("7695.00", "5000.00", "2695.00")
    assert [row["reasons"] for row in rows if row["standing"] == "Met"] == ["The plan sets out its outputs."]


@pytest.mark.parametrize("opening", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_becomes_a_formula(reference, olu, ada, opening):
    stories.whole(officer=olu, approver=ada, title=f"{opening} is a title", conditions=())
    Listing.objects.update(title=f"{opening} is a title")
    (row,) = table("decisions_csv")
    assert row["title"] == f"'{opening} is a title"


def test_the_files_are_for_everybody_and_need_as_many_queries_whatever_their_length(
    small, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        assert len(table("awards_csv")) == 5


def test_any_list_answers_as_csv_and_json(small):
    asked = {"partnership": "salford"}
    lines = Client().get(reverse("public:decision_list_csv"), asked).getvalue().decode("utf-8-sig").splitlines()
    told = Client().get(reverse("public:decision_list_json"), asked).json()["decisions"]
    assert len(lines) == 2
    assert [row["reference"] for row in told] == [small.many.reference]
    assert told[0]["total"] == "400000.00"
    assert told[0]["recipients"].startswith("Bolton Metropolitan Borough Council; Bury")


def test_every_csv_opens_in_excel_as_what_it_is(small):
    for name in ("awards_csv", "decisions_csv", "conditions_csv", "transparency_csv", "decision_list_csv"):
        assert Client().get(reverse(f"public:{name}")).getvalue().startswith(b"\xef\xbb\xbf")


def test_conditions_join_with_awards_and_say_who_is_paid(small):
    awards = {row["award"]: row for row in table("awards_csv")}
    rows = table("conditions_csv")
    assert len({row["obligation"] for row in rows}) == len(rows) == 5
    assert {row["recipients"] for row in rows} == {"Manchester City Council"}
    assert {awards[row["award"]]["recipient"] for row in rows} == {"Manchester City Council"}


def test_a_file_obeys_its_filters(small):
    def keys(name: str, query: str) -> set[str]:
        text = Client().get(reverse(f"public:{name}") + query).getvalue().decode("utf-8-sig")
        return {row["award"] for row in csv.DictReader(io.StringIO(text))}

    assert len(keys("awards_csv", "?partnership=manchester")) == 2
    assert keys("conditions_csv", "?partnership=manchester&standing=met") == {f"{small.hotspot.reference}-1"}
    assert keys("conditions_csv", "?partnership=salford") == set()
    book = Client().get(reverse("public:awards_xlsx") + "?year=2023-24").content
    assert len(list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows())) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("awards_csv", "awards_xlsx", "awards_json", "decisions_csv", "conditions_csv", "transparency_csv"),
        *("giving_json", "decision_list_csv", "decision_list_json"),
    ],
)
def test_a_file_refuses_what_it_cannot_obey_with_a_sentence(small, name):
    answer = Client().get(reverse(f"public:{name}"), {"colour": "blue", "year": "never"})
    assert answer.status_code == 400
    assert "This file has no filter “colour”." in answer.content.decode()
    assert "Financial year: Choose a financial year from the list" in answer.content.decode()


def test_a_workbook_has_money_as_numbers_and_columns_as_wide_as_what_they_hold(small):
    sheet = openpyxl.load_workbook(io.BytesIO(Client().get(reverse("public:awards_xlsx")).content)).active
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    cell = sheet[f"{column['amount']}2"]
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")
    assert sheet.column_dimensions[column["recipient"]].width > len("Manchester City Council")


def test_more_awards_than_a_sheet_takes_go_on_to_the_next_which_says_so(small, monkeypatch):
    monkeypatch.setattr("public.open_data.workbook.ROWS_PER_SHEET", 2)
    book = openpyxl.load_workbook(io.BytesIO(Client().get(reverse("public:awards_xlsx")).content))
    assert book.sheetnames == ["Awards 1 of 3", "Awards 2 of 3", "Awards 3 of 3"]
    keys = [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert keys == [row["award"] for row in table("awards_csv")]
