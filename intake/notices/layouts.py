"""What labels mean: the tables of `layouts.toml`, and rows that an office has taught besides."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_TABLES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))
TAUGHT = "taught"
_NO_FAMILIES = ("page_headings", "site_words")

_SITE_LINE = re.compile("|".join(_TABLES["site_words"]["patterns"]), re.IGNORECASE)
_MENU = re.compile(r"(?:[A-Z][a-z]+(?: [A-Za-z]+){0,2} \| ){3,}[A-Z][a-z]+(?: [A-Za-z]+){0,2}")
_TITLED = re.compile(r"record of decision\s?[-–—:]\s?\S", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]?\s(?=[A-Z])")
_BRACKET = re.compile(r"\s?\([^()]*\)$")
_LABEL_INSIDE = re.compile(r"\s(?=(?P<label>[A-Z][\w#/&’'-]*(?: [\w/&’'-]+){0,5}?):\s)")
LONGEST_ROW = 160
"""A line of several labels with a value each is no longer than this."""
_HALVES = re.compile(r" [/|] ")
_FIRST_WORD = re.compile(r"[^\s:?.,]*")
_PUNCTUATION = re.compile(r"[^\w*&]|_")
MOST_WORDS, MOST_WORDS_ALONE = 14, 20
"""No label is longer than this; one that stands alone and ends with a colon no longer than the other."""
MANY_LINES = {"text", "list", "aside", "conditions"}
"""Ways to read that take all that stands below the label. Any other takes one paragraph."""


@dataclass(frozen=True)
class Target:
    """The field that a label fills, and how its value is read. No field: known, and without a place."""

    field: str
    how: str


NO_LABEL = Target("", "words")
"""Of what looks like a label, and is text."""


@dataclass(frozen=True)
class Row:
    """One label and what it means, the first choice first. What an office teaches is a row too."""

    label: str
    targets: tuple[Target, ...]
    family: str = ""


def row(label: str, meaning: str, family: str = "") -> Row:
    """A row from its written form: `"summary", "purpose:text|reasons:text"`."""
    targets = [each.partition(":") for each in meaning.split("|")]
    return Row(plain(label), tuple(Target(name, how or "aside") for name, _, how in targets), family)


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """A label in small letters, without punctuation: how labels are compared."""
    return " ".join(_PUNCTUATION.sub(" ", label.casefold()).split())


def without_number(label: str) -> str:
    """A label without the number of its section: "3. Expected benefits" is "Expected benefits"."""
    return _NUMBER.sub("", label, count=1) if _NUMBER.match(label) else label


def without_bracket(label: str) -> str:
    """A label without what it explains in brackets: "Interests declared (and dispensations)" is the first two."""
    return _BRACKET.sub("", label, count=1)


def halves(label: str) -> list[str]:
    """Both halves of a bilingual label; any other label alone."""
    return _HALVES.split(label) if not label.startswith("|") else [label]


def page_heading(line: str) -> bool:
    words = _TABLES["page_headings"]
    return (
        not {plain(half) for half in halves(line)}.isdisjoint(plain(each) for each in words["lines"])
        or line.casefold().endswith(tuple(words["endings"]))
        or (line.casefold().startswith(tuple(words["beginnings"])) and not _TITLED.match(line))
    )


def site_word(line: str) -> bool:
    """Whether the line is of the website around a notice."""
    words = _TABLES["site_words"]
    if _MENU.fullmatch(line):
        return True
    return line.casefold().rstrip(":") in words["lines"] or _SITE_LINE.fullmatch(line) is not None


ROWS = tuple(
    row(label, meaning, family)
    for family, labels in _TABLES.items()
    if family not in _NO_FAMILIES
    for label, meaning in labels.items()
)


HOWS: dict[str, dict[str, None]] = {}
"""The ways in which each field is read, the usual one first. No printed label has a list of all awards."""
HOWS["awards"] = {"text": None}
for _row in ROWS:
    for _target in _row.targets:
        HOWS.setdefault(_target.field, {})[_target.how] = None
HOWS[NO_LABEL.field][NO_LABEL.how] = None


@dataclass(frozen=True)
class Layouts:
    """The rows by which one text is read, and what looks like a label and is text, as an office has said."""

    rows: tuple[Row, ...] = ROWS
    no_labels: frozenset[str] = frozenset()
    _found: dict[str, Row | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def with_taught(cls, taught: Iterable[tuple[str, str]], elsewhere: Iterable[tuple[str, str]] = ()) -> "Layouts":
        """The printed tables, and labels with their meaning as an office has taught them: those of the publisher come
        before the tables, those of others after them."""
        rows = [[row(label, meaning, TAUGHT) for label, meaning in each] for each in (taught, elsewhere)]
        words = frozenset(each.label for each in rows[0] if each.targets == (NO_LABEL,))
        return cls((*(each for each in rows[0] if each.label not in words), *ROWS, *rows[1]), words)

    def find(self, label: str) -> Row | None:
        """The row of a label: whole, either half of a bilingual one ("Purpose / Diben", "DIBEN | PURPOSE"), or without
        its brackets."""
        if len(label) > 120:
            return None
        for half in (label, *halves(label)[1:], *halves(label)[:1], without_bracket(label)):
            if found := self._find(plain(half)):
                return found
        return None

    def is_taught(self, label: str) -> bool:
        """Whether an office has taught what this label means."""
        return self.taught_field(label) is not None

    def taught_field(self, label: str) -> str | None:
        """The field that an office has taught this label to mean; empty where it has none, None where none was
        taught."""
        found = self.find(without_number(label))
        return found.targets[0].field if found and found.family == TAUGHT else None

    def may_begin(self, line: str) -> bool:
        """Whether the first word of a line is one that a label begins with."""
        word = plain(_FIRST_WORD.match(line)[0]).partition(" ")[0]  # type: ignore[index]  # it matches anything
        return (
            word in self._first_words
            or len(halves(line)) > 1
            or line.rstrip(" :").casefold().endswith(self._last_words)
        )

    def without_glue(self, line: str) -> list[str]:
        """The line, cut before each label that a web page had glued to the words before it, and before each that was
        taught and stands behind a sentence."""
        return [
            part
            for glued in (self._glued.split(line) if len(line) < 2000 and self._glued.search(line) else [line])
            for part in (self._behind_a_sentence.split(glued) if self._behind_a_sentence else [glued])
        ]

    def known_in(self, line: str) -> list[str]:
        """The line, cut before each known label in it, where it is short and begins with one itself."""
        first = line.partition(":")[0]
        inside = _LABEL_INSIDE.finditer(line, len(first) + 1)
        starts = [match.end() for match in inside if self.find(match["label"])]
        is_row = starts and len(line) < LONGEST_ROW and self.find(first)
        places = [0, *starts, len(line)] if is_row else [0, len(line)]
        return [line[start:end].strip() for start, end in pairwise(places)]

    def begins(self, words: str) -> bool:
        """Whether a known label begins with these words and goes on."""
        return plain(words) in self._beginnings

    def _find(self, label: str) -> Row | None:
        if label in self._by_label:
            return self._by_label[label]
        if 1 < len(label.split()) <= MOST_WORDS:
            return next((found for pattern, found in self._patterns if pattern.fullmatch(label)), None)
        return None

    @cached_property
    def _by_label(self) -> dict[str, Row]:
        return {each.label: each for each in reversed(self.rows) if "*" not in each.label}

    @cached_property
    def _glued(self) -> re.Pattern[str]:
        labels = [re.escape(each.label) for each in self.rows if " " in each.label and "*" not in each.label]
        spaced = "|".join(sorted(labels, key=len, reverse=True)).replace("\\ ", "[ /-]")
        return re.compile(rf"(?<=[\w).])(?=[A-Z][a-z])(?=(?i:{spaced})(?::|$))")

    @cached_property
    def _behind_a_sentence(self) -> re.Pattern[str] | None:
        taught = [re.escape(each.label).replace("\\ ", r"\W{1,3}") for each in self.rows if each.family == TAUGHT]
        labels = "|".join(sorted(taught, key=len, reverse=True))
        return re.compile(rf"(?<=[.;!?)”])\s(?=[A-Z])(?=(?i:{labels})[:.]\s)") if labels else None

    @cached_property
    def _first_words(self) -> set[str]:
        words = {each.label.split()[0] for each in self.rows}
        return words | {word for each in words for word in (f"{each}s", each.split("-")[0])}

    @cached_property
    def _last_words(self) -> tuple[str, ...]:
        return tuple(each.label.split()[-1] for each in self.rows if each.label.startswith("*"))

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Row]]:
        return [(re.compile(each.label.replace("*", ".{1,80}")), each) for each in self.rows if "*" in each.label]

    @cached_property
    def _beginnings(self) -> set[str]:
        split = [each.label.split() for each in self.rows if "*" not in each.label]
        return {" ".join(words[:n]) for words in split for n in range(1, len(words))}
