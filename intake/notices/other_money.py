"""What a notice says of money received, and of the earlier decision that it varies."""

import re
from collections.abc import Iterable

from .names import NAME, is_organisation, is_recipient, tidy

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
