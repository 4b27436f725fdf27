"""The sums in a sentence, and what each turns out to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

MOST = 500
"""More sums than this are not read; no decision makes so many awards (domain §4)."""
GREATEST = Decimal(1_000_000_000)
"""Pounds: the most that one award may be (domain §5)."""
REACH = 400  # characters around a sum within which its recipient and year are looked for
_SUM = re.compile(
    r"(?:£|\bGBP)\s?(?P<figure>[0-9][0-9,.]{0,40})(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?", re.IGNORECASE
)
_FIGURE = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,2})?")
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}


@dataclass(frozen=True)
class ParsedAward:
    """A proposal for the officer to confirm. `amount` is in pounds; `year_text` as written, empty where not plain;
    `stream_text` is the fund as the notice names it."""

    amount: Decimal
    recipient_text: str
    year_text: str
    sentence: str
    stream_text: str = ""


@dataclass(frozen=True)
class StatedTotal:
    """What the awards come to, as the notice says itself: no award, but what their sum is held against.

    `is_split` where it is the whole of one award that is then split by year.
    """

    amount: Decimal
    written: str
    sentence: str
    is_split: bool = False


@dataclass(frozen=True)
class ReceivedSum:
    """Money that comes in."""

    amount: Decimal
    written: str
    sentence: str


@dataclass(frozen=True)
class UnclearSum:
    """A sum that is no award, or could not be tied to a recipient: why, and the words around it."""

    written: str
    sentence: str
    why: str = ""
    amount: Decimal | None = None


Found = ParsedAward | StatedTotal | ReceivedSum | UnclearSum


@dataclass
class Told:
    """What earlier sentences of the same text have said: who is paid, for which year, under which wider total."""

    recipient: str = ""
    agreed_with: str = ""  # a grant agreement
    year: str = ""
    is_wider: bool = False
    is_in_list: bool = False
    years: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Money:
    """One sum in a sentence, with the words between it and its neighbours."""

    amount: Decimal | None
    written: str
    before: str
    after: str
    around: str
    opening: str
    is_first: bool


def money_in(sentence: str) -> Iterator[Money]:
    matches = list(islice(_SUM.finditer(sentence), MOST + 2))
    for place, match in enumerate(matches):
        last_end = _end(matches[place - 1]) if place else 0
        next_start = matches[place + 1].start() if place + 1 < len(matches) else len(sentence)
        yield Money(
            _amount(match),
            match[0].rstrip(",. "),
            sentence[max(last_end, match.start() - REACH) : match.start()],
            sentence[_end(match) : min(next_start, match.end() + REACH)],
            sentence[max(0, match.start() - REACH) : match.end() + REACH],
            sentence[: matches[0].start()][-REACH:],
            is_first=place == 0,
        )


def _end(match: re.Match[str]) -> int:
    """Where a sum ends, without a comma or full stop that is no part of its figure."""
    return match.start() + len(match[0].rstrip(",. "))


def _amount(match: re.Match[str]) -> Decimal | None:
    figure = match["figure"].rstrip(",.")
    if not _FIGURE.fullmatch(figure):
        return None
    amount = Decimal(figure.replace(",", "")) * _SCALES.get((match["scale"] or "").casefold(), 1)
    return amount if 0 < amount <= GREATEST else None


NUMBER_OF_A_LIST = re.compile(r"\(?\d{1,2}[.)](?:\s|$)")
_ALONE = re.compile(r"(?:£|GBP)?\s?(?P<figure>[0-9][0-9,.]*)(?P<beside>\s?\([^()]*\)|\s[a-z].{0,60})?")


def words_beside_sum(words: str) -> str:
    """What is said behind an amount."""
    match = _ALONE.fullmatch(words.strip())
    return (match["beside"] or "").strip() if match else ""


def sum_alone(words: str) -> Decimal | None:
    """The amount that words are, and nothing else: "£5,000", "5,000.00 (one-off)"; the number of a list is none."""
    match = None if NUMBER_OF_A_LIST.match(words) else _ALONE.fullmatch(words.strip())
    found = _FIGURE.fullmatch(match["figure"].rstrip(",.")) if match else None
    amount = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    return amount if 0 < amount <= GREATEST else None


def unclear(money: Money, why: str) -> UnclearSum:
    return UnclearSum(money.written, money.around, why, money.amount)
