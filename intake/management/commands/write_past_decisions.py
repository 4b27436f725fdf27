import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management.base import BaseCommand

from grants.models import FundingStream, Partnership
from intake.spreadsheets.columns import all_columns


class Command(BaseCommand):
    help = "Writes a CSV or XLSX file of invented past decisions in the form of the template, to try an import with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rows", type=int, default=10_000)

    def handle(self, *_args: Any, file: Path, rows: int, **_options: Any) -> None:
        districts = list(Partnership.objects.values_list("district", flat=True))
        streams = list(FundingStream.objects.filter(cap_per_award=None).values_list("name", flat=True))
        columns = all_columns()
        lines = [[column.heading for column in columns]]
        for number in range(1, rows + 1):
            cells = invented(number, districts[number % len(districts)], streams[number % len(streams)])
            lines.append([cells.get(column.name, column.example) for column in columns])
        if file.suffix == ".csv":
            with file.open("w", newline="", encoding="utf-8") as text:
                csv.writer(text).writerows(lines)
        else:
            with xlsxwriter.Workbook(file) as book:
                sheet = book.add_worksheet("Decisions")
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)
        self.stdout.write(f"{rows} rows in {file}")


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
        "amount": f"{1000 + number % 900}.00",
        "starts_on": "",
        "ends_on": "",
    }
