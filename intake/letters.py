"""Which letters registers of past decisions call for: one for a register, never one for each of its decisions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from grants.formatting import day
from grants.letters import MAX_SUBJECT, address
from grants.models import Event, Letter, Role, User
from grants.years import london_today
from intake.models import SpreadsheetImport

LETTER_WINDOW = timedelta(days=7)
Kind = Letter.Kind
RETURNED, APPROVED = "returned past decisions", "approved past decisions"
HAPPENED = {RETURNED: Kind.RETURNED, APPROVED: Kind.APPROVED}


def waiting_letters(at: datetime) -> Iterator[Letter]:
    """What waits now, for approval or to be published."""
    yield from sent_letters()
    yield from answered_letters(APPROVED, since=at - LETTER_WINDOW)


def letters(at: datetime) -> Iterator[Letter]:
    yield from answered_letters(RETURNED, since=at - LETTER_WINDOW)


def sent_letters() -> Iterator[Letter]:
    """To every approver who may approve it, each register that waits, with its sums."""
    approvers = list(User.objects.with_role(Role.APPROVER))
    for each in SpreadsheetImport.objects.waiting_for_approval().select_related("sent_by"):
        if each.sent_at is None:
            continue
        words = f"{sums_of(each)}, sent by {each.sent_by} on {day(london_today(each.sent_at))}."
        for person in approvers:
            if person.pk not in each.author_ids:
                what = f"import-{each.pk}-{int(each.sent_at.timestamp())}"
                yield to_office(Kind.WAITS, what, each, person, words)


def answered_letters(verb: str, *, since: datetime) -> Iterator[Letter]:
    """To the person who brought a register in, and to the one who sent it, what an approver did with it."""
    events = Event.objects.filter(at__gte=since, verb=verb).select_related("by")
    registers = SpreadsheetImport.objects.select_related("imported_by", "sent_by")
    known = registers.in_bulk([event.thing_id for event in events])
    for event in events:
        if each := known.get(event.thing_id):
            kind = HAPPENED[event.verb]
            words = (
                f"{kind.label.split(':')[0]} by {event.by} on {day(london_today(event.at))}.\n{event.comment}".strip()
            )
            for person in {each.imported_by, each.sent_by} - {None, event.by}:
                yield to_office(kind, f"import-{event.pk}", each, person, words)  # type: ignore[arg-type]


def sums_of(each: SpreadsheetImport) -> str:
    awards = each.found.get("awards", 0)
    return f"{each.decisions:,} past decisions, {awards:,} awards of {each.found.get('total', '')}"


def to_office(kind: Letter.Kind, what: str, each: SpreadsheetImport, person: User, words: str) -> Letter:
    return Letter(
        key=f"{kind}:{what}:{person.pk}",
        person=person,
        kind=kind,
        subject=f"{kind.label}: past decisions of {each}"[:MAX_SUBJECT],
        body=f"Past decisions of {each}\n{words}\n{address('office:import_detail', each.pk)}",
    )
