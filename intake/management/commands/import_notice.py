from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from intake.actions.notices import draft_from_notices
from intake.management.office import person, refusals_end_it
from intake.notices.html import decode_page


class Command(BaseCommand):
    help = "Drafts decisions from notices of Modern.gov: text, or saved HTML of a decision page or of a list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="the officer who imports them")
        parser.add_argument(
            "--another", default="", metavar="WHY", help="why it is another decision than the one that it looks like"
        )

    def handle(self, *_args: Any, files: list[Path], email: str, another: str, **_options: Any) -> None:
        by = person(email)
        for file in files:
            with refusals_end_it(about=str(file)):
                found = draft_from_notices(decode_page(file.read_bytes()), by=by, why_another=another)
            for each in found:
                state = "drafted" if each.is_new else "here already"
                self.stdout.write(f"{each.decision.reference} {state}: {each.decision.title}")
                for left in each.decision.imported_notice.to_look_at if each.is_new else ():
                    self.stdout.write(f"  to look at: {left['why']}: {left['text'][:80]!r}")
