"""How long a page waits for the database. A database that is frozen, or a network that swallows what is sent, says
nothing: only this side can notice, and the driver by itself would wait for ever. One that has just died refuses at
once, and is back within a moment: that is waited for."""

import contextlib
import select
from collections.abc import Callable, Iterator
from threading import Lock, local
from time import monotonic, sleep
from typing import Any

import psycopg2
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_SETUP, connection, get_wait_callback, set_wait_callback

# Seconds. A kept connection is looked at first, for no longer than a new one is waited for then, and the proxy asks no
# second server after three (deploy/nginx.conf): together with what it waits itself, a page is answered within ten.
ASKING, CONNECTING = 5.0, 2.0
# Once no new connection was to be had, those who come in the next seconds are not kept waiting for the same.
RESTING, MEANWHILE = 3.0, 0.2
GRACE = 1.0
# How long after its first refusal a database is asked again and again before a page says that it is not available, and
# how often.
COMING_BACK, AGAIN = 3.0, 0.05


class Patience:
    """What psycopg2 calls whenever it has to wait (psycopg2.extensions.set_wait_callback)."""

    def __init__(self) -> None:
        self.gave_up_at = -RESTING
        self.refused_since: dict[str, float] = {}
        self.one_asks = Lock()
        self.own = local()

    def __call__(self, waiting: connection) -> None:
        is_connecting = waiting.status == STATUS_SETUP
        is_brief = is_connecting or getattr(self.own, "is_looking", False)
        end = monotonic() + (self.briefly() if is_brief else ASKING)
        while (state := waiting.poll()) != POLL_OK:
            poll = select.poll()
            poll.register(waiting.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
            if not poll.poll(max(0, end - monotonic()) * 1000):
                self.give_up(is_connecting=is_connecting)

    def briefly(self) -> float:
        return MEANWHILE if monotonic() - self.gave_up_at < RESTING else CONNECTING

    def give_up(self, *, is_connecting: bool) -> None:
        """psycopg2 then closes the connection."""
        if is_connecting:
            self.gave_up_at = monotonic()
        raise psycopg2.OperationalError("the database did not answer in time")

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        """What this thread asks meanwhile has an answer at once, or none."""
        self.own.is_looking = True
        try:
            yield
        finally:
            self.own.is_looking = False

    def connected(self, name: str, connect: Callable[[], Any]) -> Any:
        """A connection to the database of that name. Refused, one of those who wait asks again while the database may
        be coming back, for all of them; once it is, they connect together. Of one that stays away, they are told at
        once."""
        try:
            made = connect()
        except psycopg2.OperationalError:
            end = self.refused_since.setdefault(name, monotonic()) + COMING_BACK
            if monotonic() > end:
                raise
            with self.one_asks:
                made = asked_until(end, connect) if name in self.refused_since else None
                self.refused_since.pop(name, None)
            made = made or asked_until(end, connect)
        self.refused_since.pop(name, None)
        return made


def asked_until(end: float, connect: Callable[[], Any]) -> Any:
    while True:
        try:
            return connect()
        except psycopg2.OperationalError:
            if monotonic() > end:
                raise
        sleep(AGAIN)


PATIENCE = Patience()


def connected(name: str, connect: Callable[[], Any]) -> Any:
    """With the patience of this process, if it has any."""
    return PATIENCE.connected(name, connect) if get_wait_callback() is PATIENCE else connect()


def looking() -> contextlib.AbstractContextManager[None]:
    """For questions that only find out whether the database is there."""
    return PATIENCE.looking()


def have_patience() -> None:
    """For this process from now on. Commands have none: a migration may take hours."""
    set_wait_callback(PATIENCE)
    connection_created.connect(end_with_it)


def end_with_it(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """The database ends a question as well, soon after nobody waits for its answer any more."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [round((ASKING + GRACE) * 1000)])
