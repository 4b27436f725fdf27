"""A notice split at its labels: the lines above the first, then one block for each label (domain §9)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .fitting import Fit, Place, best_fit, cut
from .labels import Heading, Labels
from .layouts import MANY_LINES, Layouts, Target
from .learned import AGAIN, NOTHING_HERE, YES_OR_NO, Example
from .pages import Line
from .paragraphs import cut_width, is_cut
from .text import MARKER
from .values import whole_date
from .welsh import is_welsh

_UNFINISHED = re.compile(
    r"\b(?:and|of|for|the|Deputy|Chief|Group|Assistant|Monitoring|Corporate|Strategic|Cabinet"
    r"|Portfolio|Recommendations?)$"
)


@dataclass(frozen=True)
class Block:
    """What stands under one label, and between which lines of the text as it came.

    No targets: the label is not known. `loose` lines follow a value that was whole, and have no label; a block that is
    read `by_place` has none either, and is only called by one.
    """

    label: str
    targets: tuple[Target, ...]
    lines: tuple[Line, ...]
    is_loose: bool = False
    is_by_place: bool = False

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]

    @property
    def is_empty(self) -> bool:
        return not any(self.texts)

    @property
    def text(self) -> str:
        """The block as it stood, label and all."""
        words = "\n".join(self.texts).strip()
        return f"{self.label}: {words}" if self.label and not self.is_by_place else words


class Split(NamedTuple):
    """The lines above the first label, and the blocks in their order; `is_learned`: as a confirmed notice had them."""

    head: list[Line]
    blocks: list[Block]
    is_learned: bool = False


class Splitter(Labels):
    """Splits clean lines at the labels that the layouts know, and where the best of the `examples` had theirs."""

    def __init__(self, layouts: Layouts, examples: Sequence[Example] = ()) -> None:
        super().__init__(layouts)
        self.examples = examples

    def fit(self, lines: Sequence[Line]) -> Fit | None:
        """How lines fit what was learned from a confirmed notice; None where they do not."""
        return best_fit(cut(lines, self.examples), self.examples)

    def split(self, lines: Sequence[Line]) -> Split:
        """Every line but a label ends up in the head or in one block."""
        head: list[Line] = []
        found: list[tuple[Heading, list[Line]]] = []
        is_above = True  # what is left out above the title takes its own line alone, or the next after a colon
        awaits = False
        lines = cut(list(self.whole_labels(lines)), self.examples)
        fit = best_fit(lines, self.examples)
        places = fit.places if fit else {}
        width = cut_width([line.text for line in lines])
        for index, (line, following) in enumerate(zip(lines, _what_follows(lines), strict=True)):
            place = places.get(index)
            heading = _learned(place) if place and place.target != NOTHING_HERE else None
            is_learned = heading is not None
            heading = heading or self.heading(
                line.text,
                None if is_above else found[-1][0],
                following,
                is_first=not is_above and _is_new(found[-1][1]),
            )
            heading = heading or (Heading("", (), line.text) if place else None)
            if heading and (is_learned or not (found and _only_repeats(heading, *found[-1]))):
                found.append((heading, [Line(line.number, heading.value)]))
                is_above = is_above and self._is_left_out(heading)
                awaits = line.text.endswith(":")
            else:
                (found[-1][1] if not is_above or (awaits and line.text) else head).append(line)
                awaits = awaits and not line.text
        blocks = [block for heading, rest in found for block in _blocks(heading, rest, width)]
        return Split(head, blocks, is_learned=fit is not None)

    def _is_left_out(self, heading: Heading) -> bool:
        is_taught = AGAIN in heading.targets or self.layouts.is_taught(heading.label)
        return is_taught and not any(target.field for target in heading.targets)


def _what_follows(lines: Sequence[Line]) -> list[str]:
    """For each line the next one that says anything."""
    following, words = [], ""
    for line in reversed(lines):
        following.append(words)
        words = line.text or words
    return following[::-1]


def _learned(place: Place) -> Heading:
    """What a confirmed notice had in this place, as a heading."""
    label = place.label or f"learned {place.target.field.replace('_', ' ')}"
    return Heading(label, (place.target,), place.value, is_by_place=not place.label)


def _only_repeats(heading: Heading, above: Heading, lines: list[Line]) -> bool:
    """Whether a heading says again what the label above it has said, with nothing between."""
    is_same = heading.targets and heading.targets == above.targets and heading.targets[0].how in MANY_LINES
    return bool(is_same and heading.targets[0].field) and not heading.value and not any(line.text for line in lines)


def _is_new(lines: list[Line]) -> bool:
    """Whether a label stands alone, and nothing below it yet."""
    return len(lines) == 1 and not lines[0].text


def _blocks(heading: Heading, lines: list[Line], width: int) -> Iterator[Block]:
    """The block of a heading; what follows the one paragraph of a short value is loose. `width`: that at which lines
    were cut."""
    if not heading.targets or heading.targets[0].how in MANY_LINES:
        is_loose = not heading.label
        yield Block(heading.label, heading.targets, tuple(lines), is_loose, heading.is_by_place)
        return
    start = next((place for place, line in enumerate(lines) if line.text), len(lines))
    end = next((place for place in range(start, len(lines)) if not lines[place].text), len(lines))
    end = _end_of_value(lines, start, end, width)
    yield Block(heading.label, heading.targets, tuple(lines[:end]), is_by_place=heading.is_by_place)
    if any(line.text for line in lines[end:]):
        yield Block("", (), tuple(lines[end:]), is_loose=True)


def _end_of_value(lines: list[Line], start: int, end: int, width: int) -> int:
    """A value goes on in the next line only where that line plainly carries on, or was cut from it."""
    pairs = [(line.text, following.text) for line, following in pairwise(lines[start:end])]
    for pair in pairs:
        is_again = is_welsh(pair[0]) and not is_welsh(pair[1])  # a bilingual value goes on in English
        if not (_carries_on(*pair) or is_cut(*pair, width) or is_again):
            break
        start += 1
    return min(start + 1, end)


def _carries_on(line: str, following: str) -> bool:
    if len(line) > 120 or whole_date(line) or MARKER.match(following):
        return False
    return line.endswith((",", "&")) or following[0].islower() or _UNFINISHED.search(line) is not None


def end_of_aside(texts: Sequence[str]) -> int:
    """How many lines stand with a label that has no field: the one beside it, with the rows and the answers that
    follow; or the first run of lines below it."""
    start = next((place for place, text in enumerate(texts) if text), len(texts))
    end = next((place for place in range(start, len(texts)) if not texts[place]), len(texts))
    if not start:
        end = 1
        for place in range(1, len(texts)):
            if "\t" in texts[place] or YES_OR_NO.search(texts[place]):
                end = place + 1
            elif texts[place]:
                break
    return end
