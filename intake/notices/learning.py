"""What is learned from a confirmed notice: where in its lines each value stood, and which words stood around them."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .bodies import names_body
from .layouts import HOWS, MANY_LINES, MOST_WORDS, Target, page_heading, without_number
from .learned import AGAIN, INSIDE, NOTHING_HERE, YES_OR_NO, Example, Item, tokens
from .learned_always import standing_items
from .learned_awards import award_lines
from .makers import is_person
from .pages import Line
from .paragraphs import is_sentence
from .record import Mark
from .values import find_dates

Value = str | date
KnownLabel = Callable[[str, str], tuple[str, Target] | None]
MOST_BESIDE = 8
"""A label beside its value has no more words than this; more are a value and another label."""
_ASKED = Item("", NOTHING_HERE)
LONGEST_STANDING = 500
_TOKEN = re.compile(r"[^\W_]+")
_PERSONAL = re.compile(r"@|\d[\d ]{5,}\d|\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b")
_OF_PAPERS = re.compile(
    r"\b(?:decisions?|records?|forms?|notices?|reports?|summary|rights|papers?|dates?|signatures?|signed)\b",
    re.IGNORECASE,
)
_LAST_MARK = re.compile(r"^(.*[:?\t])[^:?\t]*$")  # what is after it, a name perhaps, is no part of the label
_CLAUSE_END = re.compile(r"[\t.;]\s?")
_FACT = re.compile(r"\d{2}|£")
_LABELLED = re.compile(r"([A-Z][^:?\t]{1,80})[:?\t]")
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


class _Span(NamedTuple):
    """Tokens of one line that a field has."""

    field: str
    line: int
    start: int
    end: int


def learn(
    lines: Sequence[Line],
    said: Said,
    marks: Sequence[Mark],
    known: KnownLabel,
    is_open: Callable[[str], bool],
) -> Example:
    """The items of a notice, of which the record has `said` so much; `marks` are where that was read; `known` gives
    the label and the target that a line begins with anyway, seen what follows it; `is_open` says whether a line is
    still to be looked at. Words that look personal are not learned."""
    of_awards = award_lines(lines, said.awards)
    spans = [
        span for span in _Located(lines, marks).spans(said.values_besides(of_awards)) if span.line not in of_awards
    ]
    spans = [span for span in spans if not _is_in_standing_line(span, lines)]
    spans = sorted([*spans, *(_Span("awards", each, 0, len(lines[each].text)) for each in of_awards)], key=_place)
    located = {span.field for span in spans}
    items: list[Item] = []
    waiting: list[int] = []
    before = ""
    for index, line in enumerate(lines):
        end = 0
        here = [each for each in spans if each.line == index]
        if any(not tokens(line.text[a.end : b.start]) for a, b in pairwise(here)):
            continue  # values that no words part are left to the reader
        for span in here:
            words = _LAST_MARK.sub(r"\1", line.text[end : span.start].rstrip(" ")).strip(" \t.;,)")
            is_inside = bool(words) and (end > 0 or "\t" in words or len(tokens(words)) > MOST_BESIDE)
            words = _CLAUSE_END.split(words)[-1] if is_inside else words
            is_fact = _is_fact(words) and not (span.field == "title" and ":" in line.text[end : span.start])
            words = "" if set(tokens(words)) <= {"0"} or is_fact or _is_private(words) else words
            is_same = not (words or end or waiting) and span.field == before
            if not (words or end):
                words = _label_of(lines, waiting, known)
                waiting = waiting[:-1] if words else waiting
            items += _standing(lines, waiting, known, is_open, located)
            if not (is_same and _target(span.field, "", known).how in MANY_LINES):
                items.append(Item(INSIDE + words if is_inside and words else words, _target(span.field, words, known)))
            end, before, waiting = span.end, span.field, []
        waiting += [index] if tokens(line.text) and not end else []
    items += _standing(lines, waiting, known, is_open, located)
    free = [line.text for place, line in enumerate(lines) if place not in {span.line for span in spans}]
    free = [text for text in free if not _is_private(text)]
    return (*_without_needless(items), *standing_items(free, said.always, located))


def _place(span: _Span) -> tuple[int, int]:
    return span.line, span.start


def _is_in_standing_line(span: _Span, lines: Sequence[Line]) -> bool:
    """Whether a post of who decided begins a line that goes on in capitals, as headings of forms do."""
    text = lines[span.line].text
    is_begun = not tokens(text[: span.start]) and bool(tokens(text[span.end :]))
    return span.field == "decision_makers" and is_begun and text.isupper()


def _without_needless(items: Sequence[Item]) -> Iterator[Item]:
    """The items without what is asked about above the first field, where the reader reads a title, and each place that
    is asked about once."""
    first = next((place for place, item in enumerate(items) if item.target.field), 0)
    for place, item in enumerate(items):
        is_again = item == _ASKED and place and items[place - 1] == _ASKED
        if not (is_again or (item == _ASKED and place < first)):
            yield item


def merged(earlier: Example, newer: Example) -> Example:
    """The newer example, with the standing words of the earlier one that it lacks, after those that they followed."""
    there = {tuple(tokens(item.words)) for item in newer}
    result = list(newer)
    after = 0
    for item in earlier:
        key = tuple(tokens(item.words))
        if key and key in there:
            after = next((n + 1 for n, each in enumerate(result) if tuple(tokens(each.words)) == key), after)
            while after < len(result) and not result[after].words:
                after += 1
        elif key:
            result.insert(after, item)
            after += 1
    return tuple(result)


def _target(field: str, label: str, known: KnownLabel) -> Target:
    """How a field is read: as its label says, where that is known, or as usual."""
    found = known(f"{label}: x", "") if label else None
    return found[1] if found and found[1].field == field else Target(field, next(iter(HOWS[field])))


def _label_of(lines: Sequence[Line], waiting: Sequence[int], known: KnownLabel) -> str:
    """The words above a value that are its label; empty where there are none."""
    text = lines[waiting[-1]].text if waiting else ""
    above = lines[waiting[-2]].text if len(waiting) > 1 else ""
    is_value = above and (found := known(above, text)) and found[1].how not in MANY_LINES and above.endswith(found[0])
    is_label = 0 < len(tokens(text)) <= MOST_WORDS and not text.endswith((".", ";", ",")) and not _is_fact(text)
    return text if is_label and not (is_value or _is_private(text) or page_heading(text) or names_body(text)) else ""


def _standing(
    lines: Sequence[Line],
    waiting: Sequence[int],
    known: KnownLabel,
    is_open: Callable[[str], bool],
    located: Collection[str],
) -> Iterator[Item]:
    """What lines are in no field: labels that are known anyway with their values, words that stand, or a place.
    `located` are the fields whose values stand elsewhere."""
    takes: Target | None = None
    for place, index in enumerate(waiting):
        text = lines[index].text
        following = lines[waiting[place + 1]].text if place + 1 < len(waiting) else ""
        if page_heading(text) or names_body(text):
            continue  # the reader knows what it is
        found = known(text, following)
        if found and _is_still_known(found, text, following, is_open, located):
            label, target = found
            yield Item(label, target)
            takes = target if target.how in MANY_LINES or len(text) <= len(label) + 2 else None
        elif takes and not _may_stand_below(takes, text):
            takes = takes if takes.how in MANY_LINES else None
        elif is_open(text):
            yield _ASKED
        else:
            yield from _set_aside(text)


def _is_still_known(
    found: tuple[str, Target], text: str, following: str, is_open: Callable[[str], bool], located: Collection[str]
) -> bool:
    """Whether a label goes on to mean what it means anyway; not where the record has that from elsewhere, nor where
    what it says was shown and set aside."""
    label, target = found
    if not target.field:
        return not _LABELLED.match(text) or is_open(text)
    if target.how in ("list", "meeting"):
        return is_open(text[len(label) :].strip(" :?\t") or following)
    return target.how in MANY_LINES or target.field not in located


def _set_aside(text: str) -> Iterator[Item]:
    """The words of a line that stand; or its place, where they are personal, very many, or numbers."""
    labelled = _LABELLED.match(text)
    if YES_OR_NO.search(text) and len(tokens(text)) <= MOST_BESIDE:
        yield Item(YES_OR_NO.sub("", text), AGAIN)
    elif labelled and not _is_private(labelled[1]) and len(tokens(labelled[1])) <= MOST_BESIDE:
        yield Item(labelled[1], AGAIN)
    else:
        stands = not _is_fact(text) or ("£" not in text and len({*tokens(text)} - {"0"}) > 1)
        is_short = len(text) <= LONGEST_STANDING and not _is_private(text)
        yield Item(text if stands and is_short else "", AGAIN)


def _may_stand_below(label: Target, text: str) -> bool:
    """Whether a line may be none of what a label takes, but words that stand: below one without a field, or a sentence
    after the documents."""
    if label.how == "list":
        return is_sentence(text)
    return not label.field and (bool(YES_OR_NO.search(text)) or not (_is_private(text) or _is_fact(text)))


def _is_fact(text: str) -> bool:
    """Whether a line says a number or a sum, besides its own number."""
    return _FACT.search(without_number(text)) is not None


def _is_private(text: str) -> bool:
    return bool(_PERSONAL.search(text)) or (is_person(text) and not _OF_PAPERS.search(text))


class _Located:
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

    def spans(self, values: Mapping[str, Sequence[Value]]) -> list[_Span]:
        parts = [(field, part) for field, said in values.items() for value in said for part in _parts(value)]
        for field, part in sorted(parts, key=lambda each: (-_length(each[1]), not self._was_read(*each))):
            found = [each for each in self._occurrences(part) if self._is_free(*each, field)]
            if found:
                start, end = min(found, key=lambda each: self._rank(each[0], each[1], field))
                self.owner[start:end] = [field] * (end - start)
        return list(self._runs())

    def _runs(self) -> Iterator[_Span]:
        place = 0
        while place < len(self.all):
            first, field, end = self.all[place], self.owner[place], place + 1
            while end < len(self.all) and self.owner[end] == field and self.all[end].line == first.line:
                end += 1
            if field:
                yield _Span(field, first.line, first.start, self.all[end - 1].end)
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
