"""Going round the actions, straight to the tables, and hearing the database refuse."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

NOW, ENOUGH, TOO_MUCH = timezone.now(), Decimal("1.00"), Decimal("1000000000.01")

Row = TypeVar("Row", bound=Model)
# A constraint, the model it guards, and the change to a lawful row, or to its copy, that breaks it.
Breach = tuple[str, type[Model], Mapping[str, Any]]


@contextmanager
def refused(name: str) -> Iterator[None]:
    """The database refuses, and names this constraint."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    assert name in (error.value.__cause__.diag.constraint_name, *str(error.value).split('"')), error.value


def twin(row: Row, **changes: Any) -> Row:
    """The same row once more, at an address of its own where no two may share one."""
    row = type(row).objects.get(pk=row.pk)
    row.pk = None
    row._state.adding = True
    if hasattr(row, "slug") and row._meta.get_field("slug").unique:
        row.slug = "another"
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def change_each(breaches: Iterable[Breach], subtests: pytest.Subtests) -> None:
    """No change that breaks a constraint is taken."""
    for name, model, changes in breaches:
        first = model.objects.order_by("pk").first()
        with subtests.test(name, **changes), refused(name):
            model.objects.filter(pk=first.pk).update(**changes)


def double_each(breaches: Iterable[Breach], subtests: pytest.Subtests) -> None:
    """No second row is taken of what there is only one of."""
    for name, model, changes in breaches:
        first = model.objects.order_by("pk").first()
        with subtests.test(name), refused(name):
            twin(first, **changes).save(force_insert=True)
