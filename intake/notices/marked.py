"""A notice as it came, part by part, with what was read from each part and what was left over. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from .record import Mark
from .text import clean

LONGEST_LABEL = 80
LEFT = "left"
"""The place of a part that was left over."""


@dataclass(frozen=True)
class Piece:
    """Words of a line; `note` says what they are, where they are a sum or a sentence that matters."""

    words: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Lines that follow each other and went to the same place: a field, what is left over, or nowhere. Of the parts of
    one place the first one `is_first`."""

    place: str
    lines: tuple[tuple[Piece, ...], ...]
    is_first: bool = False


def marked(text: str, marks: Sequence[Mark], left: Iterable[str], notes: Mapping[str, str]) -> list[Part]:
    """The parts of a text. `left` are the texts that were left over, `notes` what is said of words in it."""
    lines = clean(text)[0]
    places = _places(lines, marks, left)
    pattern = _any_of(notes)
    parts: list[Part] = []
    seen: set[str] = set()
    for place, group in groupby(zip(lines, places, strict=True), key=lambda pair: pair[1]):
        pieces = tuple(_pieces(line.replace("\t", "  "), pattern, notes) for line, _ in group)
        parts.append(Part(place, pieces, is_first=place not in seen))
        seen.add(place)
    return parts


def _places(lines: Sequence[str], marks: Sequence[Mark], left: Iterable[str]) -> list[str]:
    """Where each line went: the narrowest mark over it says so. A blank line goes with the one above it."""
    places = [""] * len(lines)
    for mark in sorted(marks, key=lambda each: each.first - each.last):
        for number in range(mark.first, min(mark.last + 1, len(lines))):
            places[number] = mark.field
    left_lines = {line for each in left for line in clean(each or " -")[0] if len(line) > 1}
    for number, line in enumerate(lines):
        if line in left_lines:
            places[number] = LEFT
        elif not line and number:
            places[number] = places[number - 1]
    below = ""
    for number in range(len(lines) - 1, -1, -1):  # a label goes with what stands below it
        if not places[number] and len(lines[number]) < LONGEST_LABEL and lines[number].endswith((":", "?")):
            places[number] = below
        below = places[number] if lines[number] else below
    return places


def _any_of(notes: Mapping[str, str]) -> re.Pattern[str] | None:
    words = sorted((each for each in notes if each), key=len, reverse=True)
    return re.compile("|".join(rf"{re.escape(each)}(?:\.00)?(?![\d,]*\d)" for each in words)) if words else None


def _pieces(line: str, pattern: re.Pattern[str] | None, notes: Mapping[str, str]) -> tuple[Piece, ...]:
    if pattern is None:
        return (Piece(line),)
    pieces, end = [], 0
    for match in pattern.finditer(line):
        pieces += [
            Piece(line[end : match.start()]),
            Piece(match[0], notes[match[0] if match[0] in notes else match[0].removesuffix(".00")]),
        ]
        end = match.end()
    return tuple(piece for piece in (*pieces, Piece(line[end:])) if piece.words)
