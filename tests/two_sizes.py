"""The register that `make bench` invents, at two sizes, and what a page of it costs the database. Both are made once
for each state of the migrations and of what invents them, which takes 80 seconds, and then only read."""

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conditions.standard_conditions import load as load_conditions
from grants.models import Role
from grants.office_data import load as load_grants
from local_setup import invented, multiplied
from public.search.office_data import load as load_search
from tests import stories, template

SMALL, LARGE = 1_000, 50_000  # decisions
# The last decisions have been published, and not all that they ask for has fallen due.
TODAY = "2026-03-20T10:00:00+00:00"
SUPERUSER = "postgres"  # of the embedded server: may leave keys unchecked while it copies
READ = """
    SELECT sum(pg_stat_get_xact_blocks_fetched(oid)) FROM pg_class
    WHERE relkind IN ('r', 'i', 't', 'm') AND oid >= 16384
"""


class Cost(NamedTuple):
    queries: int
    blocks: int  # of 8 KB, of tables and of indexes, whether they were in memory or not


def of_size(size: int) -> str:
    """The name of its database."""
    state = template.digest() + "".join(map(inspect.getsource, (invented, multiplied, make)))
    digest = hashlib.sha256(state.encode()).hexdigest()[:16]
    return template.kept(f"test_register_of_{size}_", digest, partial(make, size))


def make(size: int, name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['TEST']['TEMPLATE']}")
    with connected(name, as_superuser=True), connection.cursor() as cursor:
        for load in (load_grants, load_conditions, load_search):
            load()
        multiplied.fill(
            size, invented.Inventor(stories.person("Olu", Role.OFFICER), stories.person("Ada", Role.APPROVER))
        )
        # All rows are looked at, so that plans differ less from one time to the next.
        cursor.execute("SET default_statistics_target = 1000")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def connected(name: str, *, as_superuser: bool = False) -> Iterator[None]:
    """The connection of the tests is to that database until the block ends."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        if as_superuser:
            become_superuser()
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def become_superuser() -> None:
    """Where there is one of that name and it may come in; or else it takes three times as long."""
    before = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = SUPERUSER
    try:
        connection.ensure_connection()
    except DatabaseError:
        connection.settings_dict["USER"] = before


@contextmanager
def register_of(size: int) -> Iterator[None]:
    """Is read until the block ends; what is written in it does not stay."""
    with connected(of_size(size)), time_machine.travel(TODAY, tick=True), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # others' blocks are not counted here
        ContentType.objects.get_for_models(*apps.get_models())  # each process asks for these once
        yield
        transaction.set_rollback(True)


def cost(client: Client, address: str) -> Cost:
    """With nothing kept from earlier answers."""
    cache.clear()
    before = read()
    with CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(address)
        size = sum(map(len, answer))
    assert (answer.status_code, size > 0) == (200, True), address
    return Cost(len(asked), read() - before)


def read() -> int:
    """Blocks that were read in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])
