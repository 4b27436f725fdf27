from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.files import amiss


class Command(BaseCommand):
    help = (
        "Checks that every stored file lies on the disk as it was sent, and that no file lies there that nobody knows."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        checked, found = amiss()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{checked} stored files checked: {len(found)} amiss.")
        self.stdout.write(f"{checked} stored files checked: all as they were sent.")
