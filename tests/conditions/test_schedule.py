"""When conditions fall due, through leap years and changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.schedule import LAST_DAY_OF_FEBRUARY, DueState, Schedule, due_dates, due_state
from grants.years import FinancialYear, london_today

THIS_YEAR = FinancialYear(2023)
years = st.builds(FinancialYear, st.integers(1990, 2100))


def days(*asked, **known):
    return [each.due_on for each in due_dates(*asked, **known)]


def test_a_condition_due_once_is_due_on_its_day_even_after_the_year():
    report_due = date(2024, 4, 30)
    assert days(Schedule.ONCE, year=THIS_YEAR, day=report_due) == [report_due]


def test_quarterly_updates_are_due_at_the_four_quarter_ends():
    quarter_ends = [date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31)]
    assert days(Schedule.QUARTERLY, year=THIS_YEAR) == quarter_ends


def test_the_approval_comes_as_the_year_begins_and_then_the_updates_each_with_its_name():
    assert [each[:2] for each in due_dates(Schedule.START_AND_QUARTERS, year=THIS_YEAR)] == [
        (date(2023, 4, 1), "Approval before the year's payment"),
        (date(2023, 6, 30), "Update for the quarter to 30 June 2023"),
        (date(2023, 9, 30), "Update for the quarter to 30 September 2023"),
        (date(2023, 12, 31), "Update for the quarter to 31 December 2023"),
        (date(2024, 3, 31), "Update for the quarter to 31 March 2024"),
    ]


def test_what_is_due_at_the_end_of_the_year_is_due_on_31_march():
    assert days(Schedule.END_OF_YEAR, year=THIS_YEAR) == [date(2024, 3, 31)]


@pytest.mark.parametrize(("start", "february_end"), [(2022, date(2023, 2, 28)), (2023, date(2024, 2, 29))])
def test_the_february_report_is_due_on_the_last_day_of_february(start, february_end):
    dates = days(Schedule.YEARLY, year=FinancialYear(start), month_day=LAST_DAY_OF_FEBRUARY)
    assert dates == [february_end]


@pytest.mark.parametrize(
    ("month_day", "due_on"),
    [
        ((4, 1), date(2023, 4, 1)),
        ((4, 31), date(2023, 4, 30)),
        ((12, 25), date(2023, 12, 25)),
        ((3, 31), date(2024, 3, 31)),
    ],
)
def test_a_yearly_date_falls_inside_the_financial_year(month_day, due_on):
    assert days(Schedule.YEARLY, year=THIS_YEAR, month_day=month_day) == [due_on]


def test_days_after_the_decision_are_calendar_days():
    dates = days(Schedule.DAYS_AFTER, year=THIS_YEAR, decided_on=date(2024, 2, 6), days=30)
    assert dates == [date(2024, 3, 7)]  # through 29 February
    assert days(Schedule.DAYS_AFTER, year=THIS_YEAR, decided_on=date(2023, 2, 6), days=30) == [date(2023, 3, 8)]
    assert days(Schedule.DAYS_AFTER, year=THIS_YEAR, decided_on=date(2024, 2, 29), days=365) == [date(2025, 2, 28)]
    assert days(Schedule.DAYS_AFTER, year=THIS_YEAR, decided_on=date(2024, 2, 6), days=0) == [date(2024, 2, 6)]


@pytest.mark.parametrize(
    ("schedule", "known", "sentence"),
    [
        (Schedule.ONCE, {}, "The date on which the condition falls due is missing."),
        (Schedule.YEARLY, {}, "The day and month on which the condition falls due each year is missing."),
        (Schedule.DAYS_AFTER, {"days": 30}, "The date of the decision, or the number of days after it, is missing."),
        (Schedule.YEARLY, {"month_day": (13, 1)}, "No month 13 has a day 1."),
        (Schedule.YEARLY, {"month_day": (2, 0)}, "No month 2 has a day 0."),
    ],
)
def test_a_schedule_without_what_it_needs_is_refused(schedule, known, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        days(schedule, year=THIS_YEAR, **known)


@given(years, st.integers(1, 12), st.integers(1, 31))
def test_every_yearly_date_occurs_once_in_every_year(year, month, day):
    (due_on,) = days(Schedule.YEARLY, year=year, month_day=(month, day))
    assert year.first_day <= due_on <= year.last_day
    assert due_on.month == month
    assert due_on.day == day or (due_on + timedelta(days=1)).month != month


def test_nothing_is_past_due_on_its_day_and_everything_is_the_day_after():
    due_on = date(2024, 2, 29)
    assert due_state(due_on, date(2024, 2, 29)) == "due_soon"
    assert due_state(due_on, date(2024, 3, 1)) == "past_due"


def test_soon_is_the_last_28_days():
    due_on = date(2024, 3, 31)
    assert due_state(due_on, date(2024, 3, 2)) == "not_yet_due"
    assert due_state(due_on, date(2024, 3, 3)) == "due_soon"


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2024, 3, 31, 22, 59, tzinfo=UTC), DueState.DUE_SOON),
        (datetime(2024, 3, 31, 23, 0, tzinfo=UTC), DueState.PAST_DUE),
    ],
)
def test_on_the_day_the_clocks_go_forward_midnight_in_london_decides(moment, state):
    assert due_state(date(2024, 3, 31), london_today(moment)) is state


def test_the_hour_gained_in_october_belongs_to_the_day_that_is_due():
    last_minute = datetime(2024, 10, 27, 23, 59, tzinfo=UTC)
    assert due_state(date(2024, 10, 27), london_today(last_minute)) is DueState.DUE_SOON
    assert due_state(date(2024, 10, 27), london_today(last_minute + timedelta(minutes=1))) is DueState.PAST_DUE


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-400, 400))
def test_as_days_pass_the_state_only_moves_towards_past_due(due_on, away):
    order = [DueState.NOT_YET_DUE, DueState.DUE_SOON, DueState.PAST_DUE]
    today = due_on + timedelta(days=away)
    assert order.index(due_state(due_on, today)) <= order.index(due_state(due_on, today + timedelta(days=1)))
