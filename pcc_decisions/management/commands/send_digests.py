import sys
from typing import Any

from django.core.management.base import BaseCommand

from public.actions import send_digests


class Command(BaseCommand):
    help = (
        "Tells those who follow lists of decisions by e-mail what is new, each notice once. Run it every hour or so. "
        "Exits with 1 where the mail server did not take an e-mail: it is tried again next time."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        sent, failed = send_digests()
        self.stdout.write(f"{sent} {'e-mail' if sent == 1 else 'e-mails'} sent.")
        if failed:
            self.stderr.write(f"{failed} could not be sent.")
            sys.exit(1)
