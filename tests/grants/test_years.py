"""Financial years, as olu writes them and as the calendar in London has them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from grants.years import FinancialYear, FinancialYearField, FinancialYearFormField, london_today

years = st.builds(FinancialYear, st.integers(1991, 2099))


@pytest.mark.parametrize("text", ["2023/24", "2023-24", "2023–24", "2023/2024", " 2023 / 24 "])
def test_a_year_is_read_however_it_is_written(text):
    assert FinancialYear.parse(text) == FinancialYear(2023)


def test_a_year_is_read_across_the_turn_of_a_century():
    assert FinancialYear.parse("1999/00") == FinancialYear.parse("1999/2000") == FinancialYear(1999)


@pytest.mark.parametrize(
    "text", ["2023/25", "2023/23", "2023", "23/24", "2023/2025", "2023/4", "next year", "２０２３/24"]
)
def test_what_is_no_year_is_refused_with_how_to_write_one(text):
    with pytest.raises(ValueError, match=f"^{text} is not a financial year: write it like 2023/24$"):
        FinancialYear.parse(text)


@pytest.mark.parametrize("start", [1989, 2101])
def test_years_far_away_are_refused(start):
    with pytest.raises(ValueError, match="Financial years run from 1990/91 to 2100/01"):
        FinancialYear(start)


def test_a_year_begins_on_1_april_and_ends_on_31_march():
    assert FinancialYear.of(date(2024, 3, 31)) == FinancialYear(2023)
    assert FinancialYear.of(date(2024, 4, 1)) == FinancialYear(2024)
    assert FinancialYear(2023).first_day == date(2023, 4, 1)
    assert FinancialYear(2023).last_day == date(2024, 3, 31)


def test_quarters_end_in_june_september_december_and_march():
    ends = (date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31))
    assert FinancialYear(2023).quarter_ends == ends


def test_february_ends_on_the_29th_in_a_leap_year():
    assert FinancialYear(2022).february_end == date(2023, 2, 28)
    assert FinancialYear(2023).february_end == date(2024, 2, 29)
    assert FinancialYear(2099).february_end == date(2100, 2, 28)


@given(years)
def test_a_year_reads_back_as_it_is_written(year):
    assert FinancialYear.parse(str(year)) == FinancialYear.parse(year.slug) == year


@given(years)
def test_years_follow_each_other_without_a_gap(year):
    assert year.last_day + timedelta(days=1) == year.next.first_day
    assert year.next.previous == year
    assert year.previous < year < year.next


@given(st.dates(date(1990, 4, 1), date(2101, 3, 31)))
def test_every_day_lies_in_its_own_year(day):
    year = FinancialYear.of(day)
    assert year.first_day <= day <= year.last_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 3, 31, 22, 59, tzinfo=UTC), date(2024, 3, 31)),  # the clocks went forward that morning
        (datetime(2024, 3, 31, 23, 0, tzinfo=UTC), date(2024, 4, 1)),
        (datetime(2024, 10, 26, 23, 0, tzinfo=UTC), date(2024, 10, 27)),  # the night they go back
        (datetime(2024, 10, 27, 23, 0, tzinfo=UTC), date(2024, 10, 27)),
        (datetime(2024, 12, 31, 23, 59, tzinfo=UTC), date(2024, 12, 31)),
    ],
)
def test_a_day_in_london_begins_at_midnight_there(moment, day):
    assert london_today(moment) == day


def test_today_is_london_s_when_the_server_s_clock_still_says_yesterday(time_machine):
    time_machine.move_to(datetime(2024, 3, 31, 23, 30, tzinfo=UTC))
    assert london_today() == date(2024, 4, 1)


def test_a_moment_without_a_time_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        london_today(datetime(2024, 3, 31, 23, 30))  # noqa: DTZ001


class YearForm(forms.Form):
    year = FinancialYearFormField()


def test_a_form_gives_a_year_and_shows_it_as_written():
    form = YearForm({"year": "2023/2024"}, initial={"year": FinancialYear(2023)})
    assert form.is_valid()
    assert form.cleaned_data["year"] == FinancialYear(2023)
    assert not form.has_changed()
    assert 'value="2023/24"' in str(YearForm(initial={"year": FinancialYear(2023)})["year"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2023/25", "2023/25 is not a financial year: write it like 2023/24"),
        ("1066/67", "Financial years run from 1990/91 to 2100/01."),
        (" ", "Enter the financial year, like 2023/24"),
    ],
)
def test_a_form_refuses_what_is_no_year_and_keeps_what_was_typed(typed, sentence):
    form = YearForm({"year": typed})
    assert form.errors == {"year": [sentence]}
    assert f'value="{typed}"' in str(form["year"])


def test_the_database_keeps_the_year_in_which_it_starts():
    field = FinancialYearField()
    assert field.get_internal_type() == "PositiveSmallIntegerField"
    assert field.get_prep_value(FinancialYear(2023)) == field.get_prep_value("2023/24") == 2023
    assert field.from_db_value(2023, None, None) == FinancialYear(2023)
    assert field.get_prep_value(None) is field.from_db_value(None, None, None) is None


def test_looking_for_what_is_no_year_is_refused():
    with pytest.raises(ValidationError, match="write it like 2023/24"):
        FinancialYearField().get_prep_value("last year")


def test_the_column_offers_the_form_field_and_a_plain_migration():
    field = FinancialYearField("financial year", null=True)
    assert isinstance(field.formfield(), FinancialYearFormField)
    assert field.deconstruct()[1:] == (
        "grants.years.FinancialYearField",
        [],
        {"verbose_name": "financial year", "null": True},
    )
