"""A story told once and then remembered: the rows it left are copied back, which takes a tenth of the time.

Only the beginning of a test is remembered, and only by the real clock: where anything stands already, the clock is
set, or the date in London is another one by now, the story is told anew. The office data are remembered as well, for
after a test that commits.
"""

import pickle
from collections.abc import Callable
from datetime import date
from functools import wraps
from io import BytesIO
from typing import TypeVar

import time_machine
from django.apps import apps
from django.db import connection, models, transaction

from conditions.models import StandingTotal
from grants.models import Event, Membership, Partnership, Post, PublicEdition, User
from grants.years import london_today
from register.models import AwardTotal

OURS = ("grants", "conditions", "register", "intake", "public")
# People have fixtures of their own; the edition is raised by the diary, and totals are kept up by listed awards and
# obligations.
LEFT_OUT = (User, Membership, PublicEdition, AwardTotal, StandingTotal)
# They keep their numbers, which a remembered diary refers to.
OF_DJANGO = {"django_content_type", "auth_permission"}
Rows = dict[type[models.Model], bytes]
Story = TypeVar("Story")
_first_day: list[type[models.Model]] = []
_reference: Rows = {}
_numbers: list[int] = []
_told: dict[tuple[date, str], tuple[Rows, bytes]] = {}


def begin() -> None:
    """Note the office data, and which tables are empty before any story; called when the test database is made."""
    every = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    _numbers[:] = numbers()
    _first_day[:] = [model for model in every if model not in LEFT_OUT and not model._base_manager.exists()]
    _reference.update(rows_of([model for model in every if model not in LEFT_OUT]))


def empty() -> None:
    """Delete every row, past the triggers that rightly refuse: only here they may look away. Only tables that hold any
    are touched: to TRUNCATE all of them, which makes a file of each and of each index, takes several times as long."""
    names = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - OF_DJANGO
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in sorted(names)))  # noqa: S608  ours
        written = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            ";".join(
                [
                    "SET CONSTRAINTS ALL DEFERRED",  # rows point at each other
                    *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in written),
                    *(f"DELETE FROM {name}" for name in written),  # noqa: S608  ours
                    "SET CONSTRAINTS ALL IMMEDIATE",
                    *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in written),
                    "SET CONSTRAINTS ALL DEFERRED",
                ]
            )
        )


def reference() -> None:
    """Bring the office data back after a test that commits, which empties the tables."""
    bring_back(_reference)


def told(name: str, tell: Callable[[], Story]) -> Story:
    """What `tell` returns: told the first time and remembered, with the rows it left, from then on."""
    if has_begun() or time_machine.escape_hatch.is_travelling() or numbers() != _numbers:
        return tell()
    today = london_today(), name
    if today not in _told:
        written_before = last_line()
        story = tell()
        _told[today] = rows_of(_first_day, after=written_before), pickle.dumps(story)
        return story
    rows, story = _told[today]
    bring_back(rows)
    return pickle.loads(story)  # noqa: S301 - written here, a moment ago


def has_begun() -> bool:
    """Something stands already beside the people and what the diary says of them."""
    tables = (model._meta.db_table for model in _first_day if model is not Event)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in tables))  # noqa: S608  ours
        return cursor.fetchone() is not None


def remembered(story: Callable[..., Story]) -> Callable[..., Story]:
    """A fixture that tells a story from its beginning, with the people it asks for, is remembered by its name.

    It stands under `pytest.fixture`, and asks for nothing but `reference` and people.
    """

    @wraps(story)
    def recall(**people: object) -> Story:
        return told(f"{story.__module__}.{story.__name__}", lambda: story(**people))

    return recall


def rows_of(tables: list[type[models.Model]], *, after: int = 0) -> Rows:
    return {model: copied(model, after) for model in tables if model._base_manager.exists()}


@transaction.atomic
def bring_back(rows: Rows) -> None:
    """In one transaction, at whose end rows may point at each other, whichever came first."""
    for model, lines in rows.items():
        copy(f"COPY {written(model)} FROM STDIN", BytesIO(lines))


def numbers() -> list[int]:
    """Of the office data that a story leans on: loaded anew, after a test that commits, they are others."""
    return [*Post.objects.values_list("pk", flat=True), *Partnership.objects.values_list("pk", flat=True)]


def copied(model: type[models.Model], after: int) -> bytes:
    """The rows of a table; of the diary, the lines after that one: those before tell how the people were added."""
    rows = BytesIO()
    chosen = f"WHERE id > {after}" if model is Event else ""
    copy(f"COPY (SELECT {columns(model)} FROM {model._meta.db_table} {chosen}) TO STDOUT", rows)  # noqa: S608  the names are ours
    return rows.getvalue()


def last_line() -> int:
    """The number of the last line of the diary."""
    return Event.objects.aggregate(models.Max("pk"))["pk__max"] or 0


def copy(statement: str, rows: BytesIO) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, rows)


def written(model: type[models.Model]) -> str:
    return f"{model._meta.db_table} ({columns(model)})"


def columns(model: type[models.Model]) -> str:
    """Those that can be written: all but what the database works out itself."""
    return ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated)
