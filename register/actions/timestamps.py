"""Having the end of the chain signed by an authority outside, so that nobody can write the register again unseen."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from grants.actions.diary import record
from register.models import Timestamp
from register.notices.timestamping import ask
from register.notices.verification import newest


def stamp_head(*, at: datetime | None = None) -> Timestamp | None:
    """Ask for a timestamp of the newest notice; nothing where there is none, or it has one. Raises NotStamped."""
    head = newest()
    if head is None or Timestamp.objects.filter(chain_digest=head.chain_digest).exists():
        return None
    stamp = ask(head.chain_digest, url=settings.TIMESTAMP_URL)
    with transaction.atomic():
        stamped, is_new = Timestamp.objects.get_or_create(
            chain_digest=head.chain_digest,
            defaults={
                "sequence": head.sequence,
                "authority": urlsplit(settings.TIMESTAMP_URL).hostname or "",
                "stamped_at": stamp.stamped_at,
                "reply": stamp.reply,
            },
        )
        if is_new:
            record("had the chain timestamped", stamped, by=None, at=at)
    return stamped
