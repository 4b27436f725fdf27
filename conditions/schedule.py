"""When a condition falls due (domain §6). Dates are calendar days in London; something is past due the day after it."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from django.db import models

from grants.formatting import day as in_words
from grants.years import FinancialYear

DUE_SOON = timedelta(days=28)
LAST_DAY_OF_FEBRUARY = (2, 31)


class Schedule(models.TextChoices):
    ONCE = "once", "once, on a date"
    QUARTERLY = "quarterly", "at the end of each quarter"
    START_AND_QUARTERS = "start_and_quarters", "before the year's payment, then at the end of each quarter"
    YEARLY = "yearly", "each year, on a date"
    END_OF_YEAR = "end_of_year", "at the end of the financial year"
    DAYS_AFTER = "days_after", "a number of days after the decision"


MISSING = {
    Schedule.ONCE: "The date on which the condition falls due",
    Schedule.YEARLY: "The day and month on which the condition falls due each year",
    Schedule.DAYS_AFTER: "The date of the decision, or the number of days after it,",
}


class DueState(StrEnum):
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    PAST_DUE = "past_due"


class DueDate(NamedTuple):
    """One time that a condition falls due. Its label tells it from the others; empty where there is only one."""

    due_on: date
    label: str = ""
    is_update: bool = False

    def is_asked_of(self, decided_on: date) -> bool:
        """Nothing is born past its date (domain §6). Of a quarter that ends with the day of the decision there is
        nothing to say yet."""
        return self.due_on > decided_on if self.is_update else self.due_on >= decided_on


class Scheduled(Protocol):
    """What a schedule needs, as far as it needs it: a condition, or its published terms."""

    @property
    def schedule(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def due_month(self) -> int | None: ...
    @property
    def due_day(self) -> int | None: ...
    @property
    def due_days(self) -> int | None: ...


def due_dates_of(terms: Scheduled, year: FinancialYear, decided_on: date) -> list[DueDate]:
    return due_dates(
        terms.schedule,
        year=year,
        day=terms.due_on,
        month_day=(terms.due_month, terms.due_day) if terms.due_month and terms.due_day else None,
        decided_on=decided_on,
        days=terms.due_days,
    )


def missing_from(terms: Scheduled, decided_on: date) -> str:
    """What the schedule lacks to give a due date, in a sentence; empty if it gives one."""
    try:
        due_dates_of(terms, FinancialYear.of(decided_on), decided_on)
    except ValueError as error:
        return str(error)
    return ""


def due_dates(
    schedule: Schedule | str,
    *,
    year: FinancialYear,
    day: date | None = None,
    month_day: tuple[int, int] | None = None,
    decided_on: date | None = None,
    days: int | None = None,
) -> list[DueDate]:
    """When a condition on money of one financial year falls due, earliest first.

    `once` falls on its `day` and `days_after` on `decided_on` plus calendar `days`, even outside the year: a report
    may be due after the year's end. What comes before the year's payment is due as the year begins, when money is paid
    in advance. ValueError with a sentence where the schedule lacks what it needs.
    """
    match Schedule(schedule):
        case Schedule.QUARTERLY:
            return quarterly_updates(year)
        case Schedule.START_AND_QUARTERS:
            return [DueDate(year.first_day, "Approval before the year's payment"), *quarterly_updates(year)]
        case Schedule.END_OF_YEAR:
            return [DueDate(year.last_day)]
        case Schedule.ONCE if day is not None:
            return [DueDate(day)]
        case Schedule.YEARLY if month_day is not None:
            return [DueDate(yearly_date(year, *month_day))]
        case Schedule.DAYS_AFTER if decided_on is not None and days is not None:
            return [DueDate(decided_on + timedelta(days=days))]
    raise ValueError(f"{MISSING[Schedule(schedule)]} is missing.")


def quarterly_updates(year: FinancialYear) -> list[DueDate]:
    return [DueDate(end, f"Update for the quarter to {in_words(end)}", is_update=True) for end in year.quarter_ends]


def yearly_date(year: FinancialYear, month: int, day: int) -> date:
    """The one occurrence of a day and month inside a financial year.

    A day past the month's end means its last day, so (2, 31) is 29 February in a leap year and 28 February in others.
    """
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"No month {month} has a day {day}.")
    calendar_year = year.start if month >= 4 else year.start + 1
    return date(calendar_year, month, min(day, monthrange(calendar_year, month)[1]))


def due_state(due_on: date, today: date) -> DueState:
    """Where a due date stands on a day in London: due soon from 28 days before until the day itself, then past due."""
    if today > due_on:
        return DueState.PAST_DUE
    return DueState.DUE_SOON if due_on - today <= DUE_SOON else DueState.NOT_YET_DUE
