"""Writing the security log, and forgetting what is old."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from grants.models import Membership, SecurityEntry, User
from grants.models.security_log import KEPT_FOR_DAYS

# Of the diary, what is in the security log too: all that happens to accounts and roles, and these.
WATCHED = ("took down", "restored", "redacted", "asked for a redaction", "withdrew")


def note(what: str, *, by: User | None, about: str = "", network: str = "", at: datetime | None = None) -> None:
    """Write one line, at this moment unless `at` says another one."""
    SecurityEntry.objects.create(
        at=at or timezone.now(), by=by, what=what[:60], about=about[:300], network=network[:64]
    )


def note_event(verb: str, thing: models.Model, *, by: User | None, at: datetime | None, reference: str) -> None:
    """The line for what the diary records, if it is one. A decision is named by its reference alone, so that no
    redaction has to look for its words here."""
    of_accounts = isinstance(thing, User | Membership) and verb != "chose letters"
    if of_accounts or verb.startswith(WATCHED):
        note(verb, by=by, about=reference or str(thing), at=at)


def forget_old_entries() -> None:
    """By the clock of the database, which lets nothing younger go."""
    SecurityEntry.objects.filter(at__lt=Now() - timedelta(days=KEPT_FOR_DAYS)).delete()
