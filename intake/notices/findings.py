"""What the long texts of a notice say of money and of conditions."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from .conditions import MOST as MOST_CONDITIONS
from .conditions import all_of_block, find_conditions
from .learned import tokens
from .money import MOST as MOST_SUMS
from .money import Found, ParsedAward, ReceivedSum, StatedTotal, UnclearSum
from .paragraphs import Paragraph, parse_pieces, sentences, text_of
from .recipients import STREAM
from .standards import ParsedCondition
from .sums import distinct, find_sums
from .tables import find_table_sums
from .text import Leftover
from .values import find_years, one_year
from .welsh import is_welsh

_ELSEWHERE = re.compile(
    r"\b(?:above|below|as set out|as listed|listed in|in th(?:is|e) table|in the amounts|following)\b", re.IGNORECASE
)
_MET = re.compile(r"\b(?:met|funded|paid|drawn) (?:from|by|out of)\b")
_MET_FROM = re.compile(
    r"\b(?:met|funded|paid|drawn|comes?|(?:money|funding|sums?|grants?|awards?) (?:is|are)) (?:from|by|out of) "
    r"(?:the |its |our |my )?"
    r"(?P<name>(?:[A-Z][\w’'&-]*(?: (?:and |of |for )?)?){1,8}(?:Fund|Grant|Scheme|Programme))\b"
)
_FROM = re.compile(
    r"\bfrom (?:the |its |our |my )?(?P<name>(?:[A-Z][\w’'&-]*(?: (?:and |of |for )?)?){1,8}"
    r"(?:Fund|Grant|Scheme|Programme|Budget))\b[^:£]*:$"
)
"""The fund that the line above a list of awards names."""
_NO_CONDITIONS = re.compile(r"\b(?:no|without) (?:\w+ )?conditions?\b", re.IGNORECASE)
_GIVEN_TO_US = re.compile(
    r"\b(?:given|awarded|granted|offered|allocated|grant of|award of|funding of|confirmed)\b", re.IGNORECASE
)

TAKEN_OUT = "This was taken out of the conditions of an earlier notice"
Pieces = Mapping[str, Sequence[Paragraph]]


@dataclass(frozen=True)
class Terms:
    """The conditions, and the fields in which they stand."""

    conditions: tuple[ParsedCondition, ...]
    places: tuple[str, ...]
    are_denied: bool
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True)
class Awarded:
    """The money of a decision, the fields in which the awards stand, and the sums that found no place."""

    awards: tuple[ParsedAward, ...]
    total: Decimal | None
    received: Decimal | None
    places: tuple[str, ...]
    leftovers: tuple[Leftover, ...]


def find_terms(pieces: Pieces, removed: Collection[str] = ()) -> Terms:
    """The conditions of the texts, without those `removed` that an officer took out of a notice laid out alike: their
    words stay where they are."""
    whom = {each.recipient_text for each in _awards(_sums(pieces.get("decision_text", [])))}
    found: dict[str, list[ParsedCondition]] = {
        name: list(
            islice(find_conditions(pieces[name], is_decision=name == "decision_text", whom=whom), MOST_CONDITIONS + 1)
        )
        for name in ("purpose", "reasons", "decision_text")
        if name in pieces
    }
    found["conditions"] = list(all_of_block(pieces.get("conditions", [])))
    conditions = tuple(dict.fromkeys(each for name in found for each in found[name]))
    gone = [each for each in conditions if " ".join(tokens(each.wording)) in removed]
    conditions = tuple(each for each in conditions if each not in gone)
    denied = any(
        _NO_CONDITIONS.search(text_of(list(pieces.get(name, [])))[:20_000]) for name in ("decision_text", "conditions")
    )
    beyond = tuple(
        Leftover(each.wording, f"Only the first {MOST_CONDITIONS} conditions are read one by one")
        for each in conditions[MOST_CONDITIONS : MOST_CONDITIONS + 1]
    )
    left = tuple(Leftover(each.wording, TAKEN_OUT, asks_nothing=True) for each in gone if each in found["conditions"])
    places = tuple(name for name in found if found[name])
    return Terms(conditions[:MOST_CONDITIONS], places, denied, (*left, *beyond))


def find_awards(
    pieces: Pieces,
    title: str,
    outcome: str | None,
    terms: Terms,
    *,
    accepts: bool,
    stated: Sequence[ParsedAward] = (),
) -> Awarded:
    """The sums of what lists awards; or else of the decision; of the purpose, where no decision is written or it refers
    there. Awards that labels
    have `stated` are all there are: the same sums in the texts only repeat them."""
    place = next((name for name in ("awards", "decision_text") if pieces.get(name)), "purpose")
    listed = [replace(each, is_item=True) for each in pieces.get("awards", [])]  # each line is one of a list
    found = _sums(listed or pieces.get(place, []))
    if place == "awards" and not _awards(found):
        place, found = "decision_text", [*found, *_sums(pieces.get("decision_text", []))]
    if place == "decision_text" and not _awards(found) and _ELSEWHERE.search(text_of(list(pieces.get(place, [])))):
        elsewhere = _sums(pieces.get("purpose", []))
        if _awards(elsewhere):
            found, place = found + elsewhere, "purpose"
    awards = [] if outcome == "not_approved" else [*stated] or _awards(found)
    of_years = [*pieces.get(place, []), *(pieces.get("decision_text", []) if place == "awards" else [])]
    awards = _with_stream(_with_year(awards, of_years, title, _years_met(pieces)), pieces)
    total = _total(found, awards)
    received = _received(found, pieces) if accepts and not awards else None
    if received is not None and received == total:
        total = None
    kept = {total, received, *(each.amount for each in stated)} - {None}
    kept |= (
        {sum((each.amount for each in awards), Decimal(0))} if len(awards) > 1 else set()
    )  # said before a list of them
    kept |= {each.amount for each in found if isinstance(each, StatedTotal) and each.is_split and awards}
    left = _left(found, pieces, place, awards, kept, terms)
    places = (place,) if awards and not stated else ()
    return Awarded(tuple(awards), total, received, places, (*terms.leftovers, *left))


def awards_said(words: str, whom: str, there: Collection[Decimal] = ()) -> list[ParsedAward]:
    """The awards of words that somebody says are of awards: those that are plain, or else each sum in them, to `whom`
    they say. Sums that are `there` already as awards are left out where there is another."""
    found = _sums(parse_pieces(words.split("\n")))
    found = [each for each in found if each.amount not in there] or found
    plain = [replace(each, recipient_text=whom or each.recipient_text) for each in _awards(found)]
    return plain or [
        ParsedAward(each.amount, whom, one_year(each.sentence), each.sentence) for each in found if each.amount
    ]


def _sums(pieces: Sequence[Paragraph]) -> list[Found]:
    return list(islice(distinct([*islice(find_sums(pieces), MOST_SUMS + 1), *find_table_sums(pieces)]), MOST_SUMS + 1))


def _awards(found: Sequence[Found]) -> list[ParsedAward]:
    return [each for each in found[:MOST_SUMS] if isinstance(each, ParsedAward)]


def _years_met(pieces: Pieces) -> dict[int, str]:
    """The years for which the finances say that the money is met from somewhere."""
    said = [each for piece in pieces.get("financial_implications", [])[:200] for each in sentences(piece.words)]
    return {start: year for each in said if _MET.search(each) for start, year in find_years(each).items()}


def _with_year(
    awards: list[ParsedAward], pieces: Sequence[Paragraph], title: str, met_in: dict[int, str]
) -> list[ParsedAward]:
    """The one year that the text names, or else the title, or else the finances, is that of awards that name none; not
    where it only stands in the numbered point of another award."""
    years: dict[int, str] = {}
    own = {each.year_text for each in awards}
    for piece in pieces[:2000]:
        named = [find_years(sentence) for sentence in sentences(piece.words)]
        is_point = piece.marker[:1].isdigit() and "£" in piece.words
        for each in named:
            years |= {} if is_point and own.intersection(each.values()) else each
    years = years or find_years(title) or met_in
    year = next(iter(years.values())) if len(years) == 1 else ""
    return [each if each.year_text else replace(each, year_text=year) for each in awards]


def _with_stream(awards: list[ParsedAward], pieces: Pieces) -> list[ParsedAward]:
    """The one fund that the texts say the money is met from, or that the line above the list names, or else the one
    that the decision or the finances name at all, is that of awards of which none names any."""
    texts = [text_of(list(pieces.get(name, [])))[:20_000] for name in ("decision_text", "financial_implications")]
    funds = {match["name"] for text in texts for match in _MET_FROM.finditer(text)}
    leads = (_FROM.search(piece.words[-400:]) for piece in pieces.get("decision_text", [])[:200])
    funds |= {match["name"] for match in leads if match}
    for text in texts:
        funds = funds or {match["name"] for match in STREAM.finditer(text)}
    if len(funds) != 1 or any(each.stream_text for each in awards):
        return awards
    return [replace(each, stream_text=min(funds)) for each in awards]


def _total(found: Sequence[Found], awards: Sequence[ParsedAward]) -> Decimal | None:
    """The one total that is stated; of several the one that the awards come to."""
    stated = [each for each in found[:MOST_SUMS] if isinstance(each, StatedTotal)]
    totals = {each.amount for each in stated if not each.is_split} or {each.amount for each in stated}
    if len(totals) > 1:
        totals &= {sum((each.amount for each in awards), Decimal(0))}
    return totals.pop() if len(totals) == 1 else None


def _received(found: Sequence[Found], pieces: Pieces) -> Decimal | None:
    """The one sum that the decision accepts, or that its purpose says is given."""
    amounts = {each.amount for each in found if isinstance(each, ReceivedSum)}
    if not amounts:
        totals = {each.amount for each in found if isinstance(each, StatedTotal)}
        purpose = _sums(pieces.get("purpose", []))[:1]
        given = {each.amount for each in purpose if _GIVEN_TO_US.search(each.sentence) and each.amount}
        amounts = totals or given
    return amounts.pop() if len(amounts) == 1 else None


def _left(
    found: list[Found],
    pieces: Pieces,
    place: str,
    awards: Sequence[ParsedAward],
    kept: set[Decimal | None],
    terms: Terms,
) -> Iterator[Leftover]:
    """Sums that are no award, no total and in no condition: a question each, with why."""
    others = [name for name in ("decision_text", "purpose", "reasons") if name != place]
    seen: set[str] = set()
    asked = " ".join(condition.wording for condition in terms.conditions)
    awarded = {each.amount for each in awards}
    reasons = _sums(pieces.get("reasons", []))[:MOST_SUMS]
    elsewhere = [each for name in others for each in _sums(pieces.get(name, []))[:MOST_SUMS]]
    for number, each in enumerate([*found[:MOST_SUMS], *elsewhere]):
        written = f"£{each.amount:,.2f}".removesuffix(".00") if isinstance(each, ParsedAward) else each.written
        # In another text, or in the other language, an award may be said again; beside it the same sum is another one.
        is_again = number >= len(found) or not isinstance(each, UnclearSum) or _is_said_twice(each.sentence)
        is_placed = each.amount is not None and (each.amount in kept or (each.amount in awarded and is_again))
        if is_placed or written in seen or written in asked:
            continue
        seen.add(written)
        is_told = number >= len(found) and bool(awards) and (each in reasons or isinstance(each, UnclearSum))
        yield Leftover(each.sentence, _why(each, written), asks_nothing=is_told)
    yield from (Leftover(each.sentence, f"Only the first {MOST_SUMS} sums are read") for each in found[MOST_SUMS:])


def _is_said_twice(sentence: str) -> bool:
    """Whether a sentence is bilingual, or the Welsh one of two."""
    return " / " in sentence or is_welsh(sentence)


def _why(each: Found, written: str) -> str:
    if isinstance(each, UnclearSum) and each.why:
        return f"A sum of {written} was not taken for an award: {each.why}"
    if isinstance(each, ReceivedSum):
        return f"A sum of {written} is money that comes in"
    return f"A sum of {written} was not understood"
