"""The conditions in a notice, and which of the standard ones they are (domain §6)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .paragraphs import Paragraph, sentences

MOST = 200
"""More conditions than this are left in the text alone."""

LONGEST_STANDARD = 600
"""Characters. A longer wording says more than a standard condition does."""


@dataclass(frozen=True)
class ParsedCondition:
    """One bullet. `code` is a standard condition's or empty; `match_percent` is of the grant, if plainly stated."""

    wording: str
    code: str = ""
    match_percent: Decimal | None = None


def _all_of(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


_PARTNERSHIP = r"\bCSPs?\b|\bpartnerships?\b"
_APPROVES = r"\b(?:approv|agree[sd]?\b|sign)"

STANDARD = {
    "SC1": _all_of(
        r"\bmatch(?:ed|ing)?[ -]?(?:fund|contribution|money)|\bmatched\b|%\)? match\b|\bmatch of\b|\bpound for pound\b",
        r"\bfund|\bcontribut|\bpartnership|\bCSP|\bgrant\b|\bpound\b|\b1 ?: ?1\b|%",
    ),
    "SC2": _all_of(
        r"\b(?:add|bring|increas|extra|addition|on top of|over and above)",
        r"\b(?:not|never|without|rather than|instead of)\b[^.]{0,30}\b(?:replac|substitut|mak\w+ up|mak\w+ good|fill)",
        r"\b(?:withdr|cut\b|cuts\b|lost\b|stopped\b|ended\b|removed\b|taken away)",
    ),
    "SC3": _all_of(
        r"\b(?:spending|spend|expenditure) plan|\bplan\b[^.]{0,30}\b(?:spend|spent|money)",
        r"\b(?:perform|outcome|output|result)",
    ),
    "SC4": _all_of(
        r"\bgovern(?:ance|ing)\b", r"\borganised crime\b|\bSOC\b", r"\b(?:overs[ei]|supervis|scrutin|watch|monitor)"
    ),
    "SC5": _all_of(
        r"\b(?:procure|commissioning|tender)",
        r"\b(?:appropriate|proper|suitable|due|correct|right|lawful)",
        r"\b(?:process|procedure|exercise|rule|route|undert|carried out|follow)",
    ),
    "GM1": _all_of(r"\bmonitoring\b", r"\bunderspen[dt]", r"£15,?000\b"),
    "GM2": _all_of(_PARTNERSHIP, _APPROVES, r"\bgrant agreements?\b"),
    "GM3": _all_of(_PARTNERSHIP, _APPROVES, r"\bspending propos|\bproposals?\b[^.]{0,30}\bspend", r"\bquarter"),
    "GM4": _all_of(
        r"\bfinanc\w+\b[^.]{0,20}\breport|\breport\b[^.]{0,30}\bfinanc", r"\bFebruary\b", r"\bactual", r"\bproject"
    ),
}
"""What the wording of each standard condition must speak of, all of it."""

_NOT_ASKED = re.compile(
    r"\b(?:not|no longer|never)\s(?:be\s)?(?:asked|required|needed|necessary|expected)\b|\bneed(?:s)?\snot\b"
    r"|\bnot?\s(?:\w+\s){0,3}match|\bwithout\smatch|\bn[o']t\s(?:need|have|require)|\bwaived?\b|\boptional\b",
    re.IGNORECASE,
)
_OTHER_GIVER = re.compile(r"\b(?:by|from)\s(?!at\b|least\b|[0-9£])", re.IGNORECASE)
_IS_PARTNERSHIP = re.compile(_PARTNERSHIP, re.IGNORECASE)

_EQUAL_MATCH = re.compile(
    r"\bat least (?:be )?match(?:ed)?[ -]?fund|\b1 ?: ?1\b|\bone[ -](?:to|for)[ -]one\b|\bpound for pound\b"
    r"|\b(?:fully|equally|wholly) match|\bmatch\w*[ -]?(?:fund\w*)? in full\b|\bat least (?:the same|as much|equal)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b([0-9]{1,3}(?:\.[0-9]{1,2})?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_OF_THE_WHOLE = re.compile(r"\b(?:total|project|programme|overall)\b", re.IGNORECASE)

_SPEAKS_OF_CONDITIONS = re.compile(
    r"\b(?<!no )condition(?:s|al|ed)?\b|\bprovided that\b|\bsubject to the following\b", re.IGNORECASE
)


def parse_condition(wording: str) -> ParsedCondition:
    code = _code(wording)
    return ParsedCondition(wording, code, _match_percent(wording) if code == "SC1" else None)


def find_conditions(pieces: Iterable[Paragraph]) -> Iterator[ParsedCondition]:
    """The bullets that follow a sentence which speaks of conditions, in order."""
    announced = False
    for piece in pieces:
        announces = bool(_SPEAKS_OF_CONDITIONS.search(sentences(piece.words)[-1]))
        if not piece.marker or (announces and piece.words.endswith(":")):
            announced = announces
        elif announced and piece.words:
            yield parse_condition(re.sub(r"[;,](?: and| or)?$", "", piece.words))


def _code(wording: str) -> str:
    """The one standard condition that the wording fits; empty if none does, or more than one."""
    if len(wording) > LONGEST_STANDARD or _NOT_ASKED.search(wording):
        return ""
    codes = [code for code, patterns in STANDARD.items() if all(pattern.search(wording) for pattern in patterns)]
    if codes == ["SC1"] and _OTHER_GIVER.search(wording) and not _IS_PARTNERSHIP.search(wording):
        return ""
    return codes[0] if len(codes) == 1 else ""


def _match_percent(wording: str) -> Decimal | None:
    """Never guessed: a share of the whole project, or two figures, give none."""
    figures = {Decimal(figure) for figure in _PERCENT.findall(wording)}
    if figures:
        figure = figures.pop()
        return None if figures or figure <= 0 or _OF_THE_WHOLE.search(wording) else figure
    return Decimal(100) if _EQUAL_MATCH.search(wording) else None
