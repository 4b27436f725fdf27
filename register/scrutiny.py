"""What is entered about scrutiny, as it is kept and as it is read: values of fields, and their words."""

from datetime import date
from typing import Any

from django.db import models

from conditions.models import Condition
from grants.formatting import day
from grants.models import Decision
from register.models import ScrutinyEntry
from register.models.scrutiny import SCRUTINY_KINDS, Recorded


def field_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def kind_of(row: Recorded) -> str:
    return next(kind for kind, model in SCRUTINY_KINDS.items() if isinstance(row, model))


def row_of(entry: ScrutinyEntry) -> Recorded | None:
    """The row that an entry changes, or that it became; None of a new one that waits."""
    return entry.model.objects.filter(pk=entry.thing_id).first() if entry.thing_id else None


def stored(value: Any) -> Any:
    """As JSON keeps it: of rows their numbers, in order."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(each.pk for each in value)
    return value


def taken_out(row: Recorded, name: str) -> Any:
    """What a field of a row says, of relations the rows."""
    value = getattr(row, name)
    return list(value.all()) if field_of(type(row), name).many_to_many else value


def in_words(model: type[models.Model], name: str, value: Any) -> str:
    """A value as people read it. Of a decision the reference alone: its title may be a draft's."""
    if value in (None, ""):
        return ""
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(in_words(model, name, each) for each in value)
    if isinstance(value, Decision):
        return value.reference
    if isinstance(value, Condition):
        return f"{value.decision.reference}/{value.number}"
    if isinstance(value, date):
        return day(value)
    choices = dict(getattr(field_of(model, name), "flatchoices", ()))
    return str(choices.get(value, value))
