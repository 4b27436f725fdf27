from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from intake.cases import HEADINGS, judge
from intake.cases_of_registers import judge_registers
from intake.management.office import person
from pcc_decisions.sample.loading import load
from public.browse.cases import judge_searches


class Command(BaseCommand):
    help = "Holds the readers of notices and registers, or the search, against cases: what was right, and what was not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="bring in the registers too, as this officer")
        parser.add_argument(
            "--searches",
            action="store_true",
            help="ask the searches too, of a sample that is loaded for them alone: the database has no people",
        )
        parser.add_argument("--each", action="store_true", help="also name every fact that was not read right")

    def handle(self, *_args: Any, folder: Path, email: str | None, searches: bool, each: bool, **_options: Any) -> None:
        if not (folder / "notices").is_dir():
            raise CommandError(f"There are no cases in {folder}.")
        if searches:
            self.ask(folder / "searches.json")
            return
        scores = judge(folder)
        if email and (folder / "registers").is_dir():
            scores.append(judge_registers(folder / "registers", by=person(email)))
        for score in scores if each else ():
            self.stdout.writelines(f"{said}\n" for said in score.said)
        self.stdout.write(HEADINGS)
        self.stdout.writelines(f"{score.row()}\n" for score in scores)

    @transaction.atomic
    def ask(self, file: Path) -> None:
        load(get_random_string(20))
        self.stdout.writelines(f"{said}\n" for said in judge_searches(file))
        transaction.set_rollback(True)
