from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pcc_decisions.backups import make_backup


class Command(BaseCommand):
    help = "Writes a backup of the database and of all uploaded files into PCC_BACKUPS_DIR, and deletes the oldest."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.BACKUPS_DIR:
            raise CommandError("Set PCC_BACKUPS_DIR to the folder that backups are written to.")
        made = make_backup(Path(settings.BACKUPS_DIR), kept=settings.BACKUPS_KEPT)
        self.stdout.write(f"{made} holds all that there is now.")
