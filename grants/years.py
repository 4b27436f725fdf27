"""Financial years: 1 April to 31 March, written 2023/24 (domain §3); months; and today's date in London."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

LONDON = ZoneInfo("Europe/London")
FIRST_START, LAST_START = 1990, 2100
WRITTEN_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
WRITTEN = re.compile(r"\s*([0-9]{4})\s*[/–-]\s*([0-9]{4}|[0-9]{2})\s*")


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """One financial year, known by the calendar year in which it begins (1990 to 2100, else ValueError)."""

    start: int

    def __post_init__(self) -> None:
        if not FIRST_START <= self.start <= LAST_START:
            raise ValueError(f"Financial years run from {in_words(FIRST_START)} to {in_words(LAST_START)}.")

    @classmethod
    def of(cls, day: date) -> Self:
        """The year that a date falls in. For a moment in time, take `london_today(at)` first."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads 2023/24, 2023-24 or 2023/2024; ValueError with a sentence for anything else."""
        match = WRITTEN.fullmatch(text)
        if match is None or not str(int(match[1]) + 1).endswith(match[2]):
            raise ValueError(f"{text.strip()[:20]} is not a financial year: write it like 2023/24")
        return cls(int(match[1]))

    def __str__(self) -> str:
        return in_words(self.start)

    @property
    def slug(self) -> str:
        """As it stands in addresses: 2023-24."""
        return str(self).replace("/", "-")

    @property
    def first_day(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 3, 31)

    @property
    def quarter_ends(self) -> tuple[date, date, date, date]:
        return date(self.start, 6, 30), date(self.start, 9, 30), date(self.start, 12, 31), self.last_day

    @property
    def february_end(self) -> date:
        """The last day of February: the 29th where the calendar has one."""
        return date(self.start + 1, 3, 1) - timedelta(days=1)

    @property
    def next(self) -> "FinancialYear":
        return FinancialYear(self.start + 1)

    @property
    def previous(self) -> "FinancialYear":
        return FinancialYear(self.start - 1)


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar; ValueError for one that there is not."""

    first_day: date

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Reads 2024-03."""
        match = WRITTEN_MONTH.fullmatch(text)
        if match is None or not FIRST_START <= int(match[1]) <= LAST_START:
            raise ValueError("Write the month like 2024-03.")
        return cls(date(int(match[1]), int(match[2]), 1))

    def __str__(self) -> str:
        return f"{self.first_day:%B %Y}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first_day <= day <= self.last_day

    @property
    def slug(self) -> str:
        return f"{self.first_day:%Y-%m}"

    @property
    def next(self) -> "Month":
        return Month((self.first_day + timedelta(days=32)).replace(day=1))

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)


def in_words(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"


def london_today(at: datetime | None = None) -> date:
    """The date in London now, or at a moment `at`, which must know its time zone (else ValueError)."""
    if at is not None and at.tzinfo is None:
        raise ValueError("A time without a time zone has no date in London.")
    return (at or datetime.now(LONDON)).astimezone(LONDON).date()


def parse_year(value: Any) -> FinancialYear | None:
    """A year from what a form, a database or a fixture holds; ValidationError where it is none."""
    if value is None or isinstance(value, FinancialYear):
        return value
    try:
        return FinancialYear(value) if isinstance(value, int) else FinancialYear.parse(str(value))
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


class FinancialYearConverter:
    """In addresses: 2023-24, and nothing else that means it."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> FinancialYear:
        return FinancialYear.parse(value)

    def to_url(self, value: FinancialYear | str) -> str:
        return value.slug if isinstance(value, FinancialYear) else value


class DayConverter:
    """In addresses: 2024-06-30, and nothing else that means it."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


class FinancialYearFormField(forms.Field):
    """One line of text, "2023/24"; gives a FinancialYear, or None where nothing was written."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {"required": "Enter the financial year, like 2023/24"}

    def to_python(self, value: Any) -> FinancialYear | None:
        return parse_year(None if str(value or "").strip() == "" else value)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, FinancialYear) else value


class FinancialYearField(models.Field):
    """A financial year in the database: its starting year as a small whole number, so that it sorts and compares."""

    description = "Financial year"

    def get_internal_type(self) -> str:
        return "PositiveSmallIntegerField"

    def to_python(self, value: Any) -> FinancialYear | None:
        return parse_year(value)

    def from_db_value(self, value: int | None, *_: Any) -> FinancialYear | None:
        return parse_year(value)

    def get_prep_value(self, value: Any) -> int | None:
        year = parse_year(super().get_prep_value(value))
        return None if year is None else year.start

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": FinancialYearFormField, **kwargs})


def clear_days(given: date, day: date) -> int:
    """The clear days between two dates: neither of them counts."""
    return (day - given).days - 1


def working_days_after(day: date, count: int) -> date:
    """Public holidays are not known here."""
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == 4 else 2 if day.weekday() == 5 else 1)
    return day
