from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from grants.formatting import moment
from register.actions.timestamps import stamp_head
from register.notices.timestamping import NotStamped


class Command(BaseCommand):
    help = "Has the newest digest of the register signed by the timestamp service of PCC_TIMESTAMP_URL (RFC 3161)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.TIMESTAMP_URL:
            self.stdout.write("No timestamp service is configured (PCC_TIMESTAMP_URL).")
            return
        try:
            stamped = stamp_head()
        except NotStamped as failure:
            raise CommandError(str(failure)) from failure
        if stamped:
            self.stdout.write(f"Notice {stamped.sequence} was timestamped, {moment(stamped.stamped_at)}.")
        else:
            self.stdout.write("The newest notice has a timestamp already, or there is none.")
