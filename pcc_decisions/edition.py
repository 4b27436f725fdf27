"""The edition of the register: it changes whenever a public page may read differently."""

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from django.conf import settings

from grants.models import Event
from grants.years import LONDON, london_today
from pcc_decisions.models import is_sample

STARTED_AT = datetime.now(UTC)
SOURCES = ("templates", "static", "public", "register", "conditions", "grants", "pcc_decisions")


def edition() -> str:
    """The length of the diary, which every notice, finding, interpretation and change of office data makes longer; the
    settings that pages show; the sample mark; the version of the code; and the date in London, since things fall due at
    midnight.

    It is a count, not the highest id: of two events at once the higher id may be committed first.
    """
    shown = (settings.OFFICE, settings.SITE_ADDRESS, is_sample())
    return f"{Event.objects.count()}.{shown}.{code_version()}.{london_today()}"


def changed_at() -> datetime:
    """When a public page may last have begun to read differently: at the newest line of the diary, at midnight in
    London, or when this process read the code and its settings."""
    written = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    midnight = datetime.combine(london_today(), time.min, LONDON)
    return max(filter(None, (written, midnight, STARTED_AT)))


@cache
def code_version() -> int:
    """When the newest file of the release was written, to the second. Read once in the life of a process."""
    files = (file for name in SOURCES for file in Path(settings.BASE_DIR, name).rglob("*") if file.is_file())
    return int(max((file.stat().st_mtime for file in files), default=0))
