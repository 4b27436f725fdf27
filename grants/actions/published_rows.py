"""Going back to what is published: the working rows as they were, in one step."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core import serializers
from django.db import models

from grants.models import Award, Decision, PublishedRows

# They only ever rise, or were given by publishing: going back leaves them.
STAY = (
    "revision",
    "last_award_number",
    "last_condition_number",
    "last_measure_number",
    "last_paper_number",
    "published_at",
    "owner",
)


def keep_published_rows(decision: Decision) -> None:
    """Keep the rows of a published decision, which is locked and about to be changed."""
    rows = json.loads(serializers.serialize("json", parts(decision)))
    PublishedRows.objects.bulk_create(
        [PublishedRows(decision=decision, rows=rows)],
        update_conflicts=True,
        unique_fields=["decision"],
        update_fields=["rows"],
    )


def forget_published_rows(decision: Decision) -> None:
    """They are published anew, or withdrawn."""
    PublishedRows.objects.filter(decision=decision).delete()


def parts(decision: Decision) -> Iterator[models.Model]:
    """The decision and all rows that an edit of it may change, each after those it refers to."""
    yield Decision.objects.get(pk=decision.pk)
    yield from decision.decision_makers.all()
    yield from decision.awards.all()
    yield from decision.variation_lines.all()
    for condition in decision.conditions.select_related("match"):
        yield condition
        if hasattr(condition, "match"):
            yield condition.match
    for paper in decision.papers.prefetch_related("acknowledgements"):
        yield paper
        yield from paper.acknowledgements.all()
    yield from decision.withholdings.all()
    yield from decision.splits.all()
    yield from decision.measures.all()


def restore_published_rows(decision: Decision) -> Decision:
    """Put the rows back as they were kept; what was added since goes. The decision is locked."""
    kept = list(serializers.deserialize("json", json.dumps(decision.published_rows.rows)))
    keys: dict[type[models.Model], set[Any]] = defaultdict(set)
    for each in kept:
        keys[type(each.object)].add(each.object.pk)
    for row in reversed(list(parts(decision))):
        if row.pk not in keys[type(row)]:
            remove(row)
    now = Decision.objects.get(pk=decision.pk)
    for each in kept:
        if isinstance(each.object, Decision):
            for name in STAY:
                setattr(each.object, name, getattr(now, name))
        if isinstance(each.object, Award):
            keep_to_merged(each.object)
        each.save()
    return Decision.objects.get(pk=decision.pk)


def remove(row: models.Model) -> None:
    if isinstance(row, Award):
        row.conditions.clear()
    row.delete()


def keep_to_merged(award: Award) -> None:
    """A recipient that was merged into another meanwhile stays merged."""
    if award.recipient and award.recipient.merged_into:
        award.recipient = award.recipient.merged_into
