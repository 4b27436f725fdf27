from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake.cases import HEADINGS, judge
from intake.cases_of_registers import judge_registers
from intake.management.office import person


class Command(BaseCommand):
    help = "Holds the readers of notices and registers against cases: what was right, wrong, missing or invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="bring in the registers too, as this officer")
        parser.add_argument("--each", action="store_true", help="also name every fact that was not read right")

    def handle(self, *_args: Any, folder: Path, email: str | None, each: bool, **_options: Any) -> None:
        if not (folder / "notices").is_dir():
            raise CommandError(f"There are no cases in {folder}.")
        scores = judge(folder)
        if email and (folder / "registers").is_dir():
            scores.append(judge_registers(folder / "registers", by=person(email)))
        for score in scores if each else ():
            self.stdout.writelines(f"{said}\n" for said in score.said)
        self.stdout.write(HEADINGS)
        self.stdout.writelines(f"{score.row()}\n" for score in scores)
