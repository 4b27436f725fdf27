"""Where a notice was published, as far as the text itself shows it, and what in it may be labels."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from .blocks import Splitter
from .bodies import body_in, names_body
from .boxes import has_ticked, ticked
from .html import looks_like_html, words_of_page
from .labels import RUN_IN
from .layouts import (
    LONGEST_ROW,
    MOST_WORDS,
    MOST_WORDS_ALONE,
    NO_LABEL,
    page_heading,
    plain,
    without_bracket,
    without_number,
)
from .pages import pairs_of, parts_of
from .tables import heads_table
from .text import MARKER, clean
from .unrolled import rolled_up
from .values import leading_date

MOST_LABELS, TOP, MOST_OF_TOP = 40, 15, 10_000
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_LINKS = (
    re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"<link\b[^>]*\bhref=[\"']?([^\"'\s>]+)[^>]*\brel=[\"']?canonical\b", re.IGNORECASE),
    re.compile(r"<meta\b[^>]*\bproperty=[\"']?og:url\b[^>]*\bcontent=[\"']?([^\"'\s>]+)", re.IGNORECASE),
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')]{4,500}")
_MARKED = re.compile(r"(?P<label>[A-Z](?:[^:?.,;£\t]{1,120}?|[^:?.;£\t]{1,120}?(?=[:?]$)))\s?[:?]\s?")
_INSIDE = re.compile(r"\s(?P<label>[A-Z][\w#/&’'-]*(?: [a-z][\w/’'-]*){0,4}):\s(?=(?P<value>.+))")
_AMID = re.compile(r"(?<=[.;!?)”])\s(?P<label>[A-Z][\w’'-]*(?: [\w/’'-]+){0,4}):\s(?=(?P<value>[\w£].+))")
FEWEST_RUN_IN = 3
"""Fewer paragraphs that begin with a short sentence are mere prose."""
_NO_LABEL = re.compile(r"£|\d{3}|[.;,!…]$")
_ANSWER = re.compile(r"(?:yes|no|none|nil|n/a|not applicable)\b.{0,20}", re.IGNORECASE)
_NUMBERED_LABEL = re.compile(
    r"(?P<label>[A-Z][A-Za-z ]{1,40} (?:[Nn]o\.?|[Nn]umber|[Rr]ef\.?|[Rr]eference))\s(?P<value>\S*\d\S*)$"
)
_FIRST_POINT = re.compile(r"1[.)]\s")
_LONGEST_HEADING = 8
_PROSE = re.compile(r"(?!What|Why|How|Who|When|Where)(?:.*\s)?(?:is|are|was|were|will|be|has|have)\b")


class PossibleLabel(NamedTuple):
    """A line that looks like a label. No `field`: its meaning is not known; an empty one: it is known to have none;
    `NO_LABEL`: it is known to be text."""

    label: str
    value: str
    field: str | None


def address_of(text: str) -> str:
    """The address that a page was saved from, or the first one in a pasted text; empty where there is none."""
    if looks_like_html(text):
        top = text[:50_000]
        found = next((match for pattern in (_SAVED_FROM, *_LINKS) if (match := pattern.search(top))), None)
        return unescape(found[1])[:500] if found and found[1].startswith("http") else ""
    match = _ADDRESS.search(text)
    return match[0].rstrip(".,;")[:500] if match else ""


def publisher_of(text: str, known: Iterable[str] = ()) -> str:
    """The publisher that the text says: the site of its address, or the one of those known that it names, or else a
    body that its first lines name."""
    return site_of(text) or named_in(text, known) or body_of(text)


def site_of(text: str) -> str:
    """The site of the address that a page was saved from; empty where there is none."""
    return (urlsplit(address_of(text)).hostname or "").removeprefix("www.")


def named_in(text: str, known: Iterable[str]) -> str:
    """The longest of the names known that a text has; empty where it has none."""
    words = f" {plain(text)} "
    return max((name for name in known if f" {plain(name)} " in words), key=len, default="")


def body_of(text: str) -> str:
    """The body that the first lines of a text name; empty where they name none."""
    lines = (words_of_page(text) if looks_like_html(text) else text[:MOST_OF_TOP]).split("\n")
    return next(filter(None, (body_in(" ".join(line.split())) for line in lines[:TOP])), "")


def possible_labels(text: str, splitter: Splitter) -> list[PossibleLabel]:
    """Lines that look like labels, each with the words that follow it and the field that it fills so far."""
    texts = [line for _, line in rolled_up(clean(text)[0])]
    rows = [part for line in texts for part in parts_of(line, splitter.layouts)]
    rows = [ticked(row)[0] for row in rows] if has_ticked(texts) else rows
    table = _table(rows)
    width = table[0].count("\t") if table else -1
    lines = [pair for row in rows if row.count("\t") != width for pair in pairs_of(row)]
    pairs = [
        *_labels_of_lines(lines),
        *_labels_amid_lines(lines),
        *(zip(*(row.split("\t") for row in table), strict=False) if table else ()),
    ]
    found: dict[str, PossibleLabel] = {}
    for label, value in pairs:
        row = splitter.layouts.find(label)
        field = row.targets[0].field if row else None
        field = NO_LABEL.how if plain(label) in splitter.layouts.no_labels else field
        found.setdefault(plain(label), PossibleLabel(label, value.replace("\t", " ")[:120], field))
    return list(found.values())[:MOST_LABELS]


def _labels_of_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What may be a label, and the value beside or below it."""
    bare = ""  # the label alone on the line above
    capitals = _are_in_capitals(lines)
    for place, line in enumerate(lines):
        label, beside = _label_in(line)
        value = beside or next((each for each in lines[place + 1 : place + 6] if each), "")
        is_below_label = bool(bare) and lines[place - 1] == bare and not beside
        bare = "" if beside or is_below_label else line if label else ""
        if is_below_label or (capitals and not beside and line != line.upper() and place and lines[place - 1]):
            continue  # it is the value, or more of it
        if label and value and not (page_heading(label) or names_body(line) or _is_value(line, value)):
            yield label, value
            if len(line) < LONGEST_ROW:
                yield from ((match["label"], match["value"]) for match in _INSIDE.finditer(beside))


def _are_in_capitals(lines: list[str]) -> bool:
    """Whether the first lines of paragraphs are headings in capitals, each with its text right below it."""
    above = ["", *lines]
    heads = [
        line for before, line, text in zip(above, lines, [*lines[1:], ""], strict=False) if not before and line and text
    ]
    return sum(line.isupper() for line in heads) >= FEWEST_RUN_IN


def _labels_amid_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Headings that run into their paragraph, and labels behind a sentence, each with what follows it."""
    run_in = [(without_number(line), match) for line in lines if (match := RUN_IN.match(without_number(line)))]
    run_in = [(line, match) for line, match in run_in if len(match["label"].split()) <= _LONGEST_HEADING]
    if len(run_in) >= FEWEST_RUN_IN:
        yield from ((match["label"], line[match.end() :]) for line, match in run_in)
    for line in lines:
        yield from ((match["label"], match["value"]) for match in _AMID.finditer(line))


def _table(rows: list[str]) -> tuple[str, ...]:
    """The headings of a table and its first row."""
    return next((pair for pair in pairwise(rows) if heads_table(*pair)), ())


def _is_value(line: str, following: str) -> bool:
    """Whether a line stands between two numbered headings, and so is no heading itself."""
    is_heading = without_number(following) != following and not _FIRST_POINT.match(following)
    is_heading = is_heading and not leading_date(following)
    return is_heading and without_number(line) == line and "\t" not in line and not _MARKED.match(line)


def _label_in(line: str) -> tuple[str, str]:
    if numbered := _NUMBERED_LABEL.match(without_number(line)):
        return numbered["label"], numbered["value"]
    cell, tab, rest = without_number(line).partition("\t")
    marked = _MARKED.match(cell) if not tab else None
    label, value = (marked["label"], cell[marked.end() :]) if marked else (cell.strip(" :"), rest)
    label = without_bracket(label) if len(label) > 60 else label
    is_alone = marked is not None and not value
    is_one = (
        label[:1].isupper()
        and len(label) <= (120 if is_alone else 80)
        and len(label.split()) <= (MOST_WORDS_ALONE if is_alone else MOST_WORDS - 5)
    )
    is_one = is_one and not _ANSWER.fullmatch(label) and (marked or tab or not re.search(r"\d", label))
    is_one = is_one and not (
        MARKER.match(label) or _NO_LABEL.search(label.rstrip(".") if tab else label) or leading_date(label)
    )
    is_prose = _PROSE.match(label) and len(label.split()) > _LONGEST_HEADING
    return (label, value) if is_one and (marked or tab or not is_prose) else ("", "")
