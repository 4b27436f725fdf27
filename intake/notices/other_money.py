"""What a notice says of money that is no grant (domain §5), and of the earlier decision that it varies."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from .money import Money, money_in
from .names import NAME, is_organisation, is_recipient, tidy
from .paragraphs import sentences

_FROM = re.compile(
    rf"(?:\b(?:grants?|funding|funds?|award|money|monies|sum|contribution)\b|£[\d,]+)[^.;£]{{0,60}}?"
    rf"\b(?:from|offered by|awarded by|given by|provided by)\s(?:the\s)?(?P<name>{NAME})"
)
_GIVES = re.compile(
    rf"(?:^|[.;:]\s)(?:[Tt]he\s)?(?P<name>{NAME})\s(?:\([^)]*\)\s)?(?:has\s|have\s|had\s)?"
    r"(?:awarded|offered|confirmed|given|granted|allocated|provided|gives|offers|awards)\b"
)
_GIVER = re.compile(r"\b(?:Office|Ministry|Department|Government|Commissioner|OP?F?CC|PF?CC|Mayor)\b")
_NO_GIVER = re.compile(r"\b(?:Fund|Grant|Scheme|Programme|Budget)$")
_VARIED = re.compile(
    r"\b(?:[Dd]ecision|[Nn]otice|DN|[Rr]eport|[Rr]eference|[Rr]ef\.?)(?: (?:[Nn]otice|[Rr]ecord|[Ll]og))?"
    r"(?: (?:number|no\.?|ref(?:erence)?\.?|DN))?:?\s"
    r"(?P<code>[A-Z]{1,6}[ /-]?[0-9]{1,6}(?:[/-][0-9]{1,6}){0,2}|[0-9]{3,6}(?:/[0-9]{1,4})?|[0-9]{1,4}/[0-9]{2,4})\b"
)
_COMPANY = rf"(?:the\s)?(?P<name>{NAME}(?:\splc\b)?)"
_SUPPLIERS = (
    re.compile(rf"\b[Cc]ontracts?\b[^.;£]{{0,120}}?\b(?:to|with)\s{_COMPANY}"),
    re.compile(rf"\b(?:let|awarded) to\s{_COMPANY}"),
    re.compile(rf"{_COMPANY} (?:was|is|be|has been) (?:chosen|appointed|selected|awarded (?:a|the) contract)\b"),
)
_OF_CONTRACT = re.compile(r"\b(?:contracts?|tenders?|supplier|bidder|procure\w*)\b", re.IGNORECASE)
_NO_VALUE_BEFORE = re.compile(
    r"\b(?:up to|at least|(?:more|less) than|exceed\w*|about|around|approximately|circa|from|by|reduc\w+"
    r"|budget\w*|sav\w+|increase\w*|original\w*|previous\w*|current\w*)(?: of)?(?: an?| the)?\s?$"
    r"|^\s?(?:to|and|or|[-–])\s?$",
    re.IGNORECASE,
)
_NO_VALUE_AFTER = re.compile(
    r"\s?(?:(?:a|per|each|every) (?:year|annum|quarter|month|week|day|hour)\b|annually|yearly|(?:to|[-–]) £)"
)


class Contract(NamedTuple):
    """The one supplier and the one value that a text says, the value as `written` too; empty where it is not plain."""

    supplier: str = ""
    value: Decimal | None = None
    written: str = ""


def contract_in(texts: Iterable[str]) -> Contract:
    said = [sentence for text in texts for line in text[:20_000].split("\n") for sentence in sentences(line)]
    found = [match["name"] for each in said for pattern in _SUPPLIERS for match in pattern.finditer(each)]
    suppliers = {tidy(name) for name in found if name.endswith("plc") or (is_organisation(name) and is_recipient(name))}
    values = {money.amount: money.written for each in said for money in _values(each)}
    value, written = values.popitem() if len(values) == 1 else (None, "")
    return Contract(suppliers.pop() if len(suppliers) == 1 and len(values) < 2 else "", value, written)


def _values(sentence: str) -> Iterator[Money]:
    """The exact sums that a sentence about a contract names, but those by the year and those of a change."""
    for money in money_in(sentence) if _OF_CONTRACT.search(sentence) else ():
        is_other = _NO_VALUE_BEFORE.search(money.before) or _NO_VALUE_AFTER.match(money.after)
        if money.amount is not None and not is_other:
            yield money


def giver_in(texts: Iterable[str]) -> str:
    """The one body that the texts say gives the money; empty where they name none, or several."""
    names = {
        tidy(_whole(match["name"]))
        for text in texts
        for pattern in (_FROM, _GIVES)
        for match in pattern.finditer(text[:20_000])
        if not _NO_GIVER.search(match["name"])
    }
    named = {name for name in names if _GIVER.search(name) or is_recipient(name)}
    return named.pop() if len(named) == 1 else ""


def _whole(name: str) -> str:
    """The name without what a following clause begins with: "the Home Office and the S151" is the Home Office."""
    first, joined, second = name.partition(" and the ")
    return name if joined and (_GIVER.search(second) or is_organisation(second)) else first


def varied_in(texts: Iterable[str], own: Iterable[str]) -> str:
    """The number of the one other decision that the texts name; `own` are the numbers of the decision itself."""
    codes = {match["code"] for text in texts for match in _VARIED.finditer(text[:20_000])} - {*own}
    return codes.pop() if len(codes) == 1 else ""
