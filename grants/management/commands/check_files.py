from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.files import check_stored_files


class Command(BaseCommand):
    help = "Checks that every stored file is on the disk as it was sent, and that no other file is there."

    def handle(self, *_args: Any, **_options: Any) -> None:
        checked, found = check_stored_files()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{checked} stored files checked: {len(found)} wrong.")
        self.stdout.write(f"{checked} stored files checked: all as they were sent.")
