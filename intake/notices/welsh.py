"""What a bilingual notice says in Welsh, beside or above the same in English: the record takes the English."""

import re
from collections.abc import Sequence

from .layouts import halves

FEWEST = 3
"""Fewer lines in Welsh are names of places."""
_WELSH = re.compile(
    r"\b(?:y|yr|yn|ar|ac|mae|ei|eu|gan|gyda|bydd|byddai|rhaid|erbyn|dim|ddim|wedi|oedd|hynny|nid|ond|ei hun|ydynt"
    r"|ionawr|chwefror|mawrth|ebrill|mehefin|gorffennaf|awst|hydref|tachwedd|rhagfyr)\b"
    r"|\w{2}(?:iaeth|iadau|iwyd|wyr|eddu|adau|ynydd)\b|[ŵŷ]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|for|by|is|are|was|were|be|with|from|this|that)\b", re.IGNORECASE)


def is_welsh(text: str) -> bool:
    """Whether a line is in Welsh, all of it, as far as its small words, its endings and its months show."""
    return all(_WELSH.search(half) and not _ENGLISH.search(half) for half in halves(text))


def is_bilingual(texts: Sequence[str]) -> bool:
    """Whether a notice says most things twice."""
    filled = [text for text in texts if text]
    welsh = sum(map(is_welsh, filled))
    return FEWEST <= welsh < len(filled)


def in_english(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of one block without those in Welsh, and those; all of them where none is in English."""
    english = [text for text in texts if text and not is_welsh(text)]
    return (english, [text for text in texts if is_welsh(text)]) if english else ([*texts], [])
