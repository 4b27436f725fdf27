"""Discarding changes that are not published."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from grants.actions.awards import PUT_BACK
from grants.actions.decisions import open_for_editing, refuse_changed
from grants.actions.diary import Changes, in_words, label, record
from grants.actions.published_rows import forget_published_rows, restore_published_rows
from grants.models import Decision, Event, PublishedRows, User
from grants.record import fields
from grants.refused import Refused, Stale

SAID = "said what a correction changes"


@transaction.atomic
def put_back(decision: Decision, *, by: User, revision: int, at: datetime | None = None) -> Decision:
    """Put record, awards, conditions, papers and what is withheld back to what is published: then it is published
    again, as approved then. `revision`: what the person saw of it.

    Refused where nothing waits to be published, and where it has changed since.
    """
    decision = open_for_editing(decision, by=by)
    if not decision.has_unpublished_changes or not PublishedRows.objects.filter(decision=decision).exists():
        raise Refused("Nothing has been changed since it was published.")
    refuse_changed(decision, since=revision)
    before = said(decision)
    decision = restore_published_rows(decision)
    decision.revision += 1
    decision.save()
    forget_published_rows(decision)
    after = said(decision)
    changes: Changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    record(PUT_BACK, decision, by=by, at=at, changes=changes, comment="Changes that were not published are discarded.")
    return decision


@transaction.atomic
def begin_correction(
    decision: Decision, *, by: User, note: str, revision: int | None = None, at: datetime | None = None
) -> None:
    """Say what of a published decision is going to be changed, and why, or say it otherwise. It is proposed as the note
    of the correction. Refused for a decision that is not published, and (Stale) where somebody has said it otherwise
    since `revision`."""
    decision = open_for_editing(decision, by=by)
    if not decision.published_at:
        raise Refused("Only what is published is corrected.")
    if revision is not None and (later := list(notes_of(decision).filter(pk__gt=revision).select_related("by"))):
        raise Stale(later[::-1], revision=later[0].pk)
    rows = PublishedRows.objects.get(decision=decision)
    before, rows.note = rows.note, note
    rows.save(update_fields=["note"])
    record(SAID, decision, by=by, at=at, changes={"What changes, and why": [before, note]})


def notes_of(decision: Decision) -> QuerySet[Event]:
    """Every time that somebody has said what a correction changes, newest first."""
    return decision.events.filter(verb=SAID).order_by("-pk")


def said(decision: Decision) -> dict[str, str]:
    """What the fields of the record say, by their labels."""
    columns = {column.name: column for column in (*Decision._meta.fields, *Decision._meta.many_to_many)}
    named = [columns[each.name] for each in fields() if each.name in columns]
    return {label(column): in_words(decision, column.name) for column in named}
