"""The database of a command at the keyboard: the one that DATABASE_URL names, or else the embedded one."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import psycopg2
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import DatabaseError
from psycopg2.extensions import parse_dsn

from pcc_decisions.local.places import PostgresFailed
from pcc_decisions.local.postgres import running

LOCAL = Path(__file__).resolve().parents[2] / ".local"
EMBEDDED = LOCAL / "postgres"
OLDEST = 14  # the oldest PostgreSQL that Django 5.2 works with
PATIENCE = 10  # seconds
MALFORMED = (
    "DATABASE_URL is not an address like postgresql://user:password@host:5432/name "
    "(in which special characters of the password are written as %40 and so on)."
)


@contextlib.contextmanager
def database(directory: Path = EMBEDDED, *, durable: bool = True) -> Iterator[None]:
    """Have DATABASE_URL name a database while the block runs: what it names already, or else the embedded one there.

    Raises PostgresFailed for an address that cannot be one, and for an embedded server that cannot be had.
    """
    if url := os.environ.get("DATABASE_URL"):
        check_address(url)
        yield
        return
    os.environ.setdefault("PCC_DEVELOPMENT", "1")
    with running(directory, durable=durable) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


@contextlib.contextmanager
def at_the_keyboard() -> Iterator[None]:
    """End in one sentence for what a person can put right, and tidily whatever ends it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_decisions.settings")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    try:
        with _explained():
            yield
    except (PostgresFailed, ImproperlyConfigured, CommandError) as failure:
        sys.exit(str(failure))


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Where a query failed because the database cannot be reached at all, say that instead."""
    try:
        yield
    except DatabaseError:
        if url := os.environ.get("DATABASE_URL"):
            check_reachable(url)
        raise


def check_address(url: str) -> None:
    """PostgresFailed unless Django and PostgreSQL can read the address. Never repeats it: it may hold a password."""
    try:
        well_formed = dj_database_url.parse(url)["NAME"] and parse_dsn(url)
    except (ValueError, psycopg2.ProgrammingError):
        well_formed = None
    if not well_formed:
        raise PostgresFailed(MALFORMED)


def check_reachable(url: str) -> None:
    """PostgresFailed unless a PostgreSQL that is new enough answers there."""
    try:
        connection = psycopg2.connect(url, connect_timeout=PATIENCE)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise PostgresFailed(f"The database that DATABASE_URL names cannot be used: {reason}") from error
    with contextlib.closing(connection):
        if connection.server_version < OLDEST * 10_000:
            raise PostgresFailed(f"The database that DATABASE_URL names is older than PostgreSQL {OLDEST}.")
