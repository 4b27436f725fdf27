"""Which standings the conditions of each decision have: what a list of decisions is narrowed by."""

from collections import defaultdict

from django.core.cache import cache
from django.db.models import Count, Max

from conditions import standing
from grants.models import Event
from grants.years import london_today

A_DAY = 24 * 3600


def references_by_standing() -> dict[str, set[str]]:
    """The references of the decisions that have a condition standing so today: {"past_due": {"GM-2024-0001"}}.

    Kept while the diary has no new line, since a standing changes only by an action or at midnight.
    """
    diary = Event.objects.aggregate(count=Count("pk"), newest=Max("pk"))
    key = f"references-by-state:{diary['count']}:{diary['newest']}:{london_today()}"
    kept: dict[str, set[str]] | None = cache.get(key)
    if kept is None:
        kept = counted()
        cache.set(key, kept, A_DAY)
    return kept


def counted() -> dict[str, set[str]]:
    references: dict[str, set[str]] = defaultdict(set)
    for each in standing.public_standings():
        references[each.state.value].add(each.reference)
    return dict(references)
