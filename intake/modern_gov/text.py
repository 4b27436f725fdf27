"""Pasted text made plain: one kind of line end, one kind of space, nothing that cannot be seen."""

import re
import unicodedata
from collections import Counter

LIMIT = 1_000_000
"""The most that one paste may weigh, in bytes of UTF-8."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SHORT_NAMES = {"\0": "NUL"}


class NotANotice(ValueError):
    """The text cannot be read as a decision notice. Its message says what to do about it."""


def clean(text: str) -> tuple[list[str], dict[str, int]]:
    """The lines of the text, and the name and number of each unseen character taken out.

    Refuses an empty text and one above `LIMIT`.
    """
    if len(text) > LIMIT or len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        raise NotANotice("This text is larger than 1 MB. Copy one decision page and paste only that.")
    text = _LINE_END.sub("\n", text)
    unseen = {character: count for character, count in Counter(text).items() if _is_unseen(character)}
    lines = [" ".join(line.split()) for line in text.translate({ord(c): None for c in unseen}).split("\n")]
    if not any(lines):
        raise NotANotice("The text is empty. Copy the whole decision page and paste it.")
    return lines, {_name(character): count for character, count in unseen.items()}


def _is_unseen(character: str) -> bool:
    """True of controls, bidirectional marks, zero-width characters, and halves of a character."""
    return not character.isspace() and unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _name(character: str) -> str:
    return _SHORT_NAMES.get(character, unicodedata.name(character, f"U+{ord(character):04X}"))
