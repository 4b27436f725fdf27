"""Databases that take long to make, made once for each state of what they are made from. That of a run is copied from
one that has all migrations: to migrate takes fifteen seconds, to copy half of one."""

import hashlib
import inspect
import os
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

PREFIX = "test_template_of_pcc_decisions_"
LOCK = 2_095  # whoever comes second waits until it is made


def copy_from_template() -> None:
    """Have Django make the test database a copy of the template, which is made here where there is none."""
    connection.settings_dict["TEST"]["TEMPLATE"] = kept(PREFIX, digest(), migrate)


def kept(prefix: str, state: str, make: Callable[[str], None]) -> str:
    """The name of the database that begins so and is of that state: made where there is none, and then those of other
    states go."""
    name = prefix + state
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOCK, prefix])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        there = {found for (found,) in cursor.fetchall()}
        if name not in there:
            drop(there, cursor)
            unfinished = f"{name}_{os.getpid()}"
            make(unfinished)
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK, prefix])
    return name


def digest() -> str:
    """Of the text of every migration."""
    migrations = sorted(MigrationLoader(None).disk_migrations.items())
    texts = (f"{app}.{name}\n{inspect.getsource(inspect.getmodule(each))}" for (app, name), each in migrations)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def migrate(name: str) -> None:
    """Make the database of that name, and go back to the one before."""
    before, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    of_this_run = test["NAME"]
    test["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"], test["NAME"] = before, of_this_run


def drop(names: set[str], cursor: CursorWrapper) -> None:
    """Those of other states, but for one that somebody is copying."""
    for name in names:
        with suppress(DatabaseError):
            cursor.execute(f"DROP DATABASE {name}")
