"""Who a sum is for, and from which fund: the names before and after it."""

import re

from .money import Money, Told
from .names import NAME, is_organisation, is_recipient, tidy
from .values import find_years

_MONEY = (
    r"(?:\s(?:a|an|the|one-off|further|grant|sum|payment|contribution|award|funding|allocation"
    r"|of|in|to|with|worth|total|at|value)){0,8}"
)
_GIVES = re.compile(
    rf"\b(?:awards?|awarding|awarded|grants?|gives?|giving|pays?|paying|funds?|funding|allocates?"
    rf"|provides?)\s(?:the\s)?(?P<name>{NAME}),?{_MONEY}\s?$"
)
_RECEIVES = re.compile(
    rf"(?:^|\bThat\s|\bthat\s|,\s|\band\s|:\s)(?:[Tt]he\s|[Tt]hat\s)*(?P<name>{NAME})\s(?:(?:will"
    rf"|shall|should|to|also|now|has|have|is|are)\s){{0,3}}"
    rf"(?:(?:be|is|are|been)\s(?:now\s)?(?:granted|awarded|allocated|paid|given|offered|funded|provided\swith)"
    rf"|(?<!has )(?<!have )(?:receives?|gets?)){_MONEY}\s?$"
)
_GRANT_TO = re.compile(
    rf"\b(?:[Gg]rant|[Aa]ward|[Pp]ayment|[Aa]llocation|[Cc]ontribution|[Ff]unding)s?\s(?:to"
    rf"|for)\s(?:the\s)?(?P<name>{NAME})\s?(?:is|of|will be|amounts to|comes to|stands at"
    rf"|(?:at|to) (?:a|the) value of|:|=|–|-)?\s?$"
)
LISTING = re.compile(r"\b(?:awards?|grants?|pay|fund|give|allocate)\b[^£;]{0,60}:", re.IGNORECASE)
_IN_LIST = re.compile(
    rf"(?:(?:^|[:;])\s?(?:and\s)?\([a-z0-9]{{1,4}}\)|[:;](?:\sand)?)\s(?:the\s)?(?P<name>{NAME})\s?[-–—,=]?\s?$"
)
LINE = re.compile(rf"(?:[A-Z][a-z]+:\s)?(?:the\s|The\s)?(?P<name>{NAME})\s?(?:[-–—:=,]|\.{{2,9}})\s?$")
_BRACKETED = re.compile(rf"(?:\b(?:to|for|and)\s|^|[,;:]\s)(?:the\s)?(?P<name>{NAME})\s\($")
_NAMED_LINE = re.compile(rf"(?P<name>{NAME})\s[-–—]\s[^£]{{2,80}}\s?[-–—:]\s?$")
_END_OF_LINE = re.compile(r"\s?(?:\([^)£]*\))?(?:\s(?:for|towards?|to)\s[a-z].*)?[.;,]?(?:\sand)?", re.DOTALL)
_LINE_AFTER = re.compile(rf"\s?[-–—:,]\s?(?:the\s)?(?P<name>{NAME})(?:\s[-–—]\s.*)?[.;,]?")
STREAM = re.compile(
    r"\b(?:from|of|under|through) (?:the |its |our |my )?(?P<name>(?:[A-Z0-9][\w’'&-]*(?: (?:and |of "
    r"|for )?)?){1,8}(?:Fund|Grant|Scheme|Programme|Budget)"
    r"|(?:[A-Z][\w’&-]* (?:and |of |for )?){2,8}(?:fund|grant|scheme|programme|budget))\b"
)
STREAM_BRACKET = re.compile(
    r"^\s?\((?:from )?(?:the )?(?P<name>[A-Z][^()£]{2,60}(?:Fund|Grant|Scheme|Programme|Budget))\)"
)
_LINKING = re.compile(
    r"an?|the|of|in|for|from|will|shall|is|are|was|were|be|been|has|have|should|may|to|allocated|awarded"
    r"|granted|given|paid|made|go(?:es)?"
    r"|provided|available|distributed|allocation|award|grants?|fund(?:s|ing)?|money|pounds|total"
    r"|capital|revenue|by|agreement"
    r"|one-off|contribution|budget|stream|financial|year|years|per|annum|three|two|four|payment|sum"
    r"|over|period|and|transferred",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"to|for|in|towards?|from|of|on|as|over|who|which|that|with|at|by|and|via|through|under|during"
    r"|subject|will|is|are|be|provided"
    r"|so|made|split|comprising|broken|consisting|totalling|plus|phased|profiled|when|if|where|each"
    r"|after|before|were|was|because|since|has|have|across|until|[(–—-].*|£.*|/"
)
_KIND_AFTER = re.compile(r"community safety partnerships?\b")
_CALLED = {"charity", "company", "club", "group", "trust", "organisation", "partnership", "provider"}
_SMALL = {"of", "and", "&", "y", "yr"}
_BEFORE_FOR = {"Centre", "Institute", "Campaign", "Society", "Association", "Alliance", "Foundation", "Council"}


def name_before(money: Money, told: Told) -> str:
    """The recipient in front of a sum: "award NAME £x", "NAME will receive £x", "NAME - £x"."""
    for pattern in (_GIVES, _RECEIVES, _GRANT_TO):
        if (match := pattern.search(money.before)) and is_recipient(name := tidy(match["name"])):
            return name
    listed = _IN_LIST.search(money.before) if LISTING.search(money.opening) else None
    if listed and re.match(r"[.;]|,? and\b|\s?$", money.after) and is_recipient(name := tidy(listed["name"])):
        return name
    bracket = _BRACKETED.search(money.before) if money.after.startswith(")") else None
    is_named = bracket and (told.is_in_list or is_organisation(bracket["name"]))
    if bracket and is_named and is_recipient(name := tidy(bracket["name"])):
        return name
    line = LINE.fullmatch(money.before) if money.is_first else None
    if line and _is_end(money.after) and is_recipient(name := tidy(line["name"])):
        return name
    line = re.fullmatch(rf"(?P<name>{NAME})\s", money.before) if money.is_first and not line else None
    if (
        line
        and _is_end(money.after)
        and is_recipient(name := tidy(line["name"]))
        and (told.is_in_list or is_organisation(name))
    ):
        return name
    line = _NAMED_LINE.fullmatch(money.before) if money.is_first and not line else None
    if line and _is_end(money.after) and is_organisation(line["name"]) and is_recipient(name := tidy(line["name"])):
        return name
    return ""


def _is_end(after: str) -> bool:
    """Whether nothing follows the sum of a line but a year, a bracket, or what it is for."""
    rest = re.sub(r"^\s?(?:in|for|during|\()?\s?(?:the financial year |FY\s?)?20\d\d\s?[/–-]\s?\d{2,4}\)?", "", after)
    return _END_OF_LINE.fullmatch(rest) is not None


def name_after(money: Money) -> str:
    """The name that the first plain "to" or "for" after a sum leads to; empty where it leads elsewhere."""
    if money.is_first and not money.before.strip() and (line := _LINE_AFTER.fullmatch(money.after)):
        name = tidy(line["name"])
        return name if is_recipient(name) else ""
    words = re.sub(r"\([^)]*\)", lambda found: found[0].replace(" ", "\u00a0"), money.after).split(" ")
    words = [word for n, word in enumerate(words) if word and not (word == "charity" and words[n - 1 : n] == ["the"])]
    for place, word in enumerate(words):
        name = closed_name(words[place + 1 :]) if word in ("to", "for") else ""
        if name and (word == "to" or is_organisation(name)):
            return name
        following = words[place + 1] if place + 1 < len(words) else ""
        if not _may_link(word) or (word == "to" and following != "be" and not find_years(following)):
            return ""
    return ""


def _may_link(word: str) -> bool:
    word = word.strip(",()")
    return (
        not word
        or _LINKING.fullmatch(word) is not None
        or word[:1].isupper()
        or bool(find_years(word.replace("\u00a0", " ")))
    )


def closed_name(words: list[str]) -> str:
    """The name that these words begin with; empty where there is none, or it cannot be seen where it ends."""
    article = "The " if words[:1] == ["The"] and words[1:2] and words[1][:1].isupper() else ""  # of the name itself
    words = words[1:] if words[:1] in (["the"], ["The"]) else words
    is_called = len(words) > 1 and words[0] in _CALLED and words[1][:1].isupper()  # "the charity Oar Club"
    words = words[1:] if is_called else words
    length = _length_of_name(words)
    if not length:
        return ""
    length += _with_kind(words[length:])
    name = tidy(" ".join(words[:length]).replace("\u00a0", " "))
    return (
        f"{article}{name}" if is_recipient(name) and _is_closed(words[length - 1], words[length : length + 1]) else ""
    )


def _length_of_name(words: list[str]) -> int:
    for place, word in enumerate(words):
        following = words[place + 1 : place + 2]
        connects = place > 0 and following and following[0][:1].isupper()
        joins = connects and (
            word in _SMALL
            or words[place - 1 : place + 2] == ["Blackburn", "with", "Darwen"]
            or (word == "for" and words[place - 1] in _BEFORE_FOR)
        )
        is_abbreviation = place > 0 and re.fullmatch(r"\([A-Z][A-Za-z&]{1,9}\)[,;.]?", word)
        if not (
            word[:1].isupper() or joins or is_abbreviation or re.match(r"[0-9]+(?:st|nd|rd|th)\b|[0-9][A-Z]", word)
        ):
            return place
        if word.endswith((",", ";", ":", ")")):
            return place + 1
    return len(words)


def _with_kind(words: list[str]) -> int:
    """How many words in small letters after a name say what it is: "Wigan community safety partnership"."""
    return len(match[0].split()) if (match := _KIND_AFTER.match(" ".join(words[:3]))) else 0


def _is_closed(last: str, following: list[str]) -> bool:
    """True where what comes after the name cannot belong to it, nor be a second name."""
    if last.endswith(","):
        return not following or not following[0][:1].isupper()
    return not following or last.endswith((";", ":", ")")) or _AFTER_NAME.fullmatch(following[0]) is not None


def stream(money: Money) -> str:
    match = STREAM_BRACKET.match(money.after) or STREAM.search(money.after) or STREAM.search(money.before)
    return match["name"] if match else ""
