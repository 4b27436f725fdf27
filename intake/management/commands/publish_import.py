from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.refused import Refused
from intake.actions.publishing import approve_spreadsheet, publish_approved
from intake.management.office import person, refusals_end_it
from intake.models import ImportedDecision, SpreadsheetImport


class Command(BaseCommand):
    help = (
        "Publishes the past decisions of imports that an approver has approved, fifty at a time. Made for a timer: if "
        "stopped, or run twice at once, it loses nothing and publishes nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int, nargs="?", metavar="ID", help="this import alone")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="approve that import first, as this approver")
        parser.add_argument("--reason", default="", help="for exceeding a cap or an allocation; the public reads it")

    def handle(self, *_args: Any, import_id: int | None, email: str | None, reason: str, **_options: Any) -> None:
        by, imports = person(email) if email else None, SpreadsheetImport.objects.all()
        if import_id is not None:
            imports = imports.filter(pk=import_id)
            if not imports:
                raise CommandError(f"There is no import {import_id}.")
        elif by:
            raise CommandError("Give the number of the import to approve.")
        with refusals_end_it():
            if by:
                approve_spreadsheet(imports.get(), by=by, exceeding_reason=reason)
        stopped = [refusal for each in imports.being_published() if (refusal := self.publish(each))]
        if stopped:
            raise CommandError("\n".join(stopped))

    def publish(self, spreadsheet: SpreadsheetImport) -> str:
        """Publish one import; returns why that stopped, or nothing: the next import is published anyway."""
        try:
            publish_approved(spreadsheet, after_each=self.report)
        except Refused as refusal:
            return f"{spreadsheet}: {refusal}"
        published, refused = spreadsheet.items.published().count(), spreadsheet.items.refused().count()
        self.stdout.write(f"{spreadsheet}: {published} published, {refused} refused and still drafts.")
        return ""

    def report(self, item: ImportedDecision) -> None:
        for sentence in item.refusal_sentences:
            self.stderr.write(f"{item.decision}, {item.rows}: {sentence}")
