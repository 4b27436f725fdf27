"""Which change of a row somebody has seen: so that nobody's text is replaced unseen."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from grants.models import Event
from grants.refused import Stale

Row = TypeVar("Row", bound=models.Model)


def lines_about(model: type[models.Model], number: Any = None) -> QuerySet[Event]:
    """The lines of the diary that tell a change of a row, or of any of its kind, newest first."""
    kind = {"thing_type__app_label": model._meta.app_label, "thing_type__model": model._meta.model_name}
    lines = Event.objects.filter(**kind).exclude(labels=[])
    return (lines if number is None else lines.filter(thing_id=number)).order_by("-pk")


def with_revision(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Each row with its `last_change`: the number of the line that tells it, 0 where there is none. Read together with
    the row, so that no change comes between the two."""
    last = Subquery(lines_about(rows.model, OuterRef("pk")).values("pk")[:1])
    return rows.annotate(last_change=Coalesce(last, 0))  # type: ignore[return-value]


def revision_of(row: models.Model) -> int:
    """Of a row that was read `with_revision`."""
    return int(row.last_change)  # type: ignore[attr-defined]


def refuse_overtaken(model: type[models.Model], number: Any, *, since: int | None) -> None:
    """Refuse (Stale) where the row, locked by now, has been changed after that line; without one nothing was shown."""
    if since is None:
        return
    later = list(lines_about(model, number).filter(pk__gt=since).select_related("by"))
    if later:
        raise Stale(later[::-1], revision=later[0].pk)


def last_of(model: type[models.Model], number: Any, *, at_least: int) -> Sequence[Event]:
    """The lines of the last so many changes, oldest first."""
    return list(lines_about(model, number).select_related("by")[: max(1, at_least)])[::-1]
