"""The CSV file of awards: what the database says of each column is what a row says of it."""

from datetime import date

from django.test import Client

from grants.models import Organisation
from grants.spreadsheets import csv_lines
from public.open_data.award_cells import transparency_values, values
from public.open_data.columns import DataColumn, DataTable
from public.open_data.lines import lines_of
from public.open_data.rows import rows_of_awards
from public.open_data.sources import SOURCES
from public.open_data.tables import AWARDS, TRANSPARENCY
from register.actions.taking_down import take_down
from register.models import ListedAward


def test_there_is_a_value_for_each_column_in_order():
    assert list(values()) == AWARDS.names
    assert list(transparency_values()) == TRANSPARENCY.names


def test_the_columns_of_the_transparency_code_are_those_that_rows_make(small):
    first, second, third, *_ = ListedAward.objects.order_by("pk")
    Organisation.objects.filter(pk=first.recipient_id).update(registration_number="1234567")
    ListedAward.objects.filter(pk=second.pk).update(year=None, starts_on=date(2023, 4, 5), ends_on=date(2024, 1, 31))
    ListedAward.objects.filter(pk=third.pk).update(year=None)
    source = SOURCES["transparency-code"]
    rows = rows_of_awards(source.listed(source.blank_form()))
    made = "".join(csv_lines(TRANSPARENCY.names, map(TRANSPARENCY.cells, rows))).encode()
    assert Client().get("/data/transparency-code.csv").getvalue() == made
    assert b"1234567" in made
    assert b"05/04/2023 to 31/01/2024" in made


def test_the_bytes_are_those_that_rows_make(small):
    first, second, *_ = ListedAward.objects.order_by("pk")
    Organisation.objects.filter(pk=first.recipient_id).update(kind=Organisation.Kind.INDIVIDUAL)
    ListedAward.objects.filter(pk=second.pk).update(recipient=None, recipient_name="Individual", title='=1+"2"\r\n, 3')
    take_down(first.listing.decision, by=small.office.ada, reason="It names somebody.")
    source = SOURCES["awards"]
    for sort in ("", "amount"):
        form = source.form({"sort": sort})
        rows = rows_of_awards(source.listed(form))
        made = "".join(csv_lines(AWARDS.names, map(AWARDS.cells, rows))).encode()
        assert Client().get("/data/awards.csv", {"sort": sort}).getvalue() == made
        assert made.count(b"Individual") > 1
        assert b"'=1+" in made


def test_the_database_writes_each_text_as_it_is_written_here(small):
    texts = ("title", "recipient_name")
    table = DataTable("titles", "Titles", "", tuple(DataColumn(name, "", name) for name in texts))
    marks = (
        "=",
        "+",
        " =1",
        "\u00a0\u3000@1",
        "＋1",
        "-",
        "\t1",
        "\r",
        "\n",
        "É=1",
        "{1",
        "[1",
        "`1",
        "a-1",
        "'",
        "",
        " ",
    )
    for text in (*marks, "a\rb", "a\nb", 'say "a"', "a, b", '=1+"2"\r\n, 3', "9=", "Z=", "\u3000"):
        ListedAward.objects.update(title=text, recipient_name=text)
        found = ListedAward.objects.values_list(*texts)
        assert "".join(lines_of(found, table)) == "".join([*csv_lines((), found)][1:])
