from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake.cases import HEADINGS, judge


class Command(BaseCommand):
    help = "Holds the reader of notices against a folder of cases, and says what was right, wrong, missing or invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--each", action="store_true", help="also name every fact that was not read right")

    def handle(self, *_args: Any, folder: Path, each: bool, **_options: Any) -> None:
        if not (folder / "notices").is_dir():
            raise CommandError(f"There are no cases in {folder}.")
        scores = judge(folder)
        for score in scores if each else ():
            self.stdout.writelines(f"{said}\n" for said in score.said)
        self.stdout.write(HEADINGS)
        self.stdout.writelines(f"{score.row()}\n" for score in scores)
