"""A decision with everything that the gate, the budget and the document read of it, fetched once."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from conditions.models import Condition
from grants.models import Award, Decision, DecisionMaker, Paper, Priority, VariationLine
from grants.refused import Discarded

# By the name of each part, how its rows are read: in their order in the decision alone, so that the decision is not
# asked for again.
PARTS: "dict[str, Prefetch[Any]]" = {
    "awards": Prefetch(
        "awards", Award.objects.select_related("recipient", "partnership", "stream", "listed").order_by("number")
    ),
    "variation_lines": Prefetch(
        "variation_lines",
        VariationLine.objects.select_related(
            "award__decision",
            "award__recipient",
            "award__partnership",
            "award__stream",
            "award__listed__stream",
        ),
    ),
    "conditions": Prefetch(
        "conditions",
        Condition.objects.select_related("standard", "match").prefetch_related("awards").order_by("number"),
    ),
    "decision_makers": Prefetch("decision_makers", DecisionMaker.objects.select_related("post").order_by("position")),
    "papers": Prefetch(
        "papers", Paper.objects.select_related("file").prefetch_related("acknowledgements").order_by("number")
    ),
    "priorities": Prefetch("priorities", Priority.objects.select_related("plan")),
    **{name: Prefetch(name) for name in ("principles", "soc_themes", "measures", "splits", "withholdings")},
}


def with_parts() -> QuerySet[Decision]:
    """Decisions with their parts prefetched; later changes to the parts are not seen."""
    return Decision.objects.prefetch_related(*PARTS.values())


def lock_decision(decision: Decision) -> Decision:
    """The whole decision, which nobody else may change until this transaction ends. Refused once it is discarded."""
    [locked] = lock_decisions([decision])
    return locked


def lock_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """The same of several, in their order; locked by their ids, so that no two who do so wait for each other."""
    rows = Decision.objects.select_for_update(no_key=True).filter(pk__in=[each.pk for each in decisions])
    found = {each.pk: each for each in rows.order_by("pk")}
    if len(found) < len(decisions):
        raise Discarded
    locked = [found[each.pk] for each in decisions]
    read_parts(locked)
    return locked


def read_parts(decisions: list[Decision]) -> None:
    """As `with_parts` gives them, asking only for the parts that any of these decisions has: most have half of them,
    and each that is not there saves a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {which_parts()}", {"ids": [each.pk for each in decisions]})
        is_there = dict(zip(PARTS, cast(tuple[bool, ...], cursor.fetchone()), strict=True))
    prefetch_related_objects(decisions, *(PARTS[name] for name in PARTS if is_there[name]))
    for decision in decisions:
        known = vars(decision).setdefault("_prefetched_objects_cache", {})
        for name in (name for name in PARTS if not is_there[name]):
            nothing = getattr(decision, name).all()
            nothing._result_cache, nothing._prefetch_done = [], True  # noqa: SLF001 - as prefetching leaves it
            known[name] = nothing


@cache
def which_parts() -> str:
    """Of each part, whether there is a row of it; put together once, as it is always the same."""
    return ", ".join(
        f"EXISTS (SELECT FROM {table} WHERE {column} = ANY(%(ids)s))" for table, column in map(kept_in, PARTS)
    )


def kept_in(part: str) -> tuple[str, str]:
    """The table of a part, and its column that names the decision."""
    field: Any = Decision._meta.get_field(part)
    if field.many_to_many:
        return field.m2m_db_table(), field.m2m_column_name()
    return field.related_model._meta.db_table, field.field.column


def conditions_in_force(decision: Decision) -> list[Condition]:
    return [condition for condition in decision.conditions.all() if not condition.is_removed]


def bound_awards(decision: Decision, condition: Condition) -> list[Award]:
    """The awards that a condition of the decision binds, those of earlier decisions that it varies among them."""
    varied = [line.award for line in decision.variation_lines.all()]
    return [*decision.awards.all(), *varied] if condition.binds_all else list(condition.awards.all())
