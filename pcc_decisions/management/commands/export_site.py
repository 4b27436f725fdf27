from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pcc_decisions.edition import edition
from pcc_decisions.export.writing import Copy


class Command(BaseCommand):
    help = "Writes the whole public register as files, to be read from any web server, folder or stick."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that is not there yet.")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        unfinished = folder.with_name(f"{folder.name}.part")
        for place in (folder, unfinished):
            if place.exists():
                raise CommandError(f"{place} is there already: name another folder, or remove it.")
        before = edition()
        unfinished.mkdir(parents=True)
        count = Copy(unfinished).write()
        if edition() != before:
            raise CommandError(f"The register changed meanwhile: remove {unfinished}, and begin again.")
        unfinished.rename(folder)
        self.stdout.write(f"{count} files are in {folder}. Open {folder / 'index.html'}.")
