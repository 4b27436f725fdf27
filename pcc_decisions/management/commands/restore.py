from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pcc_decisions.backups import differences, restore_backup


class Command(BaseCommand):
    help = "Restores a backup into an empty database and an empty folder of files, and proves that all of it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")

    def handle(self, *_args: Any, backup: Path, **_options: Any) -> None:
        about = restore_backup(backup)
        if wrong := differences(about):
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{sum(about['rows'].values())} rows in {len(about['rows'])} tables, as in the backup.")
        heads = {"head": [about["newest_digest"]]} if about["newest_digest"] else {}
        call_command("verify_register", **heads, stdout=self.stdout)
        call_command("check_files", stdout=self.stdout)
