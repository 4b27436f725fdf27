from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.models import User
from grants.refused import Refused
from intake.actions.publishing import publish_next, retry_refused
from intake.models import SpreadsheetImport

EVERY = 500


class Command(BaseCommand):
    help = "Approves and publishes the past decisions of an import, one by one. If stopped, it continues where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int, metavar="ID")
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="the approver; not the importer")
        parser.add_argument("--reason", default="", help="for exceeding a cap or an allocation; the public reads it")
        parser.add_argument("--retry", action="store_true", help="try once more what was refused before")

    def handle(self, *_args: Any, import_id: int, email: str, reason: str, retry: bool, **_options: Any) -> None:
        start = monotonic()
        try:
            by = User.objects.get(email=email.lower())
            spreadsheet = SpreadsheetImport.objects.select_related("sent_by", "imported_by").get(pk=import_id)
            if retry:
                retry_refused(spreadsheet, by=by)
            self.publish(spreadsheet, by, reason)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here has the e-mail address {email}.") from error
        except SpreadsheetImport.DoesNotExist as error:
            raise CommandError(f"There is no import {import_id}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Done in {monotonic() - start:.1f} s.")

    def publish(self, spreadsheet: SpreadsheetImport, by: User, reason: str) -> None:
        tried = 0
        while item := publish_next(spreadsheet, by=by, exceeding_reason=reason):
            tried += 1
            for sentence in item.reasons:
                self.stderr.write(f"{item.decision}, {item.rows}: {sentence}")
            if tried % EVERY == 0:
                self.stdout.write(f"{tried} tried")
        published = spreadsheet.items.published().count()
        self.stdout.write(f"{published} published, {spreadsheet.items.refused().count()} refused and still drafts.")
