"""Results award by award, as the page and the files of results show them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from conditions.result_rows import ResultRow, result_rows
from register.models import Listing

CHUNK = 500  # rows that are held at a time, however many there are


def rows_of_results(found: QuerySet[Any]) -> Iterator[ResultRow]:
    """Some at a time, so that no number of them fills the memory."""
    related = found.select_related("in_force__award", "in_force__partnership", "in_force__stream")
    for some in in_chunks(related.iterator(CHUNK)):
        references = [each.in_force.reference for each in some]
        down = Listing.objects.filter(reference__in=references, notice__taken_down_at__isnull=False)
        yield from result_rows(some, set(down.values_list("reference", flat=True)))


def in_chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for each in rows:
        some.append(each)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some
