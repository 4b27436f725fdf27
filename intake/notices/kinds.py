"""What kind of decision a notice is of, in the product's words; and what it says of its own outcome."""

import re

_CONTRACT = re.compile(
    r"\b(?:award of (?:a |the )?contract|contract (?:award|extension)|(?:award|extend|let|sign"
    r"|novate)\w* (?:of )?(?:a |the |this )?(?:\w+ ){0,3}contract"
    r"|contract (?:for|with|is|be|variation)\b|tender(?:s|ed)?\b"
    r"|preferred (?:bidder|supplier)|framework agreement|procure\w*)",
    re.IGNORECASE,
)
_VARIES = re.compile(
    r"\b(?:uplift(?:ed|s)?|variation|var(?:y|ies|ied)|rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)"
    r"|rise[sn]?|reduc(?:e[sd]?|tion))\b.{0,100}"
    r"\b(?:grants?|awards?|allocations?|funding|agreements?)\b"
    r"|\b(?:grants?|awards?|allocations?)\b.{0,100}\b(?:uplift(?:ed)?|is varied|are varied"
    r"|rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|rises?|reduced)\b",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"\b(?:accept(?:s|ed|ing|ance)?|receipt|receive[sd]?|take[sn]? in"
    r"|take both)\b[^.]{0,120}\b(?:grants?|funding|funds?|money|award|monies)\b"
    r"|£[^.]{0,80}\bbe accepted\b"
    r"|\bgrant\b[^.]{0,80}\bbe accepted\b|\baccept\w* £",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:conferences?|seminars?|venues?|catering|(?:room|hall) hire|training day|awareness day)\b"
    r"|\b(?:hire|hiring|use) of (?:an? |the )?(?:\w+ )?(?:hall|rooms?|space)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:to )?(?:award|grant|allocate|fund)s?\b (?:the |a |an |of |small |£|(?-i:[A-Z]))|\b(?:is"
    r"|are|be|been) (?:awarded|granted|allocated|paid the|given)\b"
    r"|\bset the shares\b|\bshares? of\b|\bgrants? (?:is|are|to|for|of)\b|\bapprove[sd]? (?:the "
    r"|this )?(?:\w+ ){0,3}grants?\b|\brequest\b.{0,80}\bfor £"
    r"|\bfunding (?:of|to)\b|\ballocations?\b|\bcontribution of £",
    re.IGNORECASE,
)
_GRANT_TITLE = re.compile(
    r"^(?:application|request|bid) (?:from|of|by)\b|\bgrants?\b|\bfunding (?:for|to|of)\b"
    r"|\bawards? (?:to|from)\b|\ballocations?\b",
    re.IGNORECASE,
)
_IS_FRAME = re.compile(r"\b(?:forms?|procedure|criteria|policy|strategy|terms of reference|guidance)\b", re.IGNORECASE)
_IS_BOUGHT = re.compile(r"\b(?:contract|tender|supplier|award)", re.IGNORECASE)

_BODY = (
    r"(?:I|We|(?:[Tt]he )?(?:Deputy )?(?:Police(?:, Fire)? and Crime )?(?:Commissioner|PCC|PFCC"
    r"|Mayor|Cabinet|Executive|Committee|Board))"
)
_APPROVING = re.compile(
    rf"\b{_BODY}\b(?P<how>[^.;]{{0,120}}?)\b(?:approve[ds]?|agree[ds]?|award(?:ed|s)?|authori[sz]ed?|endorsed?"
    rf"|granted|decided|accept(?:ed)?|noted|supports?)\b",
)
MY_APPROVAL = re.compile(r"\b(?:has|have|is given|with) my approval\b", re.IGNORECASE)
_IS_APPROVED = re.compile(
    r"^The (?:above )?(?:recommendations?|proposals?|request)\b[^.]{0,60}\b(?:is|are) (?:hereby )?"
    r"(?:approved|agreed)\b",
    re.MULTILINE,
)
_NO = re.compile(r"\b(?:not\b|decline|refuse|reject)", re.IGNORECASE)
_REFUSING = re.compile(
    rf"\b{_BODY}\b[^.;]{{0,60}}\b(?:not (?:to )?(?:approve|agree|award)|rejected?|refused?|declined?)\b|\bis refused\b"
)
_TO_BE_DECIDED = re.compile(r"\b(?:is|are) (?:asked|recommended|invited) to\b|\bit is recommended\b", re.IGNORECASE)


def kind_of(title: str, decision: str, *, has_awards: bool, purpose: str = "") -> str:
    """grant, variation, external, contract or other; other where nothing says which."""
    words = f"{title}\n{decision or purpose}"
    if has_awards:
        return "grant"
    if _IS_FRAME.search(title) and not _IS_BOUGHT.search(title) and not _GRANT_TITLE.search(title):
        return "other"
    if _CONTRACT.search(title) or (_CONTRACT.search(decision) and not _GRANT_TITLE.search(title)):
        return "contract"
    if is_acceptance(decision):
        return "external"
    if _VARIES.search(words):
        return "variation"
    if _MEETING.search(words) and not _GRANT_TITLE.search(title):
        return "other"
    if _IS_FRAME.search(decision[:120]) and not _GRANT_TITLE.search(title):
        return "other"
    return "grant" if _GRANT_TITLE.search(title) or _GIVES.search(decision) else "other"


def is_acceptance(decision: str) -> bool:
    """Whether a decision takes money in."""
    return _ACCEPTS.search(decision) is not None


def outcome_of(text: str) -> str:
    """The outcome that those who decide state in the text itself; empty where they state none."""
    if _REFUSING.search(text):
        return "not_approved"
    if MY_APPROVAL.search(text) or _IS_APPROVED.search(text):
        return "approved"
    found = _APPROVING.search(text)
    if not found or _NO.search(found["how"]) or _TO_BE_DECIDED.search(text[: found.start() + 80]):
        return ""
    return "approved"
