"""The database that DATABASE_URL names, and the sentences for where it cannot be used."""

import contextlib
import os
from typing import Any

import dj_database_url
import psycopg2
from django.core.exceptions import ImproperlyConfigured
from psycopg2.extensions import parse_dsn

FIRST, REPLICA = "DATABASE_URL", "DATABASE_REPLICA_URL"
OLDEST = 14  # the oldest PostgreSQL that Django 5.2 works with
PATIENCE = 10  # seconds
ENGINE = "pcc_decisions.postgresql"
MISSING = "Set DATABASE_URL to a PostgreSQL database: postgresql://user:password@host:5432/name"
MALFORMED = (
    "DATABASE_URL is not an address like postgresql://user:password@host:5432/name "
    "(in which special characters of the password are written as %40 and so on)."
)


def configuration(variable: str = FIRST) -> dict[str, Any]:
    """What Django needs to know of it. ImproperlyConfigured where the variable is missing, or is not an address of a
    PostgreSQL; the sentence never repeats it, because it may hold a password."""
    url = os.environ.get(variable)
    if not url:
        raise ImproperlyConfigured(MISSING)
    with contextlib.suppress(ValueError, psycopg2.ProgrammingError):
        found = dj_database_url.parse(url, engine=ENGINE, conn_max_age=60, conn_health_checks=True)
        if found["NAME"] and parse_dsn(url):
            return {**found}
    raise ImproperlyConfigured(MALFORMED.replace(FIRST, variable))


def unreachable() -> str:
    """Why it cannot be used, in a sentence; empty where a PostgreSQL answers that is new enough."""
    try:
        configuration()
        connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=PATIENCE)
    except ImproperlyConfigured as error:
        return str(error)
    except psycopg2.OperationalError as error:
        return f"The database that DATABASE_URL names cannot be used: {str(error).strip().splitlines()[0]}"
    with contextlib.closing(connection):
        too_old = connection.server_version < OLDEST * 10_000
    return f"The database that DATABASE_URL names is older than PostgreSQL {OLDEST}." if too_old else ""
