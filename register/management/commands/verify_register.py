from typing import Any

from django.core.management.base import BaseCommand, CommandError

from register.notices.verification import verify


class Command(BaseCommand):
    help = "Checks that no notice was changed, removed or inserted: calculates every digest of the register again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = verify()
        if found.fault:
            raise CommandError(f"{found.fault} The {found.verified} before it hold.")
        self.stdout.write(f"{found.verified} {'notice' if found.verified == 1 else 'notices'} verified.")
        if found.redacted:
            self.stdout.write(f"{found.redacted} of them redacted: the digest stays, the document is gone.")
        if found.newest_digest:
            self.stdout.write(f"Newest digest: {found.newest_digest}")
