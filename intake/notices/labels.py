"""The label that a line begins with: known by the layouts, or shaped as one.

A value stands beside its label or below it, after a colon, a question mark, a tab or nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .layouts import MANY_LINES, MOST_WORDS, TAUGHT, Layouts, Row, Target, plain, without_bracket
from .makers import looks_like_post
from .pages import Line
from .tables import heads_table
from .text import MARKER
from .values import day_signed, leading_date, parse_key, parse_yes_or_no, whole_date

_NUMBERED = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})?\.?|[A-Z]\.|Part \w{1,4})\s?[–:.-]?\s)(?=[A-Z])")
_LABELLED = re.compile(r"(?P<label>[A-Z][^:?\t]{1,119}?)\s?(?P<mark>\?\s?:?|:|\t)\s?")
_BILINGUAL = re.compile(r"(?P<label>[A-Z][^:\t]{1,100}? / [^:\t]{1,80}?)\s?(?P<mark>:)\s?")
_LABEL_SHAPED = re.compile(r"(?P<label>[A-Z][^:]{1,58}):\s?")
_QUESTION = re.compile(r"(?P<label>Is [^:?]{1,58}\?)\s?:\s?")
_ANSWER = re.compile(r"(?:Yes|No|None|N/A|Not applicable)[.;]?", re.IGNORECASE)
_PIPES = re.compile(r"\|\s?(?P<label>[^|]{2,80})\|\s?(?P<value>[^|]*)\|")
RUN_IN = re.compile(r"(?P<label>[A-Z][^:?.!;£\t]{2,70})(?P<mark>\.)\s(?=[A-Z£“\"‘(\d])")
"""A heading that runs into its paragraph: "What I decide. I award …"; one where an office has taught it."""
_NUMBER = re.compile(r"\S*\d\S*")
_SECTION = re.compile(r"(\d{1,2})(?:\.0)?[.)]?\s")
_ALONE = re.compile(r"(?:\d{1,2}(?:\.0)?[.)]?\s)?[A-Z][^.:;,!£\t]{2,80}")
_SIGNING = {"signed", "post"}


class Heading(NamedTuple):
    """The label of a line as it is read: its targets and the words beside it. `is_by_place`: no label stands there."""

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


class Labels:
    """Finds the labels that the layouts know."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts

    def heading(
        self, line: str, inside: Heading | None = None, following: str = "", *, is_first: bool = False
    ) -> Heading | None:
        """The label that this line begins with, if it does; `inside` is the heading of the block it would end, and
        `is_first` where it is the very next line."""
        number = _NUMBERED.match(line)
        rest = line[number.end() :] if number else line
        if not rest[:1].isupper():
            return self._in_pipes(line)
        if self.layouts.no_labels and (shaped := _LABEL_SHAPED.match(rest)) and self._is_text(shaped["label"]):
            return None
        if "\t" in line and heads_table(line, following):
            return None
        found = None
        if self.layouts.may_begin(rest):
            found = self._marked(rest) or self._bare(rest, following) or self._unmarked(rest, inside)
        if found:
            return found._replace(label=f"{number[0] if number else ''}{found.label}")
        if not inside:
            return None
        return _section(line, following) or _alike(line, inside, following) or _unknown(line, inside, is_first=is_first)

    def _is_text(self, label: str) -> bool:
        return plain(label) in self.layouts.no_labels

    def label_of(self, line: str, following: str) -> tuple[str, Target] | None:
        """The label that a line begins with and its one meaning; None where it has several, or is not known."""
        found = self.heading(line, None, following)
        return (found.label, found.targets[0]) if found and len(found.targets) == 1 else None

    def _marked(self, line: str) -> Heading | None:
        match = _BILINGUAL.match(line) or _LABELLED.match(line)
        row = self.layouts.find(match["label"]) if match else None
        if match and not row:
            match = _LABELLED.match(line)
            row = self.layouts.find(match["label"]) if match else None
        if not row and (match := RUN_IN.match(line)) and self.layouts.is_taught(match["label"]):
            row = self.layouts.find(match["label"])
        if not match or not row:
            return None
        may_be_prose = "?" in match["mark"] and ":" not in match["mark"]
        if may_be_prose and row.targets[0].how != "flag" and row.family != TAUGHT:
            return None
        return Heading(match["label"].strip(), row.targets, line[match.end() :])

    def _bare(self, line: str, following: str) -> Heading | None:
        """A label alone on its line."""
        is_short = len(without_bracket(line)) < 90 and not line.endswith(",")
        row = self.layouts.find(line.rstrip(" .–-")) if is_short else None
        if not row or not _may_stand_bare(row, line, following):
            return None
        listed = leading_date(following)
        if row.targets[0].field == "decision_text" and listed and listed[1][:1] in ("-", "–"):
            return Heading(line, (Target("", "aside"),), "")  # an issue page lists its decisions
        return Heading(line, row.targets, "")

    def _unmarked(self, line: str, inside: Heading | None) -> Heading | None:
        """A label and its value with nothing between them, where the value is plainly one."""
        words = line.split(" ")
        if not 1 < len(words) < 26 or (not self.layouts.begins(words[0]) and not self.layouts.find(words[0])):
            return None
        for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
            row = self.layouts.find(" ".join(words[:count]))
            value = " ".join(words[count:])
            is_number = (
                row and row.family == TAUGHT and row.targets[0].field == "reference" and _NUMBER.fullmatch(value)
            )
            if row and (is_number or any(_is_whole(target, value, inside) for target in row.targets)):
                return Heading(" ".join(words[:count]), row.targets, value)
        return None

    def _is_cut_label(self, line: str) -> bool:
        """Whether a label has begun and not ended."""
        if not line[0].isupper() or len(line) > 80 or not self.layouts.may_begin(line):
            return False
        return self.layouts.begins(line) and not self._bare(line, "")

    def _in_pipes(self, line: str) -> Heading | None:
        match = _PIPES.fullmatch(line)
        row = self.layouts.find(match["label"].strip()) if match else None
        return Heading(match["label"].strip(), row.targets, match["value"].strip()) if match and row else None

    def whole_labels(self, lines: Sequence[Line]) -> Iterator[Line]:
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


def _may_stand_bare(row: Row, line: str, following: str) -> bool:
    how = row.targets[0].how
    if how in ("date", "day-by", "meeting"):
        return leading_date(following) is not None or day_signed(following) is not None
    if row.label == "decision of *":
        return looks_like_post(re.sub(r"(?i)^decision of (?:the )?", "", line)) and " to " not in line
    if how == "flag":
        return parse_yes_or_no(following)[0] is not None
    return how in MANY_LINES or row.family != "decision_log" or len(row.label.split()) > 1 or line.isupper()


def _is_whole(target: Target, value: str, inside: Heading | None) -> bool:
    if target.how == "post" and not (inside and _is_signing(inside)):
        return False
    return target.how in _WHOLE and bool(_WHOLE[target.how](value))


def _is_signing(heading: Heading) -> bool:
    return any(target.how in _SIGNING for target in heading.targets) or heading.label.casefold().startswith("sign")


def _section(line: str, following: str) -> Heading | None:
    """A heading of a numbered report that no layout knows: "5. Options" above "5.1 …"."""
    match = re.match(r"(\d{1,2})\.?\s[A-Z][^.:]{2,80}$", line)
    return Heading(line, (), "") if match and following.startswith(f"{match[1]}.1") else None


def _alike(line: str, inside: Heading, following: str) -> Heading | None:
    """A heading that no layout knows, printed as the one above it is: with the next number, or in capitals."""
    if not _ALONE.fullmatch(line) or not following or line.count(" ") >= MOST_WORDS:
        return None
    number, above, below = (_SECTION.match(each) for each in (line, inside.label, following))
    if number and above:
        is_next = int(number[1]) == int(above[1]) + 1
        return Heading(line, (), "") if is_next and not (below and int(below[1]) == int(number[1]) + 1) else None
    if whole_date(following) and looks_like_post(line.title()):  # of a signature
        return None
    is_capitals = line.isupper() and inside.label.isupper() and not inside.value and len(line) > 3
    return Heading(line, (), "") if is_capitals and not following.isupper() else None


def _unknown(line: str, inside: Heading, *, is_first: bool) -> Heading | None:
    """Prose has colons too, so a long block ends only at a question, or at a short value with a label; and what stands
    right below its own label is its text."""
    question = _QUESTION.match(line)
    shaped = question or _LABEL_SHAPED.match(line)
    if not shaped or MARKER.match(line) or (not question and _is_prose(shaped["label"])):
        return None
    value = line[shaped.end() :]
    is_long = not inside.targets or inside.targets[0].how in MANY_LINES
    if is_first and not question:
        return None
    if is_long and not question and not (whole_date(value) or _ANSWER.fullmatch(value)):
        return None
    return Heading(shaped["label"].strip(), (), value)


def _is_prose(label: str) -> bool:
    return len(label.split()) > 5 or "," in label
