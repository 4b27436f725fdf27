from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet, where
from intake.actions.publishing import send_spreadsheet
from intake.management.office import person, refusals_end_it


class Command(BaseCommand):
    help = "Drafts past decisions from a CSV, XLSX or ODS file of a known form: all, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="the officer who imports it")
        parser.add_argument("--dry-run", action="store_true", help="check every row and draft nothing")
        parser.add_argument("--send", action="store_true", help="send the drafts for approval")

    def handle(self, *_args: Any, file: Path, email: str, dry_run: bool, send: bool, **_options: Any) -> None:
        start, by = monotonic(), person(email)
        with refusals_end_it():
            taken = upload_spreadsheet(SimpleUploadedFile(file.name, file.read_bytes()), by=by)
            for error in taken.errors:
                self.stderr.write(f"{where(error)}, {error['column']}: {error['sentence']}.")
            if taken.error_count:
                raise CommandError(f"{taken.error_count} errors. Nothing was drafted.")
            self.stdout.write(f"Import {taken.pk}: {taken.rows} rows checked, {monotonic() - start:.1f} s.")
            if not dry_run:
                draft_spreadsheet(taken, by=by)
                self.stdout.write(f"{taken.decisions} decisions drafted, {monotonic() - start:.1f} s.")
            if send and not dry_run:
                send_spreadsheet(taken, by=by)
