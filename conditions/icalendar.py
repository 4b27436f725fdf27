"""Due dates as an iCalendar (RFC 5545) that calendar programs subscribe to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, RFC 5545 §3.1
# No control character may stand in a text (§3.3.11); a line break is written out.
CONTROLS = dict.fromkeys((*range(0x20), 0x7F))
ESCAPES = CONTROLS | str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\t": " "})


@dataclass(frozen=True)
class CalendarEvent:
    """A whole day. The `uid` stays the same for ever, so that a date that moves moves in the reader's calendar. It
    reminds at nine in the morning so many days before."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    days_before: tuple[int, ...] = (7, 1)


def calendar(name: str, entries: Iterable[CalendarEvent], *, at: datetime) -> str:
    """The calendar as text, at the moment `at`, which must know its time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PCC decisions//Due dates//EN",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(line for entry in entries for line in event(entry, at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event(entry: CalendarEvent, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    for days in entry.days_before:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{days - 1}DT15H")
        yield from (f"DESCRIPTION:{escaped(entry.summary)}", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """Broken before the 76th octet, never inside a character; what goes on begins with a space."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        limit = LONGEST_LINE - 1 if pieces else LONGEST_LINE
        if len((piece + character).encode()) > limit:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
