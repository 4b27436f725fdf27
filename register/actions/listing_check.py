"""Whether the listing, which lists, searches and sums of the public are read from, says what the notices say, and
whether the totals that are kept of its awards are what adding them up gives."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db import connection, transaction

from grants.years import in_words
from register.actions.chaining import lock_register
from register.actions.listing import list_decision, rows_of, save_rows
from register.models import ListedAward, ListedMaker, ListedPriority, ListedStrand, ListedVariationLine, Listing, Notice
from register.models.award_totals import OTHERWISE, SUMS

CHUNK = 100  # decisions for which publishers are kept waiting at a time
ROWS: dict[str, Any] = {
    "awards": ListedAward,
    "variation_lines": ListedVariationLine,
    "makers": ListedMaker,
    "priorities": ListedPriority,
    "strands": ListedStrand,
}


def listing_faults() -> Iterator[str]:
    """A sentence for each decision that is listed otherwise than its newest notice says. Each is listed again, then
    compared and put back as it was found."""
    newest = Notice.objects.order_by("decision_id", "-version").distinct("decision_id").values_list("pk", flat=True)
    numbers = newest.iterator()
    while chunk := list(islice(numbers, CHUNK)):
        yield from faults_among(chunk)


@transaction.atomic
def faults_among(numbers: list[int]) -> list[str]:
    """Decisions that have to do with no variation are listed together, in a fixed number of statements; the others one
    by one."""
    lock_register()
    newest = Notice.objects.filter(pk__in=numbers).select_related("decision").prefetch_related("decision__awards")
    notices = list(newest.order_by("sequence"))
    lines = ListedVariationLine.objects.filter(award__decision__in=[each.decision_id for each in notices])
    varied = set(lines.values_list("award__decision", flat=True))
    alone = [
        each for each in notices if not (each.document_data or {}).get("varied") and each.decision_id not in varied
    ]
    others = [each for each in notices if each.decision_id in varied]
    return [*faults_of_those_alone(alone), *filter(None, map(listing_fault, others))]


def faults_of_those_alone(notices: list[Notice]) -> list[str]:
    decisions = [each.decision_id for each in notices]
    found = as_listed(decisions)
    with transaction.atomic():
        Listing.objects.filter(decision__in=decisions).delete()
        save_rows(rows_of(notices))
        said = as_listed(decisions)
        transaction.set_rollback(True)
    faults = (fault(each, found[each.decision_id], said[each.decision_id]) for each in notices)
    return [sentence for sentence in faults if sentence]


def listing_fault(notice: Notice) -> str:
    """What the listing of one decision has otherwise than its newest notice; empty where nothing is."""
    number = notice.decision_id
    found = as_listed([number])[number]
    with transaction.atomic():
        list_decision(notice)
        said = as_listed([number])[number]
        transaction.set_rollback(True)
    return fault(notice, found, said)


def fault(notice: Notice, found: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    wrong = [name.replace("_", " ") for name in said if found.get(name) != said[name]]
    return f"{notice.decision.reference} is listed otherwise than its notice says: {', '.join(wrong)}." if wrong else ""


def as_listed(decisions: Collection[int]) -> dict[int, dict[str, Any]]:
    """By decision (their ids), its row and all that hangs on it, without the numbers that the database gives."""
    listings = {row["id"]: row for row in Listing.objects.filter(decision__in=decisions).values()}
    hanging: dict[int, dict[str, Any]] = {pk: {name: [] for name in ROWS} for pk in listings}
    for name, model in ROWS.items():
        for row in model.objects.filter(listing__in=listings).values():
            hanging[row["listing_id"]][name].append(without_number(row))
    found = {row["decision_id"]: without_number(row) | hanging[pk] for pk, row in listings.items()}
    return {each: found.get(each, {}) for each in decisions}


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
