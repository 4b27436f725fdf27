"""The edition of the register: it changes whenever a public page may read differently."""

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max

from grants.models import Event
from grants.models.sample import is_sample
from grants.years import LONDON, london_today

STARTED_AT = datetime.now(UTC)
SOURCES = ("templates", "static", "public", "register", "conditions", "grants", "pcc_decisions")


class Edition(NamedTuple):
    """`name` is another one whenever a public page may read differently; `changed_at` is when it last began to."""

    name: str
    changed_at: datetime


def edition() -> Edition:
    """The length of the diary, which every notice, finding, interpretation and change of office data makes longer; the
    settings that pages show; the sample mark; the version of the code; and the date in London, since things fall due at
    midnight.

    It is a count, not the highest id: of two events at once the higher id may be committed first. It changed at the
    newest line of the diary, at midnight, or when this process read the code and its settings.
    """
    shown = (settings.OFFICE, settings.SITE_ADDRESS, settings.PUBLISHES_PAYMENTS, is_sample())
    diary = Event.objects.aggregate(length=Count("pk"), newest=Max("at"))
    midnight = datetime.combine(london_today(), time.min, LONDON)
    changed_at = max(filter(None, (diary["newest"], midnight, STARTED_AT)))
    return Edition(f"{diary['length']}.{shown}.{code_version()}.{london_today()}", changed_at)


@cache
def code_version() -> int:
    """When the newest file of the release was written, to the second. Read once in the life of a process."""
    files = (file for name in SOURCES for file in Path(settings.BASE_DIR, name).rglob("*") if file.is_file())
    return int(max((file.stat().st_mtime for file in files), default=0))
