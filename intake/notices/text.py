"""Pasted text made plain: one kind of line end, one kind of space, nothing that cannot be seen."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

LIMIT = 1_000_000
"""The most that one paste may weigh, in bytes of UTF-8."""
MOST_LINES = 30_000
"""More lines than this are no page that anybody reads."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OLD_COLON = re.compile(r"\s?:[-–—](?=[^\s)]|\s|$)")  # as in "Date :-2 May 2026"
_LABEL_IN_COLUMN = re.compile(r"(?<=\S) {2,}(?=[A-Z][^:.;\t]{1,40}:(?:\s|$))")
_DASHED = re.compile(r"([A-Z][A-Z ’'&/]{1,40}) [-–—] (?=\S)")
FEWEST_DASHED = 3
_SHORT_NAMES = {"\0": "NUL"}

MARKER = re.compile(
    r"(?:[-–—*•·‣⁃▪◦●](?=[^\W\d]|[\s(£]|$)|[\u2190-\u27bf\u2b00-\u2bff\uf000-\uf0ff](?=\s|\w|$)|o(?=\s)"
    r"|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)(?=[\sA-Z]|$)|(?:[ivx]{1,4}|[a-z]|\d{1,2})\.(?=\s|$)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}\.?(?=\s[A-Z]))"
)
"""What an item of a list begins with."""


class NotANotice(ValueError):
    """The text cannot be read as a decision notice. Its message says what to do about it."""


@dataclass(frozen=True)
class Leftover:
    """Text that found no place in the draft, and why; shown to the officer, never dropped. `label`: the one that it
    stands under, where that is not known; `asks_nothing`: it surrounds the notice, or is a name, and needs no place."""

    text: str
    why: str
    label: str = ""
    asks_nothing: bool = False


def says_anything(text: str) -> bool:
    """Whether a text has a word: a line of dots, as for a signature, has none."""
    return re.search(r"[^\W_]", text) is not None


def clean(text: str) -> tuple[list[str], dict[str, int]]:
    """The lines of the text, and the name and number of each unseen character taken out. Cells keep their tabs.

    Refuses an empty text, and one above `LIMIT` or of more lines than `MOST_LINES`.
    """
    if len(text) > LIMIT or len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        raise NotANotice("This text is larger than 1 MB. Copy one decision page and paste only that.")
    text = _LINE_END.sub("\n", text)
    unseen = {character: count for character, count in Counter(text).items() if _is_unseen(character)}
    lines = [_plain(_OLD_COLON.sub(": ", line)) for line in text.translate({ord(c): None for c in unseen}).split("\n")]
    if len(lines) > MOST_LINES:
        raise NotANotice(f"This text has more than {MOST_LINES:,} lines. Copy one decision page and paste only that.")
    if not any(lines):
        raise NotANotice("The text is empty. Copy the whole decision page and paste it.")
    return _with_colons(lines), {_name(character): count for character, count in unseen.items()}


def _with_colons(lines: list[str]) -> list[str]:
    """The lines, where labels in capitals are set apart from their values by a dash, with a colon instead: in a text
    that has several such lines. "TAKEN ON - 4 May 2026" is "TAKEN ON: 4 May 2026"."""
    dashed = {place for place, line in enumerate(lines) if _DASHED.match(line)}
    if len(dashed) < FEWEST_DASHED:
        return lines
    return [_DASHED.sub(r"\1: ", line) if place in dashed else line for place, line in enumerate(lines)]


def _plain(line: str) -> str:
    """The line with single spaces; tabs stay between the cells of a table, not after a bullet or a colon."""
    cells = [" ".join(cell.split()) for cell in _LABEL_IN_COLUMN.sub("\t", line).split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return "".join(filled)
    if MARKER.fullmatch(filled[0]) or filled[0].endswith((":", "?")):
        return f"{filled[0]} " + "\t".join(filled[1:])
    return "\t".join(cells).rstrip("\t")


def _is_unseen(character: str) -> bool:
    """True of controls, bidirectional marks, zero-width characters, and halves of a character."""
    return not character.isspace() and unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _name(character: str) -> str:
    return _SHORT_NAMES.get(character, unicodedata.name(character, f"U+{ord(character):04X}"))
