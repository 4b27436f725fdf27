"""The sums of a decision: awards with who receives them and for which year, totals, sums received, and others.

Invented is worst: what is not plain is no award but a question to the officer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from .cues import why_no_award
from .money import MOST, REACH, Found, Money, ParsedAward, ReceivedSum, StatedTotal, Told, money_in, unclear
from .names import NAME, is_recipient, tidy
from .paragraphs import Paragraph, sentences
from .recipients import LISTING, name_after, name_before, stream
from .splits import inherited, per_year_or_recipient, with_common_end, with_parts
from .tables import row_of
from .values import one_year

_IS_SHARED = re.compile(r"\b(?:shared|split|divided)\b(?!.{0,40}:$)", re.IGNORECASE)
_SPLITS = re.compile(
    r"\b(?:split|made up|broken down|profiled|compris\w+|divided|as follows|consisting|phased)\b[^£]{0,60}:$",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"\b(?:accept(?:s|ed|ing|ance)?|receipt of|to receive|take[sn]? in|take both)\b[^£]{0,120}$", re.IGNORECASE
)
_IS_ACCEPTED = re.compile(r"^[^£]{0,160}\bbe (?:accepted|received)\b", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    r"\b(?:(?:this|which) makes|making|totall?ing|amount(?:ing|s)? to|com(?:es?|ing) to|(?:a|the|in"
    r"|grand) total|^total|altogether"
    r"|\btotal (?:[\w’'-]+ ){0,6}(?:is|are|of|will be|was))(?: a| an?| overall| grand| combined"
    r"| total| of| sum| is| amount| award| grant){0,5},?\s?[:=–-]?\s?$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r"^,?\s?(?:in all|in total|altogether|overall|all together|combined)\b", re.IGNORECASE)
_WIDER = re.compile(
    r"\b(?:together|combined|both|between them)\b.{0,80}\b(?:programmes|schemes|projects|rounds|funds|areas|forces)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\s?\((?:the )?[“\"‘'][^)]{1,80}[”\"’']\)|\s?\([a-z -]{3,80} pounds[^)]{0,30}\)")
_GOES_TO = re.compile(
    rf"\b(?:money|grants?|funding|sum|award|allocation|payment|fund)s?\b[^.£]{{0,80}}\b(?:goes?|paid"
    rf"|awarded|passed|given|granted|allocated) to\s(?:the\s)?(?P<name>{NAME})"
    rf"|\b(?:scheme|project|programme|bid|work"
    rf"|service)\b[^.£]{{0,40}}\bthat\s(?:the\s)?(?P<leader>{NAME})\s(?:leads|delivers|runs|will)"
    rf"|^(?:[Tt]o award|[Tt]he following (?:is|are) awarded to|[Aa]wards? to"
    rf"|[Gg]rants? to)\s(?:the\s)?(?P<following>{NAME})\s?:$"
)

_AGREED_WITH = re.compile(rf"\b(?:[Gg]rant|[Ff]unding) agreement\b[^.£]{{0,40}}\bwith\s(?:the\s)?(?P<name>{NAME})")
_ITS_COST = re.compile(r"The (?:total )?(?:cost|value)\b[^.£]{0,60}\s(?:is|will be|comes to)\s")


def find_sums(pieces: Sequence[Paragraph]) -> Iterator[Found]:
    """Every sum in the pieces that are no rows of a table, in order."""
    told = Told()
    for piece in pieces:
        if row_of(piece):
            continue
        if not piece.is_listed:
            told.year = ""
        told.is_in_list = piece.is_listed
        for sentence in _with_lists(sentences(piece.words)):
            yield from _with_memory(sentence, told)
        if piece.words.endswith(":"):
            told.year = one_year(piece.words[-REACH:])


def _with_lists(said: Iterable[str]) -> Iterator[str]:
    """The sentences, those together that are one list: "To award: A £1; B £2; C £3"."""
    waiting = ""
    for sentence in said:
        waiting = f"{waiting} {sentence}".strip()
        if not (sentence.endswith(";") and LISTING.search(waiting.partition("£")[0])):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _with_memory(sentence: str, told: Told) -> Iterator[Found]:
    sentence = _DEFINED.sub("", sentence)
    if "£" not in sentence and "GBP" not in sentence:
        _listen(sentence, told)
        return
    if not re.match(r"(?:FY\s?)?20\d\d|•|£", sentence):
        told.is_wider = bool(_WIDER.search(sentence[:REACH]))
    yield from _sums_in(sentence, told)
    _listen(sentence, told)


def _listen(sentence: str, told: Told) -> None:
    """Remember a recipient that a sentence names and the next may mean."""
    agreed = _AGREED_WITH.search(sentence[: 2 * REACH])
    if agreed and is_recipient(name := tidy(agreed["name"])):
        told.agreed_with = name
    match = _GOES_TO.search(sentence[: 2 * REACH])
    name = tidy(match["name"] or match["leader"] or match["following"]) if match else ""
    if name and is_recipient(name):
        told.recipient = name


def _sums_in(sentence: str, told: Told) -> Iterator[Found]:
    sums = list(islice(money_in(sentence), MOST + 1))
    found = [_read(each, sentence, told) for each in sums]
    if _SPLITS.search(sentence[-120:]) and len(found) == 1 and isinstance(found[0], ParsedAward):
        told.recipient = found[0].recipient_text
        yield StatedTotal(found[0].amount, sums[0].written, found[0].sentence, is_split=True)
        return
    found = inherited(found, sums, told)
    found = with_parts(found, sums)
    found = with_common_end(found, sums)
    for each, money in zip(found, sums, strict=True):
        yield from per_year_or_recipient(each, money, sentence)


def _read(money: Money, sentence: str, told: Told) -> Found:
    if money.amount is None:
        return unclear(money, "")
    if told.agreed_with and _ITS_COST.fullmatch(money.before) and "of which" not in money.after:
        return ParsedAward(money.amount, told.agreed_with, one_year(money.after) or told.year, money.around)
    if why := why_no_award(money, sentence):
        return unclear(money, why)
    if not _TOTAL_AFTER.search(money.after) and (_ACCEPTS.search(money.before) or _IS_ACCEPTED.match(money.after)):
        return ReceivedSum(money.amount, money.written, money.around)
    if why := _why_not_of_one(money, sentence, told):
        return unclear(money, why)
    name = name_before(money, told) or name_after(money)
    is_total = _TOTAL_BEFORE.search(money.before) or _TOTAL_AFTER.search(money.after)
    if is_total and (not name or not money.is_first):
        return StatedTotal(money.amount, money.written, money.around)
    if not name:
        return unclear(money, "")
    year = one_year(money.after) or one_year(money.opening) or told.year
    return ParsedAward(money.amount, name, year, money.around, stream(money))


def _why_not_of_one(money: Money, sentence: str, told: Told) -> str:
    """Why a sum is not that of one award of this decision; empty where it may be."""
    if told.is_wider:
        return "it is of more than this decision"
    is_shared = _IS_SHARED.search(sentence[: 4 * REACH]) and not _TOTAL_BEFORE.search(money.before)
    return "it is shared, and how is not said" if is_shared else ""


def distinct(found: Iterable[Found]) -> Iterator[Found]:
    """The sums, without an award that is said a second time."""
    seen: set[tuple[str, Decimal]] = set()
    years: set[tuple[str, Decimal, str]] = set()
    for each in found:
        if not isinstance(each, ParsedAward):
            yield each
            continue
        key = (each.recipient_text.casefold(), each.amount)
        if key in seen and (not each.year_text or (*key, each.year_text) in years or (*key, "") in years):
            continue
        seen.add(key)
        years.add((*key, each.year_text))
        yield each
