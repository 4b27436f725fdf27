"""Registers of past decisions, as they wait for an approver or were returned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from grants.models import Event, Role, User
from grants.queue import Part, Waiting, part
from intake.models import SpreadsheetImport


def waits_for_me(person: User) -> Iterator[Part]:
    """Those that this person may approve, with their sums; and those of theirs that were returned."""
    every = reverse("office:import_list")
    if person.is_approver:
        sent = SpreadsheetImport.objects.waiting_for_approval().exclude(author_ids__contains=[person.pk])
        words = "register{s} of past decisions to approve"
        yield part(words, sent.select_related("sent_by"), to_approve, oldest="sent_at", address=every)
    own = returned_ones().filter(imported_by=person)
    yield part("register{s} of past decisions returned to you", own, returned, oldest="since", address=every)


def waits_for_others(person: User) -> Iterator[Part]:
    """Those that this person may not approve; and those that were returned to somebody who has left, which any officer
    may correct and send again."""
    sent = SpreadsheetImport.objects.waiting_for_approval()
    if person.is_approver:
        sent = sent.work_of(person)
    words, every = "register{s} of past decisions waiting for approval", reverse("office:import_list")
    yield part(words, sent, waiting, oldest="sent_at", address=every)
    here = User.objects.with_role(Role.OFFICER, Role.APPROVER).values("pk")
    left = returned_ones().exclude(imported_by__in=here).select_related("imported_by")
    yield part("register{s} of past decisions returned to nobody", left, to_nobody, oldest="since", address=every)


def returned_ones() -> QuerySet[SpreadsheetImport]:
    """With the time at which each was returned."""
    events = Event.objects.filter(
        thing_type=ContentType.objects.get_for_model(SpreadsheetImport),
        thing_id=OuterRef("pk"),
        verb="returned past decisions",
    )
    back = SpreadsheetImport.objects.filter(sent_at=None).exclude(returned_because="")
    return back.annotate(since=Subquery(events.order_by("-at").values("at")[:1]))


def to_approve(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.sent_at, who=str(row.sent_by))


def waiting(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.sent_at, who="any approver")


def returned(row: SpreadsheetImport) -> Waiting:
    return about(row, since=row.since, what="Returned", why=row.returned_because)  # type: ignore[attr-defined]


def to_nobody(row: SpreadsheetImport) -> Waiting:
    return replace(returned(row), who=f"nobody: {row.imported_by} has left")


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
