"""Where in the lines of a notice each value of its record stands."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .layouts import HOWS, MANY_LINES
from .learned import tokens
from .pages import Line
from .record import Mark
from .values import find_dates

Value = str | date
_TOKEN = re.compile(r"[^\W_]+")
_LABEL_END = re.compile(r"[:?\t–—-]\s?$")


class _Token(NamedTuple):
    word: str
    line: int
    start: int
    end: int


class Said(NamedTuple):
    """What a record says: `values` by the reader's names of fields; `awards`, each its sum and its recipient, that no
    text says; and what is said of every notice alike where no line of this one states it, who decided for instance."""

    values: Mapping[str, Sequence[Value]]
    awards: Sequence[tuple[str, str]] = ()
    always: Mapping[str, Sequence[str]] = {}

    def values_besides(self, of_awards: Collection[int]) -> dict[str, Sequence[Value]]:
        """The values, with those of awards where no lines are `of_awards`: labels say them."""
        if of_awards or not self.awards:
            return dict(self.values)
        amounts, names = zip(*self.awards, strict=True)
        return {**self.values, "award_amount": amounts, "award_recipient": [name for name in names if name]}


class Span(NamedTuple):
    """Tokens of one line that a field has."""

    field: str
    line: int
    start: int
    end: int


class Located:
    """Finds values among the words of a notice; a word belongs to one of them."""

    def __init__(self, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
        self.lines, self.marks = lines, marks
        self.all = [
            _Token(match[0].casefold(), index, match.start(), match.end())
            for index, line in enumerate(lines)
            for match in _TOKEN.finditer(line.text)
        ]
        self.owner = [""] * len(self.all)
        self.at: dict[str, list[int]] = {}
        for place, token in enumerate(self.all):
            self.at.setdefault(token.word, []).append(place)

    def spans(self, values: Mapping[str, Sequence[Value]]) -> list[Span]:
        parts = [(field, part) for field, said in values.items() for value in said for part in _parts(value)]
        for field, part in sorted(parts, key=lambda each: (-_length(each[1]), not self._was_read(*each))):
            found = [each for each in self._occurrences(part) if self._is_free(*each, field)]
            if found:
                start, end = min(found, key=lambda each: self._rank(each[0], each[1], field))
                self.owner[start:end] = [field] * (end - start)
        return list(self._runs())

    def _runs(self) -> Iterator[Span]:
        place = 0
        while place < len(self.all):
            first, field, end = self.all[place], self.owner[place], place + 1
            while end < len(self.all) and self.owner[end] == field and self.all[end].line == first.line:
                end += 1
            if field:
                yield Span(field, first.line, first.start, self.all[end - 1].end)
            place = end

    def _occurrences(self, part: Value) -> Iterator[tuple[int, int]]:
        if isinstance(part, date):
            for index, line in enumerate(self.lines):
                for start, stop, day in find_dates(line.text[:2000]):
                    inside = [n for n, each in enumerate(self.all) if each.line == index and start <= each.start < stop]
                    if day == part and inside:
                        yield inside[0], inside[-1] + 1
            return
        words = [match[0].casefold() for match in _TOKEN.finditer(part)]
        for start in self.at.get(words[0], ()) if words else ():
            if [each.word for each in self.all[start : start + len(words)]] == words:
                yield start, start + len(words)

    def _is_free(self, start: int, end: int, field: str) -> bool:
        """Whether nothing else has these words, and they stand as values do: alone, beside a label, or at length."""
        if any(self.owner[start:end]):
            return False
        line = self.all[start].line
        is_last = end == len(self.all) or self.all[end].line != self.all[end - 1].line
        before = self.lines[line].text[: self.all[start].start].rstrip("£ ")
        is_labelled = len(tokens(before)) <= 5 or bool(_LABEL_END.search(before))
        is_long = HOWS[field].keys() & MANY_LINES and end - start > 7
        return bool(is_long) or (is_labelled and (is_last or not tokens(before) or bool(_LABEL_END.search(before))))

    def _was_read(self, field: str, part: Value) -> bool:
        """Whether the reader read this value in one of its places."""
        lines = (self.lines[self.all[start].line] for start, _ in self._occurrences(part))
        return any(self._is_marked(line.number, field) for line in lines)

    def _is_marked(self, number: int, field: str) -> bool:
        return any(mark.field == field and mark.first <= number <= mark.last for mark in self.marks)

    def _rank(self, start: int, end: int, field: str) -> tuple[bool, bool, bool, int]:
        """The better place first: a whole line or one beside its label, where the reader read it, the first; of who
        decided and when, the last."""
        first = self.all[start]
        number, text = self.lines[first.line].number, self.lines[first.line].text
        before = text[: first.start]
        is_whole = (not tokens(before) or bool(_LABEL_END.search(before))) and not tokens(text[self.all[end - 1].end :])
        is_read = self._is_marked(number, field)
        is_late = field in ("decision_makers", "decided_on")
        return (not is_whole, not is_read, bool(tokens(before)), -start if is_late else start)


def _parts(value: Value) -> list[Value]:
    return [value] if isinstance(value, date) else [part for part in value.split("\n") if tokens(part)]


def _length(part: Value) -> int:
    return 1 if isinstance(part, date) else len(tokens(part))
