"""All that a partnership has sent: contributions, evidence and monitoring returns, as one list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Value

from conditions.models import Contribution, Evidence, MonitoringReturn
from conditions.models.reviews import Reviewed
from grants.models import Partnership

MODELS: tuple[type[Reviewed], ...] = (Contribution, Evidence, MonitoringReturn)


def sent_by(partnership: Partnership) -> QuerySet[Any, Any]:
    """When each thing was sent, which model it is of, and its id: the newest first. Papers of a contribution come with
    it."""
    contributions: QuerySet[Any, Any] = Contribution.objects.filter(partnership=partnership)
    evidence: QuerySet[Any, Any] = Evidence.objects.of_partnership(partnership).filter(contribution=None)
    returns: QuerySet[Any, Any] = MonitoringReturn.objects.filter(partnership=partnership)
    first, *others = [
        rows.order_by().values_list("sent_at", Value(rows.model._meta.model_name), "pk")
        for rows in (contributions, evidence, returns)
    ]
    found: QuerySet[Any, Any] = first.union(*others, all=True)
    return found.order_by("-sent_at", "-pk")


def sent_rows(found: Iterable[tuple[Any, str, int]]) -> list[Reviewed]:
    """The things themselves, in that order."""
    wanted = list(found)
    rows: dict[tuple[str, int], Reviewed] = {}
    for model in MODELS:
        name = str(model._meta.model_name)
        read = model.objects.as_shown().filter(pk__in=[pk for _, of, pk in wanted if of == name])
        papers = ("evidence__file",) if model is Contribution else ()
        rows |= {(name, each.pk): each for each in read.prefetch_related(*papers)}
    return [rows[name, pk] for _, name, pk in wanted]
