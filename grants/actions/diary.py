"""Writing the diary, and setting fields so that it says what changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from grants.actions.security_log import note_event
from grants.formatting import day
from grants.models import Decision, Event, KeptText, User

Changes = dict[str, list[str]]
BATCH = 1_000
# Deeds of which nobody outside can read anything, not even that somebody is at work: those whose verb begins so, and
# all edits of a decision (`record_edit`). Any other makes a new edition of the register.
INSIDE = (
    *("sent for approval", "approved", "returned", "handed over", "answered a warning", "acknowledged personal data"),
    *("let hidden content be published", "said what a correction changes", "went back to what is published"),
    *("asked for a withdrawal", "kept after all", "asked for a redaction"),
    *("kept an internal paper", "removed an internal paper", "commented", "asked the office"),
    *("left a question unanswered", "saved a view", "removed a view", "chose the columns of the finance file"),
    *(
        "added a person",
        "changed a password",
        "turned a second factor",
        "added a passkey",
        "removed a passkey",
        "gave a role",
        "ended a role",
        "invited",
        "accepted an invitation",
    ),
    *("tried a letter again", "chose letters", "made a calendar address", "revoked a calendar address"),
    *("drafted a plan", "changed the draft of a plan", "discarded the draft of a plan", "wrote the yearly account"),
    *("wrote: ", "discarded: ", "taught a label", "forgot a label", "saved a matching", "forgot a matching"),
    *("learned a layout", "forgot a learned line"),
    *("drafted past decisions", "undid the drafting of past decisions", "sent past decisions for approval"),
    *("returned past decisions", "approved past decisions", "paused publishing past decisions", "deleted an import"),
)


def record(
    verb: str,
    thing: models.Model,
    *,
    by: User | None,
    at: datetime | None = None,
    decision: Decision | None = None,
    comment: str = "",
    changes: Changes | None = None,
    is_public: bool | None = None,
) -> Event:
    """One line of the diary; its verb says whether the public reads anything of it, unless that is given. A line about
    a decision, or part of one, also carries the revision that it led to. What happens to accounts, roles and what is in
    public sight is in the security log too."""
    about = thing if isinstance(thing, Decision) else decision
    note_event(verb, thing, by=by, at=at, reference=about.reference if about else "")
    line = line_of(verb, thing, about, by=by, at=at, comment=comment, changes=changes or {}, is_public=is_public)
    if line.texts:
        line.texts.save()
    line.save()
    return line


def record_many(
    verb: str, decisions: Sequence[Decision], *, by: User, at: datetime | None = None, changes: Changes
) -> None:
    """The same line for each of many decisions."""
    record_lines([line_of(verb, each, each, by=by, at=at, changes=changes) for each in decisions])


def record_lines(lines: Sequence[Event]) -> None:
    """Write these lines about decisions, in their order, in two statements."""
    KeptText.objects.bulk_create((each.texts for each in lines if each.texts), batch_size=BATCH)
    Event.objects.bulk_create(lines, batch_size=BATCH)


def line_of(
    verb: str,
    thing: models.Model,
    about: Decision | None,
    *,
    by: User | None,
    at: datetime | None = None,
    comment: str = "",
    changes: Changes | None = None,
    is_public: bool | None = None,
) -> Event:
    """What `record` writes, not saved yet; `about`: the decision that the thing is, or is part of."""
    return Event(
        at=at or timezone.now(),
        by=by,
        verb=verb,
        thing=thing,
        decision=about,
        revision=about.revision if about else None,
        labels=list(changes or {}),
        is_public=not verb.startswith(INSIDE) if is_public is None else is_public,
        texts=quoted(about, comment, changes or {}),
    )


def quoted(decision: Decision | None, comment: str, changes: Changes) -> KeptText | None:
    """What an event quotes, not saved yet; None if that is nothing."""
    return KeptText.of(decision, {"comment": comment, "changes": changes}) if comment or changes else None


def set_fields(thing: models.Model, values: Mapping[str, Any]) -> Changes:
    """Set fields of a thing and save it; returns {label: [before, after]} of those whose value has changed.

    Values are compared, never what they look like: two files or priorities of one name are different.
    """
    fields: dict[str, Any] = {name: thing._meta.get_field(name) for name in values}
    many = [name for name, field in fields.items() if field.many_to_many]
    before = {name: (value_of(thing, name), in_words(thing, name)) for name in fields}
    for name in values.keys() - set(many):
        setattr(thing, name, values[name])
    thing.save()
    for name in many:
        getattr(thing, name).set(values[name])
    after = {name: (value_of(thing, name), in_words(thing, name)) for name in fields}
    changed = [name for name in fields if before[name][0] != after[name][0]]
    return {label(fields[name]): distinguished(before[name], after[name]) for name in changed}


def value_of(thing: models.Model, name: str) -> Any:
    """What is compared: of a relation the numbers of its rows."""
    field: Any = thing._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(thing, name).values_list("pk", flat=True)) if thing.pk else []
    value = getattr(thing, field.attname)
    if isinstance(field, ArrayField):
        return list(value or ())
    return None if value in ("", None) else field.to_python(value)


def distinguished(before: tuple[Any, str], after: tuple[Any, str]) -> list[str]:
    """Both in words; with their numbers if the words are the same."""
    pairs = (before, after)
    return [f"{words} (no. {value})" if before[1] == after[1] else words for value, words in pairs]


def label(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def in_words(thing: models.Model, name: str) -> str:
    """The value of a field as people read it."""
    field = thing._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(str(each) for each in getattr(thing, name).all()) if thing.pk else ""
    if getattr(field, "choices", None):
        return str(getattr(thing, f"get_{name}_display")())
    value: Any = getattr(thing, name, None)  # a new row may not point to anything yet
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(field, ArrayField):
        words = dict(field.base_field.flatchoices)
        return ", ".join(str(words.get(each, each)) for each in value or ())
    return "" if value is None else str(value)
