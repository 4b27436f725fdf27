import csv
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management.base import BaseCommand

from grants.fields import MONTHS as NAMES_OF_MONTHS
from grants.models import FundingStream, Partnership
from intake.spreadsheets.columns import all_columns


class Command(BaseCommand):
    help = "Writes a CSV or XLSX file of invented past decisions to try an import with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rows", type=int, default=10_000)
        parser.add_argument("--foreign", action="store_true", help="in the form of another body, with names of its own")

    def handle(self, *_args: Any, file: Path, rows: int, foreign: bool, **_options: Any) -> None:
        numbers = range(1, rows + 1)
        lines = [[*FOREIGN], *map(of_another_body, numbers)] if foreign else of_this_office(numbers)
        if file.suffix == ".csv":
            with file.open("w", newline="", encoding="utf-8") as text:
                csv.writer(text).writerows(lines)
        else:
            with xlsxwriter.Workbook(file) as book:
                sheet = book.add_worksheet("Decisions")
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)
        self.stdout.write(f"{rows} rows in {file}")


def of_this_office(numbers: Iterable[int]) -> list[list[str]]:
    districts = list(Partnership.objects.values_list("district", flat=True))
    streams = list(FundingStream.objects.filter(cap_per_award=None).values_list("name", flat=True))
    columns = all_columns()
    lines = [[column.heading for column in columns]]
    for number in numbers:
        cells = invented(number, districts[number % len(districts)], streams[number % len(streams)])
        lines.append([cells.get(column.name, column.example) for column in columns])
    return lines


MONTHS = [name[:3].title() for name in NAMES_OF_MONTHS[1:]]
FOREIGN = ("Ref", "Award Date", "Beneficiary", "Project title", "What for", "Fund", "Amount (£)", "Department")


def of_another_body(number: int) -> list[str]:
    """A row under the headings of a body that is not this office: 400 recipients and 5 funds that nobody knows here."""
    day = f"{number % 28 + 1:02}-{MONTHS[number % 12]}-{2015 + number % 7}"
    what = f"Project {number}"
    return [f"EV/{number}", day, f"Group {number % 400} of Eastvale", what, f"{what} for people who live there",
            f"Fund {number % 5 + 1}", f"£{1000 + number % 900}.00", "Safety"]  # fmt: skip


def invented(number: int, district: str, stream: str) -> dict[str, str]:
    """What differs from the example of the template, by column."""
    return {
        "external_reference": f"P{number}",
        "title": f"Past decision {number} for {district}",
        "decided_on": f"{number % 28 + 1}/{number % 12 + 1}/{2015 + number % 7}",
        "published_elsewhere_on": "1/3/2022",
        "stated_total": "",
        "conditions": "SC1, SC2" if number % 10 == 0 else "None",
        "recipient": district,
        "partnership": district,
        "stream": stream,
        "year": f"{2015 + number % 7}/{16 + number % 7}",
        "amount": f"{1000 + number % 997}.00",  # with the date, no two of 20,000 look alike
        "starts_on": "",
        "ends_on": "",
    }
