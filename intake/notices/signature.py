"""A signature that no label announces: who signed, the post and the day below the last words of a notice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block, Split
from .kinds import outcome_of
from .layouts import Target
from .makers import is_person, looks_like_post
from .pages import Line
from .text import says_anything
from .values import find_dates, whole_date

_SIGNED = re.compile(r"Signed(?: by (?:me|us))?,?|(?:(?:signed|signature|date|dated)\W*){1,2}", re.IGNORECASE)
"""What announces a signature, or stands below its line."""
_SIGNS = re.compile(r"^(?:Signed(?: by)?:? )?(?P<who>.+?),?(?: on)?$")
_SMALL = re.compile(r"\b(?:And|Of|For|The)\b")
LONGEST = 150
MOST_BELOW = 2
"""No more lines than these stand below a signature."""


def signed(split: Split) -> Split:
    """The notice with the post and the day below its last words under "Signed", where no label is of either. Where it
    has no label at all, somebody has to decide something in it."""
    fields = {block.targets[0].field for block in split.blocks if block.targets}
    if fields & {"decided_on", "decided_at_meeting"}:
        return split
    if "decision_makers" in fields:
        return _with_day(split)
    if split.blocks:
        *others, last = split.blocks
        place = _in_capitals(last.lines)
        if place:
            closing = [_signed_line(last.lines[place]), Block("", (), last.lines[place + 1 :], is_loose=True)]
            return Split(split.head, [*others, replace(last, lines=last.lines[:place]), *closing])
        rest, closing = _parted(last.lines)
        return Split(split.head, [*others, replace(last, lines=rest), *closing])
    rest, closing = _parted(split.head)
    is_decision = closing and outcome_of("\n".join(line.text for line in rest))
    return Split(list(rest), closing) if is_decision else split


def _parted(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Block]]:
    """The lines above the signature, and a block for each of its own; all the lines, and none, where there is none."""
    stated = [part for line in lines if line.text for part in _who_and_when(line)]
    start = next((n for n in range(len(stated), 0, -1) if not _of_signature(stated[n - 1].text)), 0)
    closing = stated[start:]
    days = [line for line in closing if whole_date(line.text)]
    if len(days) != 1 or not any(looks_like_post(_in_small(line.text)) for line in closing):
        return tuple(lines), []
    return tuple(line for line in lines if line.number < closing[0].number), [_signed_line(line) for line in closing]


def _with_day(split: Split) -> Split:
    """The notice with the day that stands alone above "signed" and "date", where nothing is said of it."""
    *others, last = split.blocks
    stated = [line for line in last.lines if says_anything(line.text)]
    place = next((n for n in range(len(stated) - 1, 0, -1) if not _SIGNED.fullmatch(stated[n].text)), 0)
    day, captions = stated[place] if stated else None, stated[place + 1 :]
    if not (day and captions and whole_date(day.text)):
        return split
    rest = tuple(line for line in last.lines if line.number < day.number)
    return Split(split.head, [*others, replace(last, lines=rest), *map(_signed_line, (day, *captions))])


def _in_capitals(lines: Sequence[Line]) -> int:
    """Where a post in capitals stands alone below the last text, with a line or two below it; 0 where none does."""
    for place in range(len(lines) - 1, 0, -1):
        text, below = lines[place].text, [line.text for line in lines[place + 1 :] if line.text]
        is_alone = not lines[place - 1].text and not "".join(line.text for line in lines[place + 1 : place + 2])
        if text.isupper() and is_alone and len(below) <= MOST_BELOW and looks_like_post(_in_small(text)):
            return place
    return 0


def _who_and_when(line: Line) -> list[Line]:
    """ "Jo Field, Deputy Mayor, 4 May 2026" as the one and the other; any other line as it is."""
    start, end, _ = [(0, 0, None), *find_dates(line.text[:LONGEST])][-1]
    found = _SIGNS.match(line.text[:start].strip(" ,")) if 0 < end == len(line.text) else None
    name, _, post = found["who"].partition(", ") if found else ("", "", "")
    is_signature = looks_like_post(post or name) and (is_person(name) or not post)
    return [Line(line.number, found["who"]), Line(line.number, line.text[start:])] if found and is_signature else [line]


def _of_signature(text: str) -> bool:
    words = _in_small(text)
    is_named = looks_like_post(words) or is_person(words) or _SIGNED.fullmatch(text)
    return whole_date(text) is not None or (bool(is_named) and text[-1] not in ".:;")


def _in_small(text: str) -> str:
    return _SMALL.sub(lambda word: word[0].lower(), text.title()) if text.isupper() else text


def _signed_line(line: Line) -> Block:
    if _SIGNED.fullmatch(line.text):
        return Block(line.text, (Target("", "aside"),), (Line(line.number, ""),))
    target = Target("decided_on", "date") if whole_date(line.text) else Target("decision_makers", "signed")
    return Block("Signed", (target,), (Line(line.number, _in_small(line.text)),))
