"""What is published is what was approved, and what is approved is what was read: the names of recipients,
partnerships, streams, posts and priorities among it, which change without touching the decision."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from grants.models import Decision, Event, FundingStream, Organisation, Partnership, Plan, Post, Priority
from grants.refused import Refused
from register.document import Document
from register.models.approvals import ApprovedDocument
from register.notices.building import build
from register.notices.chain import text_digest
from register.notices.comparison import WordRun, changed_fields

NAMED = (Organisation, Partnership, FundingStream, Post, Priority, Plan)
OF_THE_DAY = {"added_on", "first_published_on"}  # said of the day of publication, which is not known before


def seen_of(document: Document) -> str:
    """By which a page says which document was read on it."""
    return text_digest(document.model_dump_json(exclude=OF_THE_DAY))


def refuse_unseen(decision: Decision, seen: str | None) -> None:
    """Refuse where the document would not be the one that was read."""
    if seen is not None and seen != seen_of(build(decision)):
        raise Refused("A name in it has changed since you opened this page, so nothing was done. Read it as it is now.")


def keep_approved(decision: Decision) -> None:
    """Keep what publishing would make now."""
    data = of_any_day(build(decision))
    ApprovedDocument.objects.update_or_create(decision=decision, defaults={"document_data": data})


def of_any_day(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", exclude=OF_THE_DAY)


def refuse_unapproved(decision: Decision) -> None:
    """Refuse to publish anything but what was approved, and say what differs; what was kept is then needed no more."""
    kept = ApprovedDocument.objects.filter(decision=decision).first()
    if kept is None:
        raise Refused("What was approved is not known. Have it returned, and approved again.")
    now = build(decision)
    if kept.document_data != of_any_day(now):
        of_the_day = {name: getattr(now, name) for name in OF_THE_DAY}
        approved = Document.model_validate(kept.document_data | of_the_day)
        changes = (f"{each.label}: {told(each.runs)}." for each in changed_fields(approved, now))
        raise Refused("This is not what was approved. Have it returned, and approved again.", *changes)
    kept.delete()


def told(runs: tuple[WordRun, ...]) -> str:
    """Before and after, in words."""
    before = "".join(run.text for run in runs if run.kind != "added").strip()
    after = "".join(run.text for run in runs if run.kind != "removed").strip()
    return f"“{before}” is now “{after}”"


def refuse_renamed(decision: Decision, *, since: datetime) -> None:
    """Refuse where something that the decision names has changed since many decisions were approved together."""
    refuse_naming(decision, new_names(since))


def new_names(since: datetime) -> set[str]:
    """What has been written of anything that decisions name."""
    kinds = ContentType.objects.get_for_models(*NAMED).values()
    events = Event.objects.filter(at__gt=since, decision=None, thing_type__in=kinds).exclude(labels=[])
    return {after for event in events for _before, after in event.changes.values() if after}


def refuse_naming(decision: Decision, words: Collection[str]) -> None:
    if not words:
        return
    said = build(decision).model_dump_json()
    if found := sorted(each for each in words if each in said):
        raise Refused(f"“{found[0]}” was changed since the import was approved. Look at it, and approve it again.")
