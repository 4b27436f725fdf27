from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from grants.models import User
from intake.actions.bringing_in import answer, choose_tables, match_columns, open_register, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet, where
from intake.actions.publishing import send_spreadsheet
from intake.management.office import person, refusals_end_it
from intake.models import SpreadsheetImport
from intake.spreadsheets.answers import answered, merged


class Command(BaseCommand):
    help = "Drafts past decisions from a CSV, XLSX or ODS file of a known form: all, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="the officer who imports it")
        parser.add_argument(
            "--new-as", metavar="KIND", help="take every proposal, and add the recipients that are new as this kind"
        )
        parser.add_argument("--dry-run", action="store_true", help="check every row and draft nothing")
        parser.add_argument("--send", action="store_true", help="send the drafts for approval")

    def handle(
        self, *_args: Any, file: Path, email: str, new_as: str | None, dry_run: bool, send: bool, **_options: Any
    ) -> None:
        by = person(email)
        self.began = monotonic()
        with refusals_end_it():
            taken = upload_spreadsheet(SimpleUploadedFile(file.name, file.read_bytes()), by=by)
            if new_as:
                self.done("Looked at, matched and checked as proposed")
                taken = take_proposals(taken, new_as=new_as, by=by)
                self.done("Tables chosen, columns matched and names answered, and checked anew after each")
            for error in taken.errors:
                self.stderr.write(f"{where(error)}, {error['column']}: {error['sentence']}.")
            if taken.error_count:
                raise CommandError(f"{taken.error_count} errors. Nothing was drafted.")
            self.done(f"Import {taken.pk}: {taken.rows} rows checked")
            if not dry_run:
                draft_spreadsheet(taken, by=by)
                self.done(f"{taken.decisions} decisions drafted")
            if send and not dry_run:
                send_spreadsheet(taken, by=by)

    def done(self, step: str) -> None:
        """Say how long a step took."""
        now = monotonic()
        self.stdout.write(f"{step}, {now - self.began:.1f} s.")
        self.began = now


def take_proposals(taken: SpreadsheetImport, *, new_as: str, by: User) -> SpreadsheetImport:
    """The register as it is proposed to be read, with all recipients and streams added that are new."""
    opened = open_register(taken)
    taken = choose_tables(taken, vars(opened.choices), by=by)
    taken = match_columns(taken, opened.matching, by=by)
    answers: dict[str, dict[str, Any]] = {}
    for question in open_register(taken).questions():
        if question.name in ("recipient", "stream", "post"):
            said = answered(question, {"choice": "new", "kind": question.kind or new_as}, {})
            answers = merged(answers, question.name, said)
    return answer(taken, answers, by=by)
