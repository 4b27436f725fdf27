"""What was typed into the search box, taken apart: words, phrases, facts, "or", and what is not wanted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from public.search.bounds import BOUND, Bound, bounds
from register.search_words import (
    MONTH,
    NUMBER,
    TIMES_NAMED,
    YEAR,
    alike,
    day_fact,
    fact_at,
    in_order,
    month_fact,
    plain,
    reference_fact,
    sum_fact,
    sum_word,
    year_fact,
)

# The areas of British postcodes.
AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE"
).lower()
# In an address on another site, what follows the number of a decision.
BEHIND_NUMBER = re.compile(r"([?&;]id=[0-9]+)\S*", re.IGNORECASE)
# Before a day it says nothing more.
WEEKDAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
POSTCODE = rf"((?:{'|'.join(AREAS.split())})[0-9][0-9a-z]?)(?: ?([0-9][a-z]{{2}}))?\b"


@dataclass(frozen=True)
class Typed:
    """One thing that was typed: a fact, which is one of several made-up words; or words, which may also be `facts`."""

    text: str
    words: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_fact: bool = False
    is_reference: bool = False
    is_phrase: bool = False
    is_postcode: bool = False
    is_or: bool = False
    is_unwanted: bool = False
    bounds: tuple[Bound, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Words that may be corrected, or read together with the words beside them."""
        return not (self.is_fact or self.is_phrase or self.is_postcode or self.is_or or self.is_unwanted)

    @property
    def years(self) -> list[int]:
        """In which the financial years begin that it may be."""
        return [int(word[2:]) for word in self.words if self.is_fact and word.startswith("fy")]

    @property
    def day(self) -> date | None:
        """The day that it is, if it is one."""
        is_day = self.is_fact and self.words[:1] and re.fullmatch("d[0-9]{8}", self.words[0])
        return date.fromisoformat(self.words[0][1:]) if is_day else None

    @property
    def as_one(self) -> str:
        """Its words, written as one."""
        return alike("".join(self.words))


def read(text: str) -> list[Typed]:
    return list(pieces(plain(BEHIND_NUMBER.sub(r"\1", text))))


def pieces(whole: str) -> Iterator[Typed]:
    start, is_unwanted = 0, False
    while start < len(whole):
        if is_minus(whole, start):
            start, is_unwanted = start + 1, True
            continue
        end, typed = piece_at(whole, start)
        if typed:
            yield Typed(**{**vars(typed), "is_unwanted": True}) if is_unwanted and not typed.is_or else typed
        start, is_unwanted = end, False


def is_minus(whole: str, start: int) -> bool:
    before, after = whole[start - 1 : start], whole[start + 1 : start + 2]
    return whole[start] == "-" and before in ("", " ", "(") and (after == '"' or after.isalnum() or after == "£")


def piece_at(whole: str, start: int) -> tuple[int, Typed | None]:
    """What begins here, and where it ends; nothing for a space, or a mark that means nothing."""
    for pattern, what in PATTERNS:
        if match := pattern.match(whole, start):
            return match.end(), what(match)
    if found := fact_at(whole, start):
        fact, said = found
        kind = said[0][0]
        return fact.end(), Typed(fact[0], said if kind == "p" else said[:1], is_fact=True, is_reference=kind == "r")
    for pattern, what in OTHERS:
        if match := pattern.match(whole, start):
            return match.end(), what(match)
    return start + 1, None


def phrase(match: re.Match[str]) -> Typed | None:
    words = tuple(in_order(match[1]))
    return Typed(match[0], words, is_phrase=True) if words else None


def link(match: re.Match[str]) -> Typed | None:
    """An address: the decision that it leads to, here or elsewhere."""
    if number := re.search(r"\bid=([0-9]{1,9})", match[0]):
        return elsewhere(match[0], number[1])
    for start in range(len(match[0])):
        if (found := fact_at(match[0], start)) and found[1][0].startswith("r"):
            return Typed(match[0], found[1][:1], is_fact=True, is_reference=True)
    return None


def elsewhere(text: str, number: str) -> Typed:
    return Typed(text, (f"x{int(number)}",), is_fact=True, is_reference=True)


def year_or_reference(match: re.Match[str]) -> Typed:
    """2023-24 could be a financial year, or decision 24 of 2023; 2024-02 a month; 2024-02-06 is a day, and 2024-0001-1
    the first award of a decision."""
    first, second, third = match.groups()
    if third and len(second) == len(third) == 2 and (day := day_fact(first, int(second), third)):
        return Typed(match[0], day[:1], is_fact=True)
    dates = (*year_fact(first, second), *month_fact(first, int(second))[:1])
    words = dates if len(second) in (2, 4) else ()
    return Typed(match[0], (*words, *reference_fact(first, second)), is_fact=True, is_reference=not words)


def number(match: re.Match[str]) -> Typed:
    """A bare number: a sum, a number of something, a year, or the number of a decision elsewhere."""
    bare = match[1].replace(",", "")
    found = [sum_word(Decimal(bare))]
    whole, _, pence = bare.partition(".")
    if not pence.strip("0"):
        found += [str(int(whole)), whole, f"x{int(whole)}"]
    if re.fullmatch(YEAR, bare):
        found += [f"y{bare}", f"fy{bare}"]
    return Typed(match[0], tuple(dict.fromkeys(found)), is_fact=True)


def ending_in(year: int) -> tuple[str, ...]:
    """FY24: the financial year that ends in 2024 or, as some write it, the one that begins in it."""
    return (f"fy{1999 + year}", f"fy{2000 + year}")


def years(match: re.Match[str]) -> Typed:
    """23-24: a financial year, or two numbers."""
    return Typed(match[0], (match[1], match[2]), year_fact(match[1], match[2]))


def bounded(match: re.Match[str]) -> Typed:
    """Sums that what is found has to be above or below."""
    return Typed(match[0], is_fact=True, bounds=tuple(bounds(match)))


def word(match: re.Match[str]) -> Typed | None:
    words = tuple(in_order(match[0]))
    return Typed(match[0].strip("-'"), words) if words else None


Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], Typed | None]]


def compiled(*patterns: tuple[str, Callable[[re.Match[str]], Typed | None]]) -> tuple[Pattern, ...]:
    return tuple((re.compile(pattern), what) for pattern, what in patterns)


BEGINNING = r"(?<![\w£.])"
# What comes before facts, and what comes after them.
PATTERNS = compiled(
    (r'"([^"]*)"', phrase),
    (rf"{BEGINNING}(?:{WEEKDAY}),? (?=[0-9]{{1,2}}(?:st|nd|rd|th)?[ /.-]|{MONTH} [0-9]|{YEAR}-)", lambda _: None),
    (rf"(?<![\w£.-])(?:{BOUND})", bounded),
    (r"(?:https?://|www\.)\S+|\S*\?\S*\bid=[0-9]\S*", link),
    (rf"{BEGINNING}(?:or\b|\|)", lambda match: Typed(match[0], is_or=True)),
    (rf"{BEGINNING}(?:id=|(?:ref|reference)\b[.:]? ?#?|#)([0-9]{{1,9}})\b(?![/-])", lambda m: elsewhere(m[0], m[1])),
    (rf"{BEGINNING}{YEAR}[ /-]([0-9]{{1,6}})\b(?:-([0-9]{{1,4}})\b)?(?![/-])", year_or_reference),
    (rf"{BEGINNING}([0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?)(?! ?{TIMES_NAMED}| ?(?:pounds|gbp)\b|[\w-])", number),
    (rf"{BEGINNING}fy ?(?:20)?([0-9]{{2}})\b(?![/-])", lambda m: Typed(m[0], ending_in(int(m[1])), is_fact=True)),
    (rf"{BEGINNING}{POSTCODE}", lambda m: Typed(m[0], tuple(in_order(m[0])), is_postcode=True)),
)
OTHERS = compiled(
    (rf"{BEGINNING}{NUMBER} ?(?:pounds?|gbp)\b", lambda m: Typed(m[0], sum_fact(m[1], None), is_fact=True)),
    (rf"{BEGINNING}([0-9]{{2}})-([0-9]{{2}})(?![\w-])", years),
    (rf"{BEGINNING}{NUMBER}(?![\w-])", number),
    (r"[^\W_]+(?:['-][^\W_]+)*'?", word),
)
