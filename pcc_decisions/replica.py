"""Public pages read from a copy of the database that follows it (DATABASE_REPLICA_URL, docs/scale.md), in a process
that serves public pages alone.

The edition is raised in the transaction of what it is about, so a copy that has an edition has all that it shows. The
first database is asked for the newest edition, and the copy whether it has it: it is waited for a moment, and then the
page is read from the first.
"""

import time
from datetime import datetime

from django.db import Error, connections

PRIMARY, COPY = "primary", "copy"
WAITS, PAUSE = 0.3, 0.005  # seconds
# Once it was late, those who come in the next seconds do not wait for it.
RESTS = 3.0
Newest = tuple[int, datetime | None]


class Copy:
    def __init__(self) -> None:
        self.late_at = -RESTS

    def newest(self, statement: str) -> Newest:
        """The newest edition, having this thread read from where it is: the copy, unless it is late or does not answer.
        While the first does not answer, what the copy has."""
        try:
            wanted = asked(PRIMARY, statement)
        except Error:
            read_from(COPY)
            return asked(COPY, statement)
        read_from(COPY if self.has(wanted[0], statement) else PRIMARY)
        return wanted

    def has(self, number: int, statement: str) -> bool:
        now = time.monotonic()
        end = now + (WAITS if now - self.late_at > RESTS else 0)
        try:
            while asked(COPY, statement)[0] < number:
                if time.monotonic() > end:
                    self.late_at = time.monotonic()
                    return False
                time.sleep(PAUSE)
        except Error:
            self.late_at = time.monotonic()
            return False
        return True


def asked(alias: str, statement: str) -> Newest:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() or (0, None)


def read_from(alias: str) -> None:
    connections["default"] = connections[alias]


the_copy = Copy()
