"""A page of several decisions, split into single ones: lists of Modern.gov, tables, and repeated forms (domain §9)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Splitter
from .headings import has_number, parse_title_line
from .layouts import Layouts, Target, plain
from .pages import Line
from .values import leading_date, parse_outcome, whole_date

_LABELS_OF_LISTS = ("decision published:", "decision maker:", "effective from:", "made at meeting:", "lead officer:")
_NOT_CALLED_IN = re.compile(r"not (?:for|subject to) call[ -]?in|no\b|n/a", re.IGNORECASE)
_REPEATED = {"reference", "title", "external_reference"}
_TITLES = ("decision", "decisions", "issue")
"""Headings of the column of titles, where no other column is that."""
_OF_AWARDS = {"amount", "grant", "recipient"}
"""Headings of a table of awards, which is no list of decisions."""
_CALLED_IN = Target("call_in", "called")


@dataclass(frozen=True)
class Entry:
    """One decision of a page: its lines; `cells` for a row of a table, with the field and the words of each."""

    lines: tuple[Line, ...]
    cells: tuple[tuple[str, Target, str], ...] = ()
    is_listed: bool = False


def entries(lines: Sequence[Line], splitter: Splitter) -> tuple[list[Entry], list[Line]]:
    """The decisions of a page that has several, and the lines above the first. No entries where it is no such page."""
    rows, above = _table(lines, splitter.layouts)
    if rows:
        return rows, above
    starts = _dated_titles(lines) or _numbered_titles(lines)
    is_listed = bool(starts)
    if not starts:
        starts = _repeated_forms(lines, splitter)
    if not starts:
        return [], []
    ends = [*starts[1:], len(lines)]
    found = [Entry(tuple(lines[start:end]), is_listed=is_listed) for start, end in zip(starts, ends, strict=True)]
    return found, [line for line in lines[: starts[0]] if line.text]


def _table(lines: Sequence[Line], layouts: Layouts) -> tuple[list[Entry], list[Line]]:
    """A list printed as a table with a column of titles and one of dates of decisions."""
    for place, line in enumerate(lines):
        headings = line.text.split("\t")
        targets = _targets(headings, layouts) if len(headings) > 1 else []
        fields = {target.field for target in targets}
        if {"title", "decided_on"} <= fields and not _OF_AWARDS & {plain(heading) for heading in headings}:
            rows = [row for row in lines[place + 1 :] if row.text]
            if (
                rows
                and all(len(row.text.split("\t")) <= len(targets) for row in rows)
                and any("\t" in row.text for row in rows)
            ):
                return [_row(row, headings, targets) for row in rows], list(lines[: place + 1])
    return [], []


def _targets(headings: Sequence[str], layouts: Layouts) -> list[Target]:
    """What the columns of a table hold, by their headings."""
    found = [layouts.find(heading) for heading in headings]
    targets = [row.targets[0] if row else Target("", "aside") for row in found]
    has_title = any(target.field == "title" for target in targets)
    for place, heading in enumerate(headings):
        if targets[place].field == "call_in" or plain(heading) in ("call in", "call ins"):
            targets[place] = _CALLED_IN
        elif not has_title and plain(heading) in _TITLES:
            targets[place], has_title = Target("title", "line"), True
    return targets


def _row(row: Line, headings: list[str], targets: list[Target]) -> Entry:
    return Entry((row,), tuple(zip(headings, targets, row.text.split("\t"), strict=False)))


def _dated_titles(lines: Sequence[Line]) -> list[int]:
    """Lines of "date - TITLE", of a page that prints the labels of a list below each."""
    starts = [place for place, line in enumerate(lines) if _is_dated_title(line.text)]
    ends = [*starts[1:], len(lines)] if starts else []
    labelled = [_labels_in(lines[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    return starts if starts and all(labelled) else []


def _is_dated_title(text: str) -> bool:
    found = leading_date(text) if text[:1].isdigit() or text[:3].isalpha() else None
    return found is not None and found[1][:1] in ("-", "–") and len(found[1]) > 3


def _labels_in(lines: Sequence[Line]) -> int:
    return sum(line.text.casefold().startswith(_LABELS_OF_LISTS) for line in lines)


def _numbered_titles(lines: Sequence[Line]) -> list[int]:
    """Where each decision begins whose title, with "ref: 1234", stands below its date."""
    marks = [place for place, line in enumerate(lines) if has_number(line.text)]
    starts = [_start(lines, mark, floor) for floor, mark in zip([-1, *marks], marks, strict=False)]
    ends = [*starts[1:], len(lines)] if starts else []
    published = [
        any("published:" in line.text.casefold() for line in lines[a:b]) for a, b in zip(starts, ends, strict=True)
    ]
    return starts if len(starts) > 1 and sum(published) > 1 else []


def _start(lines: Sequence[Line], mark: int, floor: int) -> int:
    """The first line of the decision whose number stands at `mark`: its date, or else its title."""
    above = [place for place in range(mark - 1, floor, -1) if lines[place].text][:3]
    dated = next((place for place in above if whole_date(lines[place].text)), None)
    alone = not parse_title_line(lines[mark].text).title
    return dated if dated is not None else above[0] if alone and above else mark


def _repeated_forms(lines: Sequence[Line], splitter: Splitter) -> list[int]:
    """Where a form begins again that is printed several times, each time with its number or title and its decision."""
    labels = [
        (place, (found.targets[0].field, plain(found.label)))
        for place, line in enumerate(lines)
        if (found := splitter.heading(line.text)) and found.targets
    ]
    counts = Counter(name for _, name in labels)
    opening = next((name for _, name in labels if name[0] in _REPEATED and counts[name] > 1), None)
    starts = [place for place, name in labels if name == opening] if opening else []
    called = {_opened_with(lines, start, opening[1]): start for start in reversed(starts)} if opening else {}
    starts = sorted(called.values()) if len(called) > 1 else []  # the same title again is of the same decision
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True) if starts else ():
        if not {name[0] for place, name in labels if start < place < end} & {"decision_text", "decided_on"}:
            return []
    return starts


def _opened_with(lines: Sequence[Line], start: int, label: str) -> str:
    """What stands beside the label with which a form begins, or else right below it."""
    if plain(lines[start].text) != label:
        return lines[start].text
    return next((line.text for line in lines[start + 1 :] if line.text), "")


def parse_called_in(words: str) -> bool | None:
    """Whether a cell says that a decision could be, or was, called in."""
    if _NOT_CALLED_IN.match(words):
        return False
    return True if "call" in words.casefold() or words.casefold() == "yes" else None


def status_line(text: str) -> bool:
    """Whether a line is a status as a list prints it under the title."""
    return (
        len(text) < 90
        and (parse_outcome(text) is not None or text.casefold().startswith("for determination"))
        and not text.endswith(".")
    )
