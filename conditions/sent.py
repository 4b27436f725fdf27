"""All that a partnership has sent: contributions, evidence and reports, as one list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Value

from conditions.models import Contribution, Evidence, Report
from conditions.models.reviews import Reviewed
from grants.models import Partnership


def sent_by(partnership: Partnership) -> QuerySet[Any, Any]:
    """When each thing was sent, which model it is of, and its id: the newest first. Papers of a contribution come with
    it."""
    of_each = {
        Contribution: Contribution.objects.filter(partnership=partnership),
        Evidence: Evidence.objects.of_partnership(partnership).filter(contribution=None),
        Report: Report.objects.filter(obligation__partnership=partnership),
    }
    first, *others = (
        rows.order_by().values_list("sent_at", Value(model._meta.model_name), "pk") for model, rows in of_each.items()
    )
    return first.union(*others, all=True).order_by("-sent_at", "-pk")


def sent_rows(found: Iterable[tuple[Any, str, int]]) -> list[Reviewed]:
    """The things themselves, in that order."""
    found = list(found)
    rows: dict[tuple[str, int], Reviewed] = {}
    for model in (Contribution, Evidence, Report):
        name = str(model._meta.model_name)
        read = model.objects.as_shown().filter(pk__in=[pk for _, of, pk in found if of == name])
        rows |= {
            (name, each.pk): each
            for each in (read.prefetch_related("evidence__file") if model is Contribution else read)
        }
    return [rows[name, pk] for _, name, pk in found]
