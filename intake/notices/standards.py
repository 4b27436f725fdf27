"""What a condition asks: its kind, and which of the standard conditions it is (domain §6)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from .values import find_dates

LONGEST_STANDARD = 600
"""Characters. A longer wording says more than a standard condition does."""


@dataclass(frozen=True)
class ParsedCondition:
    """One condition. `code` is a standard condition's or empty; `match_percent` is of the grant, `total_percent` of
    what the whole costs, and `match_sum` in pounds, where plain."""

    wording: str
    code: str = ""
    match_percent: Decimal | None = None
    kind: str = "other"
    match_sum: Decimal | None = None
    total_percent: Decimal | None = None


def _all_of(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


_PARTNERSHIP = r"\bCSPs?\b|\bpartnerships?\b"
_APPROVES = r"\b(?:approv|agree[sd]?\b|sign)"

STANDARD = {
    "SC1": _all_of(
        r"\bmatch(?:ed|es|ing)?[ -]?(?:fund|contribution|money)|\bmatched\b|\bmatches the\b|%\)? match\b|\bmatch of\b"
        r"|\bpound for pound\b|\b(?:same|equal) sum\b|\bequal (?:amount|contribution)\b",
        r"\bpartnership|\bCSP|\bgrant\b|\bpound\b|\b1 ?: ?1\b|%|\bcontribut|\bfund",
    ),
    "SC2": _all_of(
        r"\b(?:add|bring|increas|extra|addition|on top of|over and above|grant|funding|money)",
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
        r"\b(?:appropriate|proper|suitable|due|correct|right|lawful|own|standing)",
        r"\b(?:process|procedure|exercise|rule|route|undert|carried out|follow|order)",
    ),
    "GM1": _all_of(
        r"\bunderspen[dt]",
        r"£[0-9]",
        r"\b(?:unallocated|monitoring)\b",
        r"\b(?:no more|not|below|at most|under|less|maximum|exceed)\b",
    ),
    "GM2": _all_of(
        _PARTNERSHIP,
        _APPROVES,
        r"\b(?:grant )?agreements?\b",
        r"\bagreement\b[^.]{0,40}\bapprov|\bapprov\w*\b[^.]{0,30}\bagreement"
        r"|\bsign\w*\b[^.]{0,30}\bagreement|\bagrees?\b[^.]{0,20}\bagreement",
    ),
    "GM3": _all_of(_PARTNERSHIP, _APPROVES, r"\bspending propos|\bproposals?\b[^.]{0,30}\bspend", r"\bquarter"),
    "GM4": _all_of(
        r"\bfinanc\w+\b[^.]{0,20}\breport|\breport\b[^.]{0,30}\bfinanc", r"\bFebruary\b", r"\bactual", r"\bproject"
    ),
}
"""What the wording of each standard condition must speak of, all of it."""
_ASKS_REPORTS = re.compile(r"\b(?:reports?|returns?|updates?|quarterly)\b", re.IGNORECASE)
"""An agreement to be signed, and reports as well: more than the standard condition about agreements asks."""

_KINDS = {
    "SC1": "match", "SC2": "additionality", "SC3": "spending_plan", "SC4": "governance", "SC5": "procurement",
    "GM1": "underspend", "GM2": "approval", "GM3": "reporting", "GM4": "reporting",
}  # fmt: skip
_KIND_WORDS = [
    (
        "match",
        (
            r"\bmatch(?:ed|es|ing)?\b|\bcontribut|\b(?:same|equal) sum\b|\bpound for pound\b"
            r"|%[^.]{0,40}\bcosts?\b[^.]{0,40}\bmet\b"
            r"|\b(?:adds?|finds?|puts? in|pays?|raises?)\b[^.]{0,60}\b(?:of|from) (?:its|their) own\b"
            r"|\b(?:finds?|raises?|meets?|pays?|brings?)\b[^.]{0,30}(?:%|\b(?:half|quarter|fifth|tenth)\b)"
            r"[^.]{0,60}\bcosts?\b[^.]{0,60}\b(?:elsewhere|from (?:other|another|its own|their own))\b"
            r"|\b(?:find|obtain|rais|secur)(?:s|e|es|ing)?\b[^.]{0,30}£[\d,.]+ from (?:other|another)\b"
            r"|\b(?:partnerships?|recipients?|councils?|charity|charities|clubs?|trusts?|they|it"
            r"|both|each) (?:must |will |also )?(?:puts? in|adds?|finds?) (?:at least )?£"
        ),
    ),
    (
        "additionality",
        (
            r"\b(?:not|never|without|rather than|instead of)\b[^.]{0,40}\b(?:replac|substitut)"
            r"|\badds? value\b|\badditional to\b"
        ),
    ),
    ("underspend", r"\bunderspen[dt]s?\b[^.]{0,60}(?:£|%|\b(?:exceed|more than|returned|limit)\b)"),
    ("spending_plan", r"\b(?:spending|spend|expenditure) plan|\bplan\b[^.]{0,40}\b(?:spent|spending)\b"),
    ("procurement", r"\bprocure|\btender"),
    ("governance", r"\bgovernance\b|\bovers(?:ee|ight|een|ees)\b|\bsteering (?:group|board)\b"),
    (
        "approval",
        (
            r"\b(?:approv\w*|consents?)\b|\b(?:police|office|CSP|partnership|board|commissioner|council"
            r"|OPCC|PCC) agree(?:ing|s)?\b"
        ),
    ),
    (
        "reporting",
        (
            r"\breport(?:s|ed|ing)?\b|\bfigures\b|\breturns\b(?! (?:what|any|all|the|unspent))"
            r"|\b(?:quarterly|monthly|annual|financial|data|monitoring) return\b|\breturn, (?:each|every) \w+,"
            r"|\bstatement of (?:expenditure|spending|accounts)\b"
            r"|\bmonitoring\b|\bupdates?\b|\bevaluation\b|\blist of\b[^.]{0,40}\b(?:reach|sent|given|send)"
            r"|\breceipts\b[^.]{0,20}\b(?:reach|sent|given)\b|\btells?\b[^.]{0,60}\bhow (?:it|they|the)\b"
            r"|\b(?:gives?|sends?) (?:the |my |our )?\w+ (?:a |the )?(?:full )?list of\b"
        ),
    ),
]
_KIND_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KIND_WORDS]

_NOT_ASKED = re.compile(
    r"\b(?:not|no longer|never)\s(?:be\s)?(?:asked|required|needed|necessary|expected)\b|\bneed(?:s)?\snot\b"
    r"|\bnot?\s(?:\w+\s){0,3}match|\bwithout\smatch|\bn[o']t\s(?:need|have|require)|\bwaived?\b|\boptional\b",
    re.IGNORECASE,
)
_OTHER_GIVER = re.compile(
    r"\b(?:by|from)\s(?!at\b|least\b|[0-9£])|\belsewhere\b|\bother (?:sources|funders)\b", re.IGNORECASE
)
_IS_PARTNERSHIP = re.compile(_PARTNERSHIP, re.IGNORECASE)
_EQUAL_MATCH = re.compile(
    r"\bat (?:the )?least (?:be )?match(?:e[sd])?\b|\b1 ?: ?1\b|\bone[ -](?:to|for)[ -]one\b"
    r"|\bpound for pound\b|\b(?:same|equal) (?:sum|amount)\b"
    r"|\b(?:fully|equally|wholly) match|\bmatch\w*[ -]?(?:fund\w*)? in full\b|\bat least (?:the same|as much|equal)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b([0-9]{1,3}(?:\.[0-9]{1,2})?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:a |one )?(half|quarter|fifth|tenth) (?:of )?(?:its|their|the|each) (?:grant|award)s?\b", re.IGNORECASE
)
_SHARE_OF_COST = re.compile(
    r"(?:\b(?P<percent>[0-9]{1,2}(?:\.[0-9]{1,2})?) ?(?:%|per ?cent)|\b(?P<share>half|quarter|fifth|tenth)) (?:of )?"
    r"the (?:(?:total|whole|full|overall|project|programme) )*costs?\b",
    re.IGNORECASE,
)
_SHARES = {"half": Decimal(50), "quarter": Decimal(25), "fifth": Decimal(20), "tenth": Decimal(10)}
_MATCH_SUM = re.compile(r"£([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.00)?(?![0-9,]*[0-9.]|\s?(?:m|million|k)\b)")
_BEFORE_PAYMENT = re.compile(
    r"\bbefore (?:(?:the|any|a) (?:first )?(?:payment|instal?ment)|(?:the |any )?(?:\w+ )?"
    r"(?:money|grant|funds?|they|it) (?:is|are) (?:first )?(?:paid|released))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|(?:no|not) later than|on or before|due(?: on)?) $", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?<!or )before $", re.IGNORECASE)
_OF_THE_PAST = re.compile(
    r"\b(?:no|not|nothing|never|none|without)\b|\b(?:costs?|spending|expenditure|work|made|given|incurred|begun|started)"
    r" before $",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bthe first (?:\w+ ){0,2}(?:by|on|before) $", re.IGNORECASE)
_OR = re.compile(r"\bor\b")
_AGAIN = re.compile(
    r"\b(?:each|every) (?:\w+ ){0,2}(?:years?|half-year|quarters?|months?|weeks?|days?|terms?|spring|summer|autumn"
    r"|winter)\b"
    r"|\b(?:quarterly|monthly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_OF_THE_WHOLE = re.compile(r"\b(?:total|project|programme|overall|costs?)\b", re.IGNORECASE)


def stated_days(wording: str) -> list[date]:
    """The days by which a wording asks something, each written in full after "by" or the like. None where another day
    stands among them, one of them is a choice, or it is asked again and again."""
    days = [(start, stop, day - _until(wording[:start])) for start, stop, day in find_dates(wording)]
    are_due = all(
        (_BY.search(wording[:start]) or _until(wording[:start])) and re.search(r"\d{4}", wording[start:stop])
        for start, stop, _ in days
    )
    is_choice = any(_OR.search(wording[a[1] : b[0]]) for a, b in pairwise(days))
    if any(_FIRST.search(wording[:start]) for start, _, _ in days[:1]) and are_due:
        return [days[0][2]]
    return [day for _, _, day in days] if are_due and not (is_choice or _AGAIN.search(wording)) else []


def _until(words: str) -> timedelta:
    """How long before the day that follows these words its last day is: one, where they ask something "before" it."""
    return timedelta(days=bool(_BEFORE.search(words) and not _OF_THE_PAST.search(words)))


def stated_day(wording: str) -> date | None:
    """The first day by which a wording asks something; None where it states none."""
    return next(iter(stated_days(wording)), None)


def is_before_payment(wording: str) -> bool:
    """Whether a wording asks something before money is paid."""
    return _BEFORE_PAYMENT.search(wording) is not None


def is_waived(wording: str) -> bool:
    """Whether the words say that something is not asked."""
    return _NOT_ASKED.search(wording) is not None


def parse_condition(wording: str) -> ParsedCondition:
    code = _code(wording)
    kind = _KINDS.get(code) or next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(wording)), "other")
    percent = _match_percent(wording) if kind == "match" and not is_waived(wording) else None
    if code == "SC1" and percent not in (None, Decimal(100)):
        code = ""  # it asks a different share from the standard condition
    is_sum = kind == "match" and not (code or percent or is_waived(wording))
    of_total = _total_percent(wording) if is_sum else None
    return ParsedCondition(
        wording, code, percent, kind, _match_sum(wording) if is_sum and not of_total else None, of_total
    )


def _code(wording: str) -> str:
    """The one standard condition that the wording fits; empty where none does, or more than one."""
    if len(wording) > LONGEST_STANDARD or is_waived(wording):
        return ""
    codes = [code for code, patterns in STANDARD.items() if all(pattern.search(wording) for pattern in patterns)]
    if codes == ["GM3", "GM4"]:
        return "GM3"  # whose quarterly updates may name the yearly report too
    if codes == ["SC1"] and _is_no_standard_match(wording):
        return ""
    if codes == ["GM2"] and _ASKS_REPORTS.search(wording):
        return ""
    return codes[0] if len(codes) == 1 else ""


def _is_no_standard_match(wording: str) -> bool:
    """Match from others than the partnership, or a share of the whole project."""
    if _OF_THE_WHOLE.search(wording) and _PERCENT.search(wording) and _match_percent(wording) is None:
        return True
    return _IS_PARTNERSHIP.search(wording) is None and (
        _OTHER_GIVER.search(wording) is not None or not _EQUAL_MATCH.search(wording)
    )


def _match_percent(wording: str) -> Decimal | None:
    """Never guessed: a share of the whole project, or two figures, give none."""
    figures = {Decimal(figure) for figure in _PERCENT.findall(wording)}
    figures |= {_SHARES[share.casefold()] for share in _SHARE.findall(wording)}
    if figures:
        figure = figures.pop()
        return None if figures or figure <= 0 or _OF_THE_WHOLE.search(wording) else figure
    return Decimal(100) if _EQUAL_MATCH.search(wording) else None


def _total_percent(wording: str) -> Decimal | None:
    """The one share of what the whole costs that a condition of match names."""
    shares = list(_SHARE_OF_COST.finditer(wording))
    if len(shares) != 1 or len(_PERCENT.findall(wording)) > 1:
        return None
    percent, share = shares[0]["percent"], shares[0]["share"]
    return Decimal(percent) if percent else _SHARES[share.casefold()]


def _match_sum(wording: str) -> Decimal | None:
    """The one sum that a condition of match names; none where it is of several recipients."""
    sums = _MATCH_SUM.findall(wording)
    return (
        Decimal(sums[0].replace(",", "")) if len(sums) == 1 and not re.search(r"\b(?:each|both)\b", wording) else None
    )
