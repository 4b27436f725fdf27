"""Words that say that a sum is no award, as data: a pattern, and why."""

import re

from .conditions import ON
from .money import REACH, Money

_SENTENCE_CUES = [
    (
        r"\b(?:not|never|refus(?:e[sd]?|al)|reject(?:s|ed)?|declin(?:e[sd]?|ing)|withdrawn)\b",
        "it is in a sentence that says no, or not",
    ),
    (
        r"\b(?:last year|previous(?:ly)?|in earlier years|the year before|in the past|historically)\b",
        "it is of an earlier time",
    ),
    (
        (
            r"^(?:If|Should|Were|Had)\b|\b(?:may|can|could|invited to) (?:ask|apply|bid)\b|\bwould\b"
            r"|\brequest(?:s|ed)? \b.{0,80}\bfor\b"
        ),
        "it was not awarded, only spoken of",
    ),
    (
        (
            r"\b(?:rais(?:e[sd]?|ing)|ris(?:e|es|ing)|rose|increas(?:e[sd]?|ing)|uplift(?:ed)?"
            r"|reduc(?:e[sd]?|tion)|var(?:y|ied)|cut)\b.{0,120}\b(?:from|by|of|to)\b.{0,30}(?:£|GBP)"
        ),
        "it is of a change of an earlier sum",
    ),
    (r"\b(?:repaid|paid back|clawed back|recovered|returned)\b", "it is of money that goes back"),
    (
        (
            r"^(?:[^,]{3,40}, )?(?:the )?(?:Home Office|Ministry of Justice|MoJ|(?:UK )?Government"
            r"|Department[\w ]{0,30}|Youth Endowment Fund|NHS England)(?: \(\w+\))? (?:has |have "
            r"|had )?(?:awarded|gave|gives|given|confirmed|allocated|provided|offered)\b"
        ),
        "it is given by another body",
    ),
    (r"\b(?:tenders?|contracts?|suppliers?|leases?)\b", "it is of a contract or a purchase"),
]
_BEFORE_CUES = [
    (
        (
            r"\b(?:up to|at least|at most|(?:more|less) than|maximum|max|limit|exceed(?:ing)?|not above"
            r"|about|around|approximately|approx|circa|over|under|minimum|in addition to|original"
            r"|instead of|between|every|another|further)(?: a| an| of| the| award| grant| sum| total"
            r"| and){0,4}"
        ),
        "it is a limit, or not exact",
    ),
    (r"(?-i:\b(?:from|by))(?: a| an| the| sum| of| total){0,4}", "it is of a change of an earlier sum"),
    (r"\b(?:increase|rise|uplift|reduction|saving|underspend|surplus)s?(?: of)?", "it is of a change of a sum"),
    (
        r"\b(?:costs?|cost of|priced at|pay of|salary of|salary|precept of|precept)(?: of| is| are| at| stays at){0,2}",
        "it is a cost",
    ),
    (
        (
            r"\b(?:delegated |annual |safety |grants? |overall )*(?:budget|pot|reserve|balance|income"
            r"|tender|remuneration|pay)(?: of)"
        ),
        "it is a budget",
    ),
    (r"\b(?:stays|stay|remains?|saves?|costs?|worth|spent)(?: at)?", "it is a cost"),
    (
        r"\b(?:of which|of (?:this|that|it|these)(?: sum| amount)?,?|including|includes)(?: the)?",
        "it is a part of another sum",
    ),
    (
        (
            r"\b(?:(?<!GMCA )(?<!PCC )(?<!Mayor )(?<!Commissioner )contributes?|adds?|puts? in"
            r"|matched (?:by|with)|match(?: funding)? of)(?: a| an| the| sum| of){0,3}"
        ),
        "it is match or a contribution",
    ),
]
_NOT_AWARDS = [(re.compile(pattern, re.IGNORECASE), why) for pattern, why in _SENTENCE_CUES]
_NOT_AFTER = [(re.compile(rf"{pattern}\s?$", re.IGNORECASE), why) for pattern, why in _BEFORE_CUES]
_SPREAD = re.compile(
    r"\s?(?:across|between|among|shared|per (?!annum|year)|an? (?:group|hour|place|head|session|day"
    r"|week|month)\b|spent\b|or\b)",
    re.IGNORECASE,
)
_TERMS = re.compile(rf",?\s{ON}\b.*", re.IGNORECASE | re.DOTALL)
_JOINED = re.compile(r"\s?(?:and|to|or|plus|[-–+/,])\s?", re.IGNORECASE)


def why_no_award(money: Money, sentence: str) -> str:
    """Why a sum cannot be an award, whatever name stands beside it; empty where it can."""
    for pattern, why in _NOT_AFTER:
        if pattern.search(money.before[-120:]):
            return why
    is_in_terms = _TERMS.search(money.before)
    clause = sentence if is_in_terms else _TERMS.sub("", sentence[: 4 * REACH], count=1)
    for pattern, why in _NOT_AWARDS:
        if pattern.search(clause[: 4 * REACH]):
            return why
    if not money.is_first and _JOINED.fullmatch(money.before):
        return "it is joined to the sum before it"
    return "it is for several, and which is not said" if _SPREAD.match(money.after) else ""
