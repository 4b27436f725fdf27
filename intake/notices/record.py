"""The record of one reading: fields with where they came from, and what is left over. Nothing is dropped."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .blocks import Block, Splitter
from .pages import Line
from .paragraphs import Paragraph
from .text import Leftover, says_anything
from .values import parse_outcome

_FURNITURE = ("pcc", "dn", "ref", "by", "on")


@dataclass(frozen=True)
class Mark:
    """Which lines of the text as it came, from 0, a field was read from."""

    field: str
    first: int
    last: int


_WORD = re.compile(r"\w+")


class Record:
    """What is known of one decision so far, where each field came from, and what found no place."""

    def __init__(self, splitter: Splitter, known_posts: Sequence[str] = (), *, is_listed: bool = False) -> None:
        self.splitter = splitter
        self.known_posts = known_posts
        self.is_listed = is_listed
        self.width = 0  # at which lines were cut; see paragraphs.width_of
        self.fields: dict[str, Any] = {}
        self.sources: dict[str, str] = {}
        self.leftovers: list[Leftover] = []
        self.marks: list[Mark] = []
        self.pieces: dict[str, list[Paragraph]] = {}
        self.labels: dict[str, str] = {}
        self.headings: list[str] = []
        self.placed: list[str] = []
        self.stated_awards: list[dict[str, str]] = []  # what labels say of each award
        self.words_of_awards: list[list[str]] = []  # the same, with the labels
        self.signers: list[str] = []  # names of persons
        self.signed_at = -1  # the line of the signature
        self.is_authorised = False
        self.is_purpose_decided = False  # whether the purpose is said to be what was decided, in the same words
        self.is_learned = False  # whether it is laid out as a confirmed notice was
        self.is_bilingual = False
        self.taught = 0  # how many of the labels an office has taught

    def _account_for(self, lines: Sequence[Line]) -> None:
        """Whatever the steps above have lost is left over too."""
        values = [
            value for name, value in self.fields.items() if isinstance(value, str) and name not in ("kind", "outcome")
        ]
        kept = [*values, *self.fields.get("accompanying_documents", ()), *self.placed, *self.sources.values()]
        kept += [each.text for each in self.leftovers if not each.why.startswith(("A sum of", "The title may"))]
        missing = _words("\n".join(line.text for line in lines)) - _words("\n".join(kept))
        for word in _FURNITURE:
            del missing[word]
        for line in lines:
            lost = _words(line.text) & missing
            if lost:
                self._leave(line.text, "This found no place")
                missing -= lost

    def _is_empty(self, block: Block) -> None:
        if block.label in self.sources:
            is_aside = not any(target.field for target in block.targets)
            self._leave(block.label, f"“{block.label}” is on the page more than once", asks_nothing=is_aside)
        else:
            self.sources[block.label] = f"the {block.label} line, which is empty"

    def _set(self, name: str, value: Any, block: Block) -> None:
        self.fields[name] = value
        self._from(name, f"the {block.label} line", block.lines)
        if not isinstance(value, str | tuple):
            self.placed += block.texts
        if name in ("is_key", "call_in", "reference", "outcome_text"):
            self.is_authorised = True

    def _found(self, name: str, value: Any, place: str, words: str) -> None:
        self.fields[name] = value
        self.sources[name] = place
        self.placed.append(words)
        if name == "outcome_text":
            self.fields["outcome"] = parse_outcome(words)

    def _from(self, name: str, place: str, lines: Iterable[Line]) -> None:
        earlier = self.sources.get(name, place)
        self.sources[name] = earlier if place in earlier.split("; ") else f"{earlier}; {place}"
        numbers = [line.number for line in lines if line.text]
        if numbers:
            self.marks.append(Mark(name, min(numbers), max(numbers)))

    def _leave(self, text: str, why: str, label: str = "", *, asks_nothing: bool = False) -> None:
        left = Leftover(text.strip(), why, label, asks_nothing)
        if says_anything(left.text):
            self.leftovers.append(left)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
