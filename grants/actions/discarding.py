"""Discarding a draft: what was never published need not be kept (docs/retention.md)."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from grants.actions.decisions import open_for_editing, refuse_changed
from grants.actions.diary import quoted
from grants.actions.files import delete_file
from grants.formatting import pounds
from grants.models import Decision, Event, KeptText, StoredFile, User
from grants.refused import Refused
from grants.years import london_today

DISCARDED = "discarded a draft"


@transaction.atomic
def discard(decision: Decision, *, by: User, revision: int, at: datetime | None = None) -> None:
    """Delete a draft with its parts, its files and its diary, in which one line says that it was. `revision`: what the
    person saw of it.

    Refused: once anything of it was published, while it is approved, where it has changed since, and where something
    else refers to it.
    """
    decision = open_for_editing(decision, by=by)
    if decision.published_at:
        raise Refused("It has been published, so it stays. Put back what is published, or withdraw it.")
    if decision.state == Decision.State.APPROVED:
        raise Refused("It is approved. Have it returned first.")
    refuse_changed(decision, since=revision)
    key, was = decision.pk, in_short(decision)
    files = list(StoredFile.objects.filter(papers__decision=decision).distinct())
    try:
        delete_drafts([key])
    except ProtectedError as error:
        others = ", ".join(sorted({str(each) for each in error.protected_objects}))
        raise Refused(f"Something else refers to it: {others[:300]}.") from error
    for stored in files:
        if not stored.papers.exists():
            delete_file(stored)
    texts = quoted(None, was, {})
    if texts:
        texts.save()
    kind = ContentType.objects.get_for_model(Decision)
    Event.objects.create(
        at=at or timezone.now(), by=by, verb=DISCARDED, thing_type=kind, thing_id=key, decision=None, texts=texts
    )


def delete_drafts(decisions: list[int]) -> None:
    """Decisions that were never published, by their numbers, with their diaries and internal papers."""
    internal = list(StoredFile.objects.filter(internal_paper__decision__in=decisions))
    drafts = Decision.objects.filter(pk__in=decisions, published_at=None)
    Event.objects.filter(decision__in=decisions).delete()
    KeptText.objects.filter(decision__in=decisions).delete()
    drafts.delete()
    for stored in internal:
        delete_file(stored)


def in_short(decision: Decision) -> str:
    """What the diary says of it for good: no text of it, since that may be why it is discarded."""
    begun = f"begun by {decision.created_by} on {london_today(decision.created_at):%d/%m/%Y}"
    return f"{decision.reference}, {decision.get_kind_display().lower()}, {pounds(decision.money)}, {begun}"
