"""What partnerships have sent and the office has still to accept or return, oldest first, a page at a time."""

from typing import Any

from django.db.models import QuerySet, Value

from conditions.models import Contribution, Evidence, MonitoringReturn
from conditions.models.reviews import Reviewed
from grants.models import Partnership

KINDS: dict[str, type[Reviewed]] = {each.short_name: each for each in (Contribution, MonitoringReturn, Evidence)}
# Where each says whose it is.
PARTNERSHIP = {
    "contribution": "partnership",
    "monitoring_return": "partnership",
    "evidence": "obligation__partnership",
}


def waiting(kind: str = "", partnership: Partnership | None = None) -> QuerySet[Any, Any]:
    """(kind, number, since) of each; of a kind or a partnership where one is given. The evidence of a contribution that
    waits itself is reviewed with it."""
    first, *others = [keys_of(each, partnership) for each in KINDS if kind in ("", each)]
    return first.union(*others, all=True).order_by("sent_at", "kind", "pk")


def keys_of(kind: str, partnership: Partnership | None) -> QuerySet[Any, Any]:
    rows = KINDS[kind].objects.awaiting_review().order_by()
    if kind == "evidence":
        rows = rows.exclude(contribution__in=Contribution.objects.awaiting_review().order_by())
    if partnership:
        rows = rows.filter(**{PARTNERSHIP[kind]: partnership})
    return rows.annotate(kind=Value(kind)).values_list("kind", "pk", "sent_at")  # type: ignore[no-any-return]


def rows_of(keys: list[tuple[str, int, Any]]) -> list[Reviewed]:
    """What was sent, in the order of its keys."""
    found: dict[tuple[str, int], Reviewed] = {}
    for kind, model in KINDS.items():
        chosen = [pk for each, pk, _ in keys if each == kind]
        if chosen:
            found |= {(kind, row.pk): row for row in model.objects.as_shown().filter(pk__in=chosen)}
    return [found[kind, pk] for kind, pk, _ in keys if (kind, pk) in found]
