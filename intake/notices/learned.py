"""The lines of a confirmed notice, and what became of each: the next notice of that publisher is read by its place."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .layouts import MANY_LINES, MOST_WORDS, Target
from .makers import looks_like_post
from .money import sum_alone
from .values import dated, leading_date, parse_outcome

_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+(?:st|nd|rd|th)?")
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:sept|nov|dec)ember|october"
)
YES_OR_NO = re.compile(r"(?<=\w)[\s:?]+(?:yes|no|none|n/a)\.?$", re.IGNORECASE)
"""What a standing line may end with, one notice so and another so."""
_SHAPES: dict[str, Callable[[str], object]] = {
    "date": dated,
    "outcome": parse_outcome,
    "sum": sum_alone,
    "posts": lambda words: looks_like_post(words.title() if words.isupper() else words),
}
INSIDE = "… "
"""Standing words that were met inside a line begin with this."""
AGAIN = Target("", "again")
"""Set aside in the notice that was learned from, and set aside again."""
STANDING = "standing"
"""How a line is read that stands in every notice, and there says what an officer said of the first. Without words it is
so of every notice laid out alike. No place is read by it."""
AMID = "amid"
"""How a day is read that stands amid a text, between these words."""
GAP = " … "
AS_DECIDED = "what was decided"
"""What a purpose says in the same words."""
NOTHING_HERE = Target("", "loose")
"""In this place, or beside it, stands what the notice that was learned from had in no field: it is asked about."""


NO_PLACE = (STANDING, AMID)
NO_CONDITION = Target("conditions", STANDING)
"""Words that were read as a condition, and are none as an officer said by taking it out."""


class Item(NamedTuple):
    """Standing words, and the target of what stands beside or below them. Without words, what stands in this place.
    `says` is what a line means that stands in every notice, the number that stands beside a title, or the
    words that open a text."""

    words: str
    target: Target
    says: str = ""


Example = tuple[Item, ...]


def tokens(text: str) -> list[str]:
    """The words by which lines are compared: small letters, no marks, and every number, month and weekday alike."""
    return [_DIGITS.sub("0", _DAYS.sub("0", each)) for each in _TOKEN.findall(text.casefold())]


FEWEST_WORDS = 6
"""Fewer standing words than these are found in the notices of anybody; and a line of more says no more than they do."""


def share_of(words: str, example: Example) -> float:
    """How much of the standing words of an example a text has, of whose tokens these are the `words`; nothing where
    they are too few to say anything."""
    standing = [" ".join(tokens(item.words)) for item in example if item.words and item.target.how not in NO_PLACE]
    sizes = {key: min(len(key.split()), FEWEST_WORDS) for key in standing if key}
    found = sum(size for key, size in sizes.items() if f" {key} " in words)
    return found / sum(sizes.values()) if found >= FEWEST_WORDS else 0.0


def no_conditions(examples: Sequence[Example]) -> set[str]:
    """The words that are no condition, as they are compared."""
    return {" ".join(tokens(item.words)) for each in examples for item in each if item.target == NO_CONDITION}


def left_out(examples: Sequence[Example]) -> set[str]:
    """The lines that confirmed notices had set aside, as they are compared."""
    return {" ".join(tokens(item.words)) for each in examples for item in each if item.target == AGAIN}


def fits(target: Target, words: str) -> bool:
    """Whether words may be what a target reads."""
    words = words.strip(" :\t")
    if target.how in MANY_LINES or not target.field:
        return True
    if target.field == "reference":
        return bool(_DIGITS.search(words)) and len(words) <= 60 and not leading_date(words)
    if target.field == "title":
        return len(words) <= 300 and not dated(words)
    if target.how in _SHAPES:
        return bool(_SHAPES[target.how](words))
    return len(words.split()) <= MOST_WORDS
