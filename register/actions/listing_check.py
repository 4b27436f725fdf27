"""Whether the listing, which lists, searches and sums of the public are read from, says what the notices say, and
whether the totals that are kept of its awards are what adding them up gives."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db import connection, transaction

from grants.years import in_words
from register.actions.chaining import lock_register
from register.actions.listing import list_decision
from register.models import Listing, Notice
from register.models.award_totals import OTHERWISE, SUMS

CHUNK = 100  # decisions for which publishers are kept waiting at a time
ROWS = ("awards", "variation_lines", "makers", "priorities")


def listing_faults() -> Iterator[str]:
    """A sentence for each decision that is listed otherwise than its newest notice says. Each is listed again, then
    compared and put back as it was found."""
    newest = Notice.objects.order_by("decision_id", "-version").distinct("decision_id").values_list("pk", flat=True)
    numbers = newest.iterator()
    while chunk := list(islice(numbers, CHUNK)):
        yield from faults_among(chunk)


@transaction.atomic
def faults_among(numbers: list[int]) -> list[str]:
    lock_register()
    notices = Notice.objects.filter(pk__in=numbers).select_related("decision").order_by("sequence")
    return [fault for notice in notices if (fault := listing_fault(notice))]


def listing_fault(notice: Notice) -> str:
    """What the listing of one decision has otherwise than its newest notice; empty where nothing is."""
    found = as_listed(notice)
    with transaction.atomic():
        list_decision(notice)
        said = as_listed(notice)
        transaction.set_rollback(True)
    wrong = [name.replace("_", " ") for name in said if found.get(name) != said[name]]
    return f"{notice.decision.reference} is listed otherwise than its notice says: {', '.join(wrong)}." if wrong else ""


def as_listed(notice: Notice) -> dict[str, Any]:
    """The row of the decision and all that hangs on it, without the numbers that the database gives to rows."""
    listing = Listing.objects.filter(decision=notice.decision_id)
    if not (row := listing.values().first()):
        return {}
    of_rows = {name: [without_number(each) for each in getattr(listing[0], name).values()] for name in ROWS}
    return without_number(row) | of_rows


def without_number(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("id", "listing_id")}


def total_faults() -> list[str]:
    """A sentence for each stream, partnership and year of which what is kept is not what its awards come to."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERWISE)
        return [total_fault(*row) for row in cursor.fetchall()]


def total_fault(cell: str, stream: str | None, partnership: str | None, year: int | None, *sums: Any) -> str:
    of = ", ".join(filter(None, (stream, partnership, in_words(year) if year else ""))) or cell
    each = zip(SUMS, sums[: len(SUMS)], sums[len(SUMS) :], strict=True)
    wrong = [
        f"{name.replace('_', ' ')} {kept or 0} instead of {right or 0}" for name, kept, right in each if kept != right
    ]
    return f"What is kept of {of} is not what its awards come to: {', '.join(wrong)}."
