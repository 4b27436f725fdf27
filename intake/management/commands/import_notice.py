from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.models import User
from grants.refused import Refused
from intake.actions.notices import draft_from_notices
from intake.modern_gov.html import decode_page
from intake.modern_gov.text import NotANotice


class Command(BaseCommand):
    help = "Drafts decisions from notices of Modern.gov: text, or saved HTML of a decision page or of a list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="the officer who imports them")
        parser.add_argument(
            "--again", action="store_true", help="also if the Modern.gov number is already in the register"
        )

    def handle(self, *_args: Any, files: list[Path], email: str, again: bool, **_options: Any) -> None:
        try:
            by = User.objects.get(email=email.lower())
            for file in files:
                self.draft(file, by, again=again)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here has the e-mail address {email}.") from error

    def draft(self, file: Path, by: User, *, again: bool) -> None:
        try:
            found = draft_from_notices(decode_page(file.read_bytes()), by=by, again=again)
        except (NotANotice, Refused, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        for each in found:
            state = "drafted" if each.is_new else "here already"
            self.stdout.write(f"{each.decision.reference} {state}: {each.decision.title}")
            for left in each.decision.imported.leftovers if each.is_new else ():
                self.stdout.write(f"  to look at: {left['why']}: {left['text'][:80]!r}")
