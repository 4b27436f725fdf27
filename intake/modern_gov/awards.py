"""The sums in a decision, each with who receives it and for which year. What is not plain is left to the officer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .paragraphs import sentences

MOST = 500
"""More sums than this are not parsed; no decision makes so many awards (domain §4)."""

GREATEST = Decimal(1_000_000_000)
"""Pounds: the most that one award may be (domain §5)."""

_REACH = 400  # characters after a sum within which its recipient and year are looked for

_SUM = re.compile(
    r"£\s?(?P<figure>[0-9][0-9,.]{0,40})(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?", re.IGNORECASE
)
_FIGURE = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,2})?")
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}
_YEAR = re.compile(r"\b(?P<first>20[0-9]{2}) ?[/–-] ?(?P<second>20[0-9]{2}|[0-9]{2})\b(?!/)")

_NOT_EXACT = re.compile(
    r"\b(?:up to|at least|at most|(?:more|less) than|maximum|max|limit|exceed(?:ing)?|about|around|approximately|approx"
    r"|circa|over|under|minimum|in addition to|previous|previously|original|instead of|from|by)"
    r"(?: a| an| of| the| award| grant| sum| total){0,4}\s?$",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\b(?:not|never|refus(?:e[sd]?|al)|reject(?:s|ed)?|decline[sd]?)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:this makes|which makes|making|totall?ing|amount(?:ing|s)? to|comes to|(?:a|the|in|grand) total|altogether)"
    r"(?: a| an?| overall| grand| combined| total| of| sum| is){0,4},?\s?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s?(?:and|to|or|plus|[-–+/,])\s?", re.IGNORECASE)

_LINKING = re.compile(
    r"an?|the|of|in|for|from|will|shall|is|are|be|been|has|have|should|may|to|allocated|awarded|granted|given|paid"
    r"|provided|made|available|distributed|allocation|award|grants?|fund(?:s|ing)?|money|pounds|total|capital|revenue"
    r"|one-off|contribution|budget|stream|financial|year",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"to|for|in|towards?|from|of|on|as|over|who|which|that|with|at|by|and|via|through|under|during|subject|will|is|are"
    r"|[(–-].*"
)
_CONNECTING = {"of", "and", "&"}
_MONTH = re.compile(r"January|February|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber")
_ORGANISATION = re.compile(
    r"\b(?:Council|Partnership|CSP|Police|Trust|Charity|Limited|Ltd|CIC|Foundation|Association|Authority|University"
    r"|Services?|Centre|Society|Church|Academy|School|College|Group|Commissioner|Forum|Network|Federation)\b"
)


@dataclass(frozen=True)
class ParsedAward:
    """A proposal for the officer to confirm. `amount` is in pounds; `year_text` as written, empty if not plain."""

    amount: Decimal
    recipient_text: str
    year_text: str
    sentence: str


@dataclass(frozen=True)
class StatedTotal:
    """What the awards come to, as the notice says itself: no award, but what their sum is held against."""

    amount: Decimal
    written: str
    sentence: str


@dataclass(frozen=True)
class UnclearSum:
    """A sum that could not be tied to a recipient, with the words around it."""

    written: str
    sentence: str


Found = ParsedAward | StatedTotal | UnclearSum


def find_sums(texts: Iterable[str]) -> Iterator[Found]:
    """Every sum in the texts, in order."""
    return (found for text in texts if "£" in text for sentence in sentences(text) for found in _sums_in(sentence))


def _sums_in(sentence: str) -> Iterator[Found]:
    matches = list(_SUM.finditer(sentence))
    opening = sentence[: matches[0].start()] if matches else ""
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches[1:]), len(sentence)]
    for match, last_end, next_start in zip(matches, ends, starts, strict=False):
        before = sentence[max(last_end, match.start() - _REACH) : match.start()]
        after = sentence[match.end() : min(next_start, match.end() + _REACH)]
        around = sentence[max(0, match.start() - _REACH) : match.end() + _REACH]
        is_uncertain = _is_uncertain(before, first=last_end == 0)
        recipient = "" if is_uncertain else _recipient(after)
        amount, written = _amount(match), match[0].rstrip(",. ")
        if amount and not is_uncertain and _TOTAL.search(before) and (last_end or not recipient):
            yield StatedTotal(amount, written, around)
        elif amount and recipient:
            yield ParsedAward(amount, recipient, _one_year(_years(after) or _years(opening[-_REACH:])), around)
        else:
            yield UnclearSum(written, around)


def _is_uncertain(before: str, *, first: bool) -> bool:
    """True of "up to £x" and its like, of a sum refused, and of one joined to the sum before it."""
    return bool(_NOT_EXACT.search(before) or _REFUSED.search(before) or (not first and _JOINED.fullmatch(before)))


def _amount(match: re.Match[str]) -> Decimal | None:
    figure = match["figure"].rstrip(",.")
    if not _FIGURE.fullmatch(figure):
        return None
    amount = Decimal(figure.replace(",", "")) * _SCALES.get((match["scale"] or "").casefold(), 1)
    return amount if 0 < amount <= GREATEST else None


def _recipient(after: str) -> str:
    """The name that the first plain "to" or "for" after a sum leads to; empty if it leads elsewhere."""
    words = after.split()
    for place, word in enumerate(words):
        name = _name(words[place + 1 :]) if word in ("to", "for") else ""
        if name and (word == "to" or _ORGANISATION.search(name)):
            return name
        if not _may_link(word) or (word == "to" and words[place + 1 : place + 2] != ["be"]):
            return ""
    return ""


def _may_link(word: str) -> bool:
    word = word.strip(",()")
    return _LINKING.fullmatch(word) is not None or word[:1].isupper() or bool(_YEAR.fullmatch(word))


def _name(words: list[str]) -> str:
    """The name that these words begin with; empty if there is none, or more than one."""
    words = words[1:] if words[:1] == ["the"] else words
    length = _length_of_name(words)
    name = " ".join(words[:length]).rstrip(",;:.)")
    following = words[length : length + 1]
    if not name or _MONTH.fullmatch(words[0].strip(",.")) or _names_several(name):
        return ""
    return name if _is_closed(words[length - 1], following) else ""


def _length_of_name(words: list[str]) -> int:
    for place, word in enumerate(words):
        connects = word in _CONNECTING and place > 0 and words[place + 1 : place + 2] and words[place + 1][0].isupper()
        if not word[0].isupper() and not connects:
            return place
        if word.endswith((",", ";", ":", ")")):
            return place + 1
    return len(words)


def _names_several(name: str) -> bool:
    return all(_ORGANISATION.search(part) for part in name.partition(" and ")[::2])


def _is_closed(last: str, following: list[str]) -> bool:
    """True if what comes after the name cannot belong to it, nor be a second name."""
    if last.endswith(","):
        return not following or not following[0][0].isupper()
    return not following or last.endswith((";", ":", ")")) or _AFTER_NAME.fullmatch(following[0]) is not None


def _years(text: str) -> dict[str, str]:
    """The financial years in the text: the calendar year each begins in, and how it is written."""
    return {match["first"]: match[0] for match in _YEAR.finditer(text) if _is_consecutive(match)}


def _one_year(years: dict[str, str]) -> str:
    return "".join(years.values()) if len(years) == 1 else ""


def _is_consecutive(match: re.Match[str]) -> bool:
    first, second = int(match["first"]), match["second"]
    return second == str(first + 1)[-len(second) :]
