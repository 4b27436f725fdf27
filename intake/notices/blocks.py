"""A notice split at its labels: the lines above the first, then one block for each label (domain §9).

A value stands beside its label or below it, after a colon, a question mark, a tab or nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .layouts import MANY_LINES, MOST_WORDS, TAUGHT, Layouts, Row, Target
from .learned import AGAIN, NOTHING_HERE, Example, Fit, Place, best_fit, cut
from .makers import looks_like_post
from .pages import Line
from .text import MARKER
from .values import leading_date, parse_key, parse_yes_or_no, whole_date

_NUMBERED = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})?\.?|[A-Z]\.|Part \w{1,4})\s?[–:.-]?\s)(?=[A-Z])")
_LABELLED = re.compile(r"(?P<label>[A-Z][^:?\t]{1,100}?)\s?(?P<mark>\?\s?:?|:|\t)\s?")
_BILINGUAL = re.compile(r"(?P<label>[A-Z][^:\t]{1,100}? / [^:\t]{1,80}?)\s?(?P<mark>:)\s?")
_LABEL_SHAPED = re.compile(r"(?P<label>[A-Z][^:]{1,58}):\s?")
_QUESTION = re.compile(r"(?P<label>Is [^:?]{1,58}\?)\s?:\s?")
_ANSWER = re.compile(r"(?:Yes|No|None|N/A|Not applicable)[.;]?", re.IGNORECASE)
_PIPES = re.compile(r"\|\s?(?P<label>[^|]{2,80})\|\s?(?P<value>[^|]*)\|")
_SECTION = re.compile(r"(\d{1,2})(?:\.0)?[.)]?\s")
_ALONE = re.compile(r"(?:\d{1,2}(?:\.0)?[.)]?\s)?[A-Z][^.:;,!£\t|]{2,80}")
_UNFINISHED = re.compile(
    r"\b(?:and|of|for|the|Deputy|Chief|Group|Assistant|Monitoring|Corporate|Strategic|Cabinet"
    r"|Portfolio|Recommendations?)$"
)
_SIGNING = {"signed", "post"}


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


class _Heading(NamedTuple):
    label: str
    targets: tuple[Target, ...]
    value: str
    is_by_place: bool = False


_WHOLE: dict[str, Callable[[str], object]] = {
    "date": whole_date,
    "flag": lambda value: _ANSWER.fullmatch(value) and parse_yes_or_no(value)[0] is not None,
    "key": parse_key,
    "post": looks_like_post,
    "posts": looks_like_post,
    "day-by": lambda value: leading_date(value) and " by " in value,
    "meeting": leading_date,
}
"""Whether a value that no colon separates from its label is one, by the way it is read."""


class Splitter:
    """Splits clean lines at the labels that the layouts know, and where the best of the `examples` had theirs."""

    def __init__(self, layouts: Layouts, examples: Sequence[Example] = ()) -> None:
        self.layouts = layouts
        self.examples = examples

    def fit(self, lines: Sequence[Line]) -> Fit | None:
        """How lines fit what was learned from a confirmed notice; None where they do not."""
        return best_fit(cut(lines, self.examples), self.examples)

    def split(self, lines: Sequence[Line]) -> Split:
        """Every line but a label ends up in the head or in one block."""
        head: list[Line] = []
        found: list[tuple[_Heading, list[Line]]] = []
        is_above = True  # what is left out above the title takes its own line alone, or the next after a colon
        awaits = False
        lines = cut(list(self._whole_labels(lines)), self.examples)
        fit = best_fit(lines, self.examples)
        places = fit.places if fit else {}
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
            heading = heading or (_Heading("", (), line.text) if place else None)
            if heading and (is_learned or not (found and _only_repeats(heading, *found[-1]))):
                found.append((heading, [Line(line.number, heading.value)]))
                is_above = is_above and self._is_left_out(heading)
                awaits = line.text.endswith(":")
            else:
                (found[-1][1] if not is_above or (awaits and line.text) else head).append(line)
                awaits = awaits and not line.text
        blocks = [block for heading, rest in found for block in _blocks(heading, rest)]
        return Split(head, blocks, is_learned=fit is not None)

    def heading(
        self, line: str, inside: _Heading | None = None, following: str = "", *, is_first: bool = False
    ) -> _Heading | None:
        """The label that this line begins with, if it does; `inside` is the heading of the block it would end, and
        `is_first` where it is the very next line."""
        number = _NUMBERED.match(line)
        rest = line[number.end() :] if number else line
        if not rest[:1].isupper():
            return self._in_pipes(line)
        found = None
        if self.layouts.may_begin(rest):
            found = self._marked(rest) or self._bare(rest, following) or self._unmarked(rest, inside)
        if found:
            return found._replace(label=f"{number[0] if number else ''}{found.label}")
        if not inside:
            return None
        return _section(line, following) or _alike(line, inside, following) or _unknown(line, inside, is_first=is_first)

    def label_of(self, line: str, following: str) -> tuple[str, Target] | None:
        """The label that a line begins with and its one meaning; None where it has several, or is not known."""
        found = self.heading(line, None, following)
        return (found.label, found.targets[0]) if found and len(found.targets) == 1 else None

    def _is_left_out(self, heading: _Heading) -> bool:
        is_taught = AGAIN in heading.targets or self.layouts.is_taught(heading.label)
        return is_taught and not any(target.field for target in heading.targets)

    def _marked(self, line: str) -> _Heading | None:
        match = _BILINGUAL.match(line) or _LABELLED.match(line)
        row = self.layouts.find(match["label"]) if match else None
        if match and not row:
            match = _LABELLED.match(line)
            row = self.layouts.find(match["label"]) if match else None
        if not match or not row:
            return None
        may_be_prose = "?" in match["mark"] and ":" not in match["mark"]
        if may_be_prose and row.targets[0].how != "flag" and row.family != TAUGHT:
            return None
        return _Heading(match["label"].strip(), row.targets, line[match.end() :])

    def _bare(self, line: str, following: str) -> _Heading | None:
        """A label alone on its line."""
        row = self.layouts.find(line.rstrip(" .–-")) if len(line) < 90 and not line.endswith(",") else None
        if not row or not _may_stand_bare(row, line, following):
            return None
        listed = leading_date(following)
        if row.targets[0].field == "decision_text" and listed and listed[1][:1] in ("-", "–"):
            return _Heading(line, (Target("", "aside"),), "")  # an issue page lists its decisions
        return _Heading(line, row.targets, "")

    def _unmarked(self, line: str, inside: _Heading | None) -> _Heading | None:
        """A label and its value with nothing between them, where the value is plainly one."""
        words = line.split(" ")
        if not 1 < len(words) < 26 or (not self.layouts.begins(words[0]) and not self.layouts.find(words[0])):
            return None
        for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
            row = self.layouts.find(" ".join(words[:count]))
            value = " ".join(words[count:])
            if row and any(_is_whole(target, value, inside) for target in row.targets):
                return _Heading(" ".join(words[:count]), row.targets, value)
        return None

    def _is_cut_label(self, line: str) -> bool:
        """Whether a label has begun and not ended."""
        if not line[0].isupper() or len(line) > 80 or not self.layouts.may_begin(line):
            return False
        return self.layouts.begins(line) and not self._bare(line, "")

    def _in_pipes(self, line: str) -> _Heading | None:
        match = _PIPES.fullmatch(line)
        row = self.layouts.find(match["label"].strip()) if match else None
        return _Heading(match["label"].strip(), row.targets, match["value"].strip()) if match and row else None

    def _whole_labels(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines, with each label that a hard line break had cut put together again."""
        waiting: list[Line] = []
        for line in lines:
            waiting.append(line)
            whole = " ".join(each.text for each in waiting)
            if line.text and self._is_cut_label(whole):
                continue
            is_cut = len(waiting) > 1 and self._marked(whole)
            yield from [Line(waiting[0].number, whole)] if is_cut else waiting
            waiting = []
        yield from waiting


def _what_follows(lines: Sequence[Line]) -> list[str]:
    """For each line the next one that says anything."""
    following, words = [], ""
    for line in reversed(lines):
        following.append(words)
        words = line.text or words
    return following[::-1]


def _learned(place: Place) -> _Heading:
    """What a confirmed notice had in this place, as a heading."""
    label = place.label or f"learned {place.target.field.replace('_', ' ')}"
    return _Heading(label, (place.target,), place.value, is_by_place=not place.label)


def _only_repeats(heading: _Heading, above: _Heading, lines: list[Line]) -> bool:
    """Whether a heading says again what the label above it has said, with nothing between."""
    is_same = heading.targets and heading.targets == above.targets and heading.targets[0].how in MANY_LINES
    return bool(is_same) and not heading.value and not any(line.text for line in lines)


def _may_stand_bare(row: Row, line: str, following: str) -> bool:
    how = row.targets[0].how
    if how in ("date", "day-by", "meeting"):
        return leading_date(following) is not None
    if row.label == "decision of *":
        return looks_like_post(re.sub(r"(?i)^decision of (?:the )?", "", line)) and " to " not in line
    if how == "flag":
        return parse_yes_or_no(following)[0] is not None
    return how in MANY_LINES or row.family != "decision_log" or len(row.label.split()) > 1 or line.isupper()


def _is_whole(target: Target, value: str, inside: _Heading | None) -> bool:
    if target.how == "post" and not (inside and _is_signing(inside)):
        return False
    return target.how in _WHOLE and bool(_WHOLE[target.how](value))


def _is_signing(heading: _Heading) -> bool:
    return any(target.how in _SIGNING for target in heading.targets) or heading.label.casefold().startswith("sign")


def _section(line: str, following: str) -> _Heading | None:
    """A heading of a numbered report that no layout knows: "5. Options" above "5.1 …"."""
    match = re.match(r"(\d{1,2})\.?\s[A-Z][^.:]{2,80}$", line)
    return _Heading(line, (), "") if match and following.startswith(f"{match[1]}.1") else None


def _alike(line: str, inside: _Heading, following: str) -> _Heading | None:
    """A heading that no layout knows, printed as the one above it is: with the next number, or in capitals."""
    if not _ALONE.fullmatch(line) or not following or line.count(" ") >= MOST_WORDS:
        return None
    number, above, below = (_SECTION.match(each) for each in (line, inside.label, following))
    if number and above:
        is_next = int(number[1]) == int(above[1]) + 1
        return _Heading(line, (), "") if is_next and not (below and int(below[1]) == int(number[1]) + 1) else None
    if whole_date(following) and looks_like_post(line.title()):  # of a signature
        return None
    is_capitals = line.isupper() and inside.label.isupper() and not inside.value and len(line) > 3
    return _Heading(line, (), "") if is_capitals and not following.isupper() else None


def _is_new(lines: list[Line]) -> bool:
    """Whether a label stands alone, and nothing below it yet."""
    return len(lines) == 1 and not lines[0].text


def _unknown(line: str, inside: _Heading, *, is_first: bool) -> _Heading | None:
    """Prose has colons too, so a long block ends only at a question, or at a short value with a label; and what stands
    right below its own label is its text."""
    question = _QUESTION.match(line)
    shaped = question or _LABEL_SHAPED.match(line)
    if not shaped or MARKER.match(line) or (not question and _is_prose(shaped["label"])):
        return None
    value = line[shaped.end() :]
    is_long = not inside.targets or inside.targets[0].how in MANY_LINES
    if is_long and not question and (is_first or not (whole_date(value) or _ANSWER.fullmatch(value))):
        return None
    return _Heading(shaped["label"].strip(), (), value)


def _is_prose(label: str) -> bool:
    return len(label.split()) > 5 or "," in label


def _blocks(heading: _Heading, lines: list[Line]) -> Iterator[Block]:
    """The block of a heading; what follows the one paragraph of a short value is loose."""
    if not heading.targets or heading.targets[0].how in MANY_LINES:
        is_loose = not heading.label
        yield Block(heading.label, heading.targets, tuple(lines), is_loose, heading.is_by_place)
        return
    start = next((place for place, line in enumerate(lines) if line.text), len(lines))
    end = next((place for place in range(start, len(lines)) if not lines[place].text), len(lines))
    end = _end_of_value(lines, start, end)
    yield Block(heading.label, heading.targets, tuple(lines[:end]), is_by_place=heading.is_by_place)
    if any(line.text for line in lines[end:]):
        yield Block("", (), tuple(lines[end:]), is_loose=True)


def _end_of_value(lines: list[Line], start: int, end: int) -> int:
    """A value goes on in the next line only where that line plainly carries on."""
    while start + 1 < end and _carries_on(lines[start].text, lines[start + 1].text):
        start += 1
    return min(start + 1, end)


def _carries_on(line: str, following: str) -> bool:
    if len(line) > 120 or whole_date(line) or MARKER.match(following):
        return False
    return line.endswith((",", "&")) or following[0].islower() or _UNFINISHED.search(line) is not None
