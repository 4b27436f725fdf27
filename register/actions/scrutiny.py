"""What bodies considered and recommended: entered by one person, published by another (domain §13)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import label, record, set_fields
from grants.actions.office_data import free_slug
from grants.actions.public_text import public_reason, refuse_personal_data
from grants.formatting import day
from grants.models import Decision, User
from grants.refused import Refused
from grants.revisions import refuse_overtaken, revision_of, with_revision
from grants.years import london_today
from register.models import Body, Meeting, Recommendation, ScrutinyEntry
from register.models.scrutiny import BELONGS_TO, SCRUTINY_KINDS, Recorded
from register.notices.chain import text_digest
from register.scrutiny import field_of, in_words, kind_of, row_of, stored, taken_out

Deed = ScrutinyEntry.Deed


@transaction.atomic
def enter(
    kind: str, *, by: User, values: Mapping[str, Any], under: ScrutinyEntry | Recorded | None = None,
    acknowledged: bool = False, form_key: UUID | None = None, at: datetime | None = None,
) -> ScrutinyEntry:  # fmt: skip
    """Enter something new, which waits until another person publishes it. The same form sent twice enters it once.
    Refused as `refuse_unfit` says, and where what it belongs to is withdrawn or was discarded."""
    require_editor(by)
    if form_key and (existing := ScrutinyEntry.objects.filter(form_key=form_key).first()):
        return existing
    row = under if isinstance(under, Recorded) else None
    if row is not None and row.withdrawn_on:
        raise Refused("This has been withdrawn: nothing can be added to it.")
    if isinstance(under, ScrutinyEntry):
        under = lock_waiting(under)
    refuse_unfit(kind, values, row, acknowledged=acknowledged)
    entry = ScrutinyEntry(
        under=under if isinstance(under, ScrutinyEntry) else None,
        under_id_of_row=row.pk if row else None,
        form_key=form_key,
        author_ids=[],
    )
    return keep(entry, kind, Deed.ENTERED, values, {}, by=by, at=at)


@transaction.atomic
def change(
    row: Recorded, *, by: User, deed: ScrutinyEntry.Deed, values: Mapping[str, Any], reason: str = "",
    acknowledged: bool = False, revision: int | None = None, at: datetime | None = None,
) -> ScrutinyEntry:  # fmt: skip
    """Correct, answer or withdraw what is public; it waits until another person publishes it. Refused while another
    change of it waits, once it is withdrawn, where nothing changes, as `refuse_unfit` says, and (Stale) where it has
    been changed since `revision`."""
    require_editor(by)
    kind = kind_of(row)
    row = lock_row(row)
    refuse_overtaken(type(row), row.pk, since=revision)
    if waiting := ScrutinyEntry.objects.waiting().about(kind, row.pk).select_related("entered_by").first():
        deed_done = waiting.get_deed_display().lower()
        raise Refused(
            f"{waiting.entered_by} has {deed_done} this already, and that waits to be published. Read it first."
        )
    if deed == Deed.ANSWERED and isinstance(row, Recommendation) and row.response:
        raise Refused("It has been answered meanwhile. Correct the answer, with a reason, if it is wrong.")
    refuse_unfit(kind, values, row, acknowledged=acknowledged)
    if deed == Deed.CORRECTED:
        reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    before = {name: taken_out(row, name) for name in values}
    if all(stored(before[name]) == stored(value) for name, value in values.items()):
        raise Refused("Nothing has been changed.")
    entry = ScrutinyEntry(thing_id=row.pk, reason=reason, author_ids=[])
    return keep(entry, kind, deed, values, before, by=by, at=at)


@transaction.atomic
def change_entry(
    entry: ScrutinyEntry, *, by: User, values: Mapping[str, Any], acknowledged: bool = False,
    revision: int | None = None, at: datetime | None = None,
) -> ScrutinyEntry:  # fmt: skip
    """Say something else in what waits; who does so is one of its authors from then on. Refused (Stale) where somebody
    has said something else since `revision`."""
    require_editor(by)
    entry = lock_waiting(entry)
    refuse_overtaken(ScrutinyEntry, entry.pk, since=revision)
    row = row_of(entry)
    refuse_unfit(entry.kind, values, row or parent_row(entry), acknowledged=acknowledged)
    before = {name: taken_out(row, name) for name in values} if row else {}
    return keep(entry, entry.kind, Deed(entry.deed), values, before, by=by, at=at)


@transaction.atomic
def withdraw_row(
    row: Recorded, *, by: User, reason: str, acknowledged: bool = False, revision: int | None = None,
    at: datetime | None = None,
) -> ScrutinyEntry:  # fmt: skip
    """Ask that something be withdrawn: its words, the older ones too, are public no more, and the public reads why.
    Refused (Stale) where it has been changed since `revision`."""
    reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    values = {"withdrawn_on": london_today(at), "withdrawn_reason": reason}
    return change(row, by=by, deed=Deed.WITHDRAWN, values=values, acknowledged=acknowledged, revision=revision, at=at)


@transaction.atomic
def publish_entry(
    entry: ScrutinyEntry, *, by: User, seen: str | None = None, at: datetime | None = None
) -> ScrutinyEntry:
    """Publish what waits, with all that belongs to it. Refused for who wrote any of it, where what it belongs to waits
    itself, and where any of it is not what was `seen` (`shown_of`)."""
    require_editor(by)
    entry = lock_waiting(entry)
    refuse_unseen(entry, seen)
    if entry.under and entry.under.thing_id is None:
        raise Refused(f"Publish the {entry.under.kind} first: this belongs to it.")
    if by.pk in entry.author_ids:
        raise Refused("You have written this, or a part of it. Somebody else publishes it.")
    below = list(ScrutinyEntry.objects.waiting().filter(under=entry))
    row = row_of(entry) or new_row(entry)
    values = {name: field_of(entry.model, name).to_python(value) for name, value in plain_values(entry).items()}
    refuse_unlikely(entry.kind, values, parent_row(entry) or row)
    if isinstance(row, Meeting):
        note_move(row, values)
    set_fields(row, values | related_values(entry))
    entry.thing_id, entry.published_by, entry.published_at = row.pk, by, at or timezone.now()
    entry.save()
    record(f"published: {entry.kind} {entry.deed}", row, by=by, at=at, comment=entry.reason, changes=entry.changes)
    for each in below:
        publish_entry(each, by=by, at=at)
    return entry


def shown_of(entry: ScrutinyEntry) -> str:
    """The last change of it and of each that belongs to it: by which a page says what was read on it."""
    above = (Q(pk=entry.pk), Q(under=entry), Q(under__under=entry), Q(under__under__under=entry))
    own = with_revision(ScrutinyEntry.objects.waiting().filter(reduce(or_, above)).order_by("pk"))
    return text_digest(" ".join(f"{each.pk}.{revision_of(each)}" for each in own))


def refuse_unseen(entry: ScrutinyEntry, seen: str | None) -> None:
    if seen is not None and seen != shown_of(entry):
        raise Refused("It has changed since you opened this page, so nothing was done. Read it as it is now.")


def note_move(meeting: Meeting, values: Mapping[str, Any]) -> None:
    """Of a planned meeting that gets another day, keep the day before."""
    if meeting.state == Meeting.State.PLANNED and values.get("held_on", meeting.held_on) != meeting.held_on:
        meeting.moved_from = meeting.held_on


@transaction.atomic
def discard_entry(
    entry: ScrutinyEntry, *, by: User, seen: str | None = None, at: datetime | None = None
) -> ScrutinyEntry:
    """Leave what waits unpublished, with all that belongs to it. Refused where any of it is not what was `seen`."""
    require_editor(by)
    entry = lock_waiting(entry)
    refuse_unseen(entry, seen)
    entry.discarded_at = at or timezone.now()
    entry.save()
    record(f"discarded: {entry.kind} {entry.deed}", entry, by=by, at=at)
    for each in ScrutinyEntry.objects.waiting().filter(under=entry):
        discard_entry(each, by=by, at=at)
    return entry


def keep(
    entry: ScrutinyEntry, kind: str, deed: ScrutinyEntry.Deed, values: Mapping[str, Any], before: Mapping[str, Any],
    *, by: User, at: datetime | None,
) -> ScrutinyEntry:  # fmt: skip
    """Save what was typed, and in words what it changes."""
    model = SCRUTINY_KINDS[kind]
    entry.kind, entry.deed = kind, deed
    entry.values = {name: stored(value) for name, value in values.items()}
    entry.changes = {
        label(field_of(model, name)): [in_words(model, name, before.get(name)), in_words(model, name, value)]
        for name, value in values.items()
        if (stored(before.get(name)) or None) != (stored(value) or None)
    }
    if not entry.author_ids:
        entry.entered_by, entry.entered_at = by, at or timezone.now()
    entry.author_ids = sorted({*entry.author_ids, by.pk})
    entry.save()
    record(f"wrote: {kind} {deed}", entry, by=by, at=at, changes=entry.changes)
    return entry


def lock_waiting(entry: ScrutinyEntry) -> ScrutinyEntry:
    entry = ScrutinyEntry.objects.select_for_update(of=("self",)).select_related("under").get(pk=entry.pk)
    if entry.published_at:
        raise Refused("This has been published meanwhile.")
    if entry.discarded_at:
        raise Refused("This has been discarded meanwhile.")
    return entry


def lock_row(row: Recorded) -> Recorded:
    locked: Recorded = type(row).objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if locked.withdrawn_on:
        raise Refused("This has been withdrawn.")
    return locked


def parent_row(entry: ScrutinyEntry) -> Recorded | None:
    """The row that a new one belongs to, locked, so that two of its parts never get one number."""
    if entry.kind not in BELONGS_TO or entry.thing_id:
        return None
    number = entry.under.thing_id if entry.under else entry.under_id_of_row
    parent = SCRUTINY_KINDS[BELONGS_TO[entry.kind]]
    return parent.objects.select_for_update().filter(pk=number).first()


def new_row(entry: ScrutinyEntry) -> Recorded:
    """Not saved yet, with its number among those of what it belongs to."""
    row = entry.model()
    if isinstance(row, Body):
        row.slug = free_slug(Body, entry.values["name"], "body")
        return row
    parent = parent_row(entry)
    if parent is None or parent.withdrawn_on:
        raise Refused("What this belongs to has been withdrawn meanwhile.")
    setattr(row, BELONGS_TO[entry.kind], parent)
    if entry.kind in ("item", "recommendation"):
        siblings = entry.model.objects.filter(**{BELONGS_TO[entry.kind]: parent})
        last = siblings.aggregate(last=models.Max("number"))["last"] or 0
        row.number = last + 1  # type: ignore[attr-defined]
    return row


def plain_values(entry: ScrutinyEntry) -> dict[str, Any]:
    return {name: value for name, value in entry.values.items() if not field_of(entry.model, name).is_relation}


def related_values(entry: ScrutinyEntry) -> dict[str, Any]:
    """The rows that are referred to, as they are now."""
    found: dict[str, Any] = {}
    for name, value in entry.values.items():
        if (field := field_of(entry.model, name)).is_relation:
            rows = field.related_model.objects.filter(pk__in=value if field.many_to_many else [value])
            found[name] = list(rows) if field.many_to_many else rows.first()
    return found


def refuse_unfit(kind: str, values: Mapping[str, Any], row: Recorded | None, *, acknowledged: bool) -> None:
    """Refuse personal data in what the public reads, decisions that are not published, and what `refuse_unlikely`
    does."""
    refuse_unpublished(values.get("decisions", ()))
    refuse_unpublished(each.decision for each in values.get("conditions", ()))
    refuse_unlikely(kind, values, row)
    if kind == "body" and Body.objects.filter(name__iexact=values.get("name", "")).exclude(pk=row and row.pk).exists():
        raise Refused("There is a body of this name already.")
    for value in values.values():
        if isinstance(value, str):
            refuse_personal_data(value, called="this", acknowledged=acknowledged)


def refuse_unpublished(decisions: Iterable[Decision]) -> None:
    hidden = [each.reference for each in decisions if not each.published_at]
    if hidden:
        raise Refused(f"{', '.join(hidden)} is not published: leave it out until it is.")


def refuse_unlikely(kind: str, values: Mapping[str, Any], row: Recorded | None) -> None:
    """Refuse a meeting held in the future, recommendations of one that was not held, and answers before it."""
    if kind == "meeting" and "held_on" in values:
        refuse_unlikely_meeting(values["state"], values["held_on"], row)
    if kind == "recommendation":
        item = row.item if isinstance(row, Recommendation) else row
        meeting = getattr(item, "meeting", None)
        if meeting and not meeting.is_held:
            raise Refused("That meeting is not recorded as held, so it has recommended nothing.")
        for name in ("due_on", "responded_on"):
            if meeting and values.get(name) and values[name] < meeting.held_on:
                raise Refused(f"{day(values[name])} is before the meeting, which was held on {day(meeting.held_on)}.")
        if values.get("responded_on") and values["responded_on"] > london_today():
            raise Refused("It cannot have been answered on a day that has not come.")


def refuse_unlikely_meeting(state: str, held_on: date, row: Recorded | None) -> None:
    if state == Meeting.State.HELD and held_on > london_today():
        raise Refused("A meeting in the future has not been held: choose planned.")
    if state == Meeting.State.HELD or not isinstance(row, Meeting):
        return
    if Recommendation.objects.standing().filter(item__meeting=row).exists():
        raise Refused("It has recommended something, so it was held. Withdraw its recommendations first.")
