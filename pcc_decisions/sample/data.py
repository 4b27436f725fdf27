"""Reading the sample's files. A year is written "2024/25" or "this year", and a date as one, or as "150 days ago"."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.years import LONDON, FinancialYear

FOLDER = Path(__file__).parent
YEAR = re.compile(r"\d{4}/\d\d")
DAYS = re.compile(r"(\d+) days ago|in (\d+) days")

Entry = dict[str, Any]  # one table of a file


def read(file: Path, today: date) -> Entry:
    """A file as it stands on a day, with pounds as Decimal."""
    entry: Entry = read_value(tomllib.loads(file.read_text(), parse_float=Decimal), today)
    return entry


def read_value(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {name: read_value(each, today) for name, each in value.items()}
    if isinstance(value, list):
        return [read_value(each, today) for each in value]
    if not isinstance(value, str):
        return value
    if value == "this year":
        return FinancialYear.of(today)
    if YEAR.fullmatch(value):
        return FinancialYear.parse(value)
    if days := DAYS.fullmatch(value):
        return working_day(today + timedelta(days=int(days[2] or -int(days[1]))))
    return value


def one_each(entries: list[Entry]) -> list[Entry]:
    """An entry with `amounts` stands for one of each district there; {} in its texts is the name of the district."""
    return [each for entry in entries for each in (by_district(**entry) if "amounts" in entry else [entry])]


def by_district(*, amounts: Entry, **entry: Any) -> list[Entry]:
    return [
        {name: in_district(value, district) for name, value in entry.items()} | {"district": district, "amount": amount}
        for district, amount in amounts.items()
    ]


def in_district(value: Any, district: str) -> Any:
    return value.format(district.title()) if isinstance(value, str) else value


def files(entry: Entry) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in entry.get("files", {}).items()]


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(working_day(day), time(hour), tzinfo=LONDON)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
