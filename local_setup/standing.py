"""Whether each server of a served site answers by itself, and PostgreSQL takes questions, without the proxy between."""

import contextlib
import http.client
import threading
import time
from typing import Self

import psycopg2

from local_setup.deployed import KINDS, PATIENCE, Site

AGAIN, SLOW = 0.1, 0.25  # seconds: between two looks; an answer that took longer waited for something to come back


class Standing:
    """Looks all the time, from now until the block ends."""

    def __init__(self, site: Site) -> None:
        self.site, self.looking = site, True
        self.failed: list[float] = []
        self.held: psycopg2.extensions.connection | None = None
        self.threads = [threading.Thread(target=self.look, args=(port,), daemon=True) for port in (None, *KINDS)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.looking = False
        for thread in self.threads:
            thread.join()
        if self.held:
            self.held.close()

    def look(self, port: int | None) -> None:
        """At the server of that port, or at PostgreSQL."""
        while self.looking:
            began = time.monotonic()
            is_up = self.serves(port) if port else self.takes_questions()
            if not is_up or time.monotonic() - began > SLOW:
                self.failed.append(time.monotonic())
            time.sleep(AGAIN)

    def serves(self, port: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.ports[port], timeout=PATIENCE)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        return False

    def takes_questions(self) -> bool:
        try:
            self.held = self.held or psycopg2.connect(self.site.as_superuser)
            with self.held.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            self.held = None
            return False
        return True

    def back_at(self, since: float) -> float:
        """So many seconds after that moment, for the last time: 0 where all answered all the time."""
        return max(0, *(each - since for each in self.failed), 0)

    def wait(self) -> None:
        """Until nothing has failed for a quarter of a second."""
        end = time.monotonic() + PATIENCE
        while self.failed and time.monotonic() - self.failed[-1] < SLOW and time.monotonic() < end:
            time.sleep(AGAIN)
