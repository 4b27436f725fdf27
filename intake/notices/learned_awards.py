"""The lines of a confirmed notice that list its awards, where no text of the record has them."""

from collections.abc import Sequence

from .learned import tokens
from .pages import Line
from .rows import is_row


def award_lines(lines: Sequence[Line], awards: Sequence[tuple[str, str]]) -> list[int]:
    """The lines that list awards, each a sum with who gets it, and the rest of the table that they are rows of."""
    found = {
        index
        for index, line in enumerate(lines)
        for amount, name in awards
        if amount in line.text and (is_row(line.text) or (name and _has(line.text, name)))
    }
    if not found:
        return []
    first, last = min(found), max(found)
    while first and is_row(lines[first - 1].text):
        first -= 1
    while last + 1 < len(lines) and is_row(lines[last + 1].text):
        last += 1
    between = [index for index in range(first, last + 1) if lines[index].text]
    return between if all(is_row(lines[index].text) or index in found for index in between) else sorted(found)


def _has(text: str, name: str) -> bool:
    return f" {' '.join(tokens(name))} " in f" {' '.join(tokens(text))} "
