"""Rows of a long file, read as they are sent."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import connection, transaction

Row = TypeVar("Row")


def as_sent(rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows, all as they stood when the first was asked for, whatever is published meanwhile. Within a
    transaction the database hands them out one after the other; without one it would first read all of them, and
    nobody would get a byte before."""
    is_within_another = connection.in_atomic_block
    with transaction.atomic():
        if not is_within_another:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield from rows
