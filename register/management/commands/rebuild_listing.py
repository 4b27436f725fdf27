from typing import Any

from django.core.management.base import BaseCommand

from register.actions.listing import rebuild_listing


class Command(BaseCommand):
    help = "Writes the public listing anew from the notices. It comes out the same, unless something was amiss."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = rebuild_listing()
        self.stdout.write(f"{count} {'decision' if count == 1 else 'decisions'} listed.")
