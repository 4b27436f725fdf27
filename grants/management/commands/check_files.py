from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.files import check_stored_files, remove_unknown_files


class Command(BaseCommand):
    help = "Checks that every stored file is on the disk as it was sent, and that no other file is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove-unknown", action="store_true", help="first remove files that no row has known for a day"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["remove_unknown"] and (removed := remove_unknown_files()):
            self.stdout.write(f"{removed} unknown {'file' if removed == 1 else 'files'} removed.")
        checked, found = check_stored_files()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{checked} stored files checked: {len(found)} wrong.")
        self.stdout.write(f"{checked} stored files checked: all as they were sent.")
