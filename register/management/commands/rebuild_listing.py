from typing import Any

from django.core.management.base import BaseCommand

from register.actions.listing import rebuild_listing


class Command(BaseCommand):
    help = "Builds the public listing again from the notices. The result is the same unless something was wrong."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = rebuild_listing()
        self.stdout.write(f"{count} {'decision' if count == 1 else 'decisions'} listed.")
