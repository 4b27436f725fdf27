"""Registers of past decisions, as they wait for an approver or were returned."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from grants.models import Event, User
from grants.queue import Part, Waiting, part
from intake.models import SpreadsheetImport


def waits_for_me(person: User) -> Iterator[Part]:
    """Those that this person may approve, with their sums; and those of theirs that were returned."""
    every = reverse("office:import_list")
    if person.is_approver:
        sent = SpreadsheetImport.objects.waiting_for_approval().exclude(imported_by=person).exclude(sent_by=person)
        words = "register{s} of past decisions to approve"
        yield part(words, sent.select_related("sent_by"), to_approve, oldest="sent_at", address=every)
    back = SpreadsheetImport.objects.filter(imported_by=person, sent_at=None).exclude(returned_because="")
    events = Event.objects.filter(
        thing_type=ContentType.objects.get_for_model(SpreadsheetImport),
        thing_id=OuterRef("pk"),
        verb="returned past decisions",
    )
    since = back.annotate(since=Subquery(events.order_by("-at").values("at")[:1]))
    yield part("register{s} of past decisions returned to you", since, returned, oldest="since", address=every)


def waits_for_others(person: User) -> Iterator[Part]:
    """Those that this person may not approve."""
    sent = SpreadsheetImport.objects.waiting_for_approval()
    if person.is_approver:
        sent = sent.filter(imported_by=person) | sent.filter(sent_by=person)
    words, every = "register{s} of past decisions waiting for approval", reverse("office:import_list")
    yield part(words, sent, waiting, oldest="sent_at", address=every)


def to_approve(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.sent_at, who=str(row.sent_by))


def waiting(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.sent_at, who="any approver")


def returned(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.since, what="Returned", why=row.returned_because)  # type: ignore[attr-defined]


def about(
    row: SpreadsheetImport, *, since: datetime | None, what: str = "To approve", who: str = "", why: str = ""
) -> Waiting:
    """With what the register comes to."""
    awards = row.found.get("awards", 0)
    sums = f"{count(row.decisions, 'past decision')}, {count(awards, 'award')}"
    address = reverse("office:import_detail", args=[row.pk])
    return Waiting(since or row.imported_at, what, str(row), address, str(row.found.get("total", "")), who, why or sums)


def count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
