"""The edition of the register: it changes whenever a public page may read differently."""

from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from grants.models.diary import RAISES_THE_EDITION, Event
from grants.models.sample import is_sample
from grants.years import LONDON, london_today
from pcc_decisions.replica import the_copy

STARTED_AT = datetime.now(UTC)
SOURCES = ("templates", "static", "public", "register", "conditions", "grants", "pcc_decisions")
NEWEST = "SELECT number, changed_at FROM grants_publicedition"
# A transaction sees what it has itself done so far.
OWN_DEEDS = f"SET CONSTRAINTS {RAISES_THE_EDITION.get_pgid(Event)} IMMEDIATE; "  # type: ignore[arg-type]  # it takes classes


class Edition(NamedTuple):
    """`name` is another one whenever a public page may read differently; `changed_at` is when it last began to."""

    name: str
    changed_at: datetime


def edition() -> Edition:
    """What has changed for the public so far (`PublicEdition`): every notice, finding, interpretation and change of
    office data counts, and nothing that people do inside; the settings that pages show; the sample mark; the release;
    and the date in London, since things fall due at midnight.

    It changed with the newest such deed, at midnight, or when this process read the code and its settings.
    """
    number, newest = last_change()
    shown = (settings.OFFICE, settings.SITE_ADDRESS, settings.PUBLISHES_PAYMENTS, is_sample())
    midnight = datetime.combine(london_today(), time.min, LONDON)
    changed_at = max(filter(None, (newest, midnight, STARTED_AT)))
    return Edition(f"{number}.{shown}.{release()}.{london_today()}", changed_at)


def last_change() -> tuple[int, datetime | None]:
    """One row, whatever the register holds: this is asked for every public page. To count the diary instead took 410 ms
    of a million decisions."""
    if settings.HAS_REPLICA:
        return the_copy.newest(NEWEST)
    with connection.cursor() as cursor:
        cursor.execute(f"{OWN_DEEDS if connection.in_atomic_block else ''}{NEWEST}")
        return cursor.fetchone() or (0, None)


@cache
def release() -> str:
    """What the release consists of, the same on every server that has it. Read once in the life of a process."""
    files = (file for name in SOURCES for file in sorted(Path(settings.BASE_DIR, name).rglob("*")))
    digests = (of_file(file) for file in files if file.is_file() and file.suffix != ".pyc")
    return sha256(b"".join(digests)).hexdigest()[:16]


def of_file(file: Path) -> bytes:
    return sha256(f"{file.name} ".encode() + file.read_bytes()).digest()
