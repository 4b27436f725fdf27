import sys
from typing import Any

from django.core.management.base import BaseCommand

from public.actions import send_updates


class Command(BaseCommand):
    help = (
        "E-mails people who follow lists of decisions about new notices, once for each notice. Run it every hour "
        "or so. Exits with 1 where the mail server did not take an e-mail: it is tried again next time."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        sent, failed = send_updates()
        self.stdout.write(f"{sent} {'e-mail' if sent == 1 else 'e-mails'} sent.")
        if failed:
            self.stderr.write(f"{failed} could not be sent.")
            sys.exit(1)
