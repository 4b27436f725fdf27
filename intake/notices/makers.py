"""The posts named in one line of decision makers; apart from them who was consulted, and names of persons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .values import leading_date

_POST = (
    r"(?:Mayor|Minister|(?:Deputy|Assistant|Acting|Interim|Executive|Corporate|Strategic|Service|Managing) \w+"
    r"|Directors?|Heads? of"
    r"|Chief (?:Executive|Constable|Finance|Officer|Operating|of|Fire|Financial|Legal|Superintendent)\w*|Treasurer"
    r"|Commissioner|Leader|Cabinet(?: Member)?|Portfolio Holder|(?:City |Borough )?Solicitor|Secretary"
    r"|Monitoring Officer|Section (?:151|73) Officer|S(?:ection )?151\b|PCC|PFCC|DPCC|DPFCC|DMPC|CC"
    r"|Chair(?:man|woman|person)?"
    r"|Lead Member|Member for|Police(?:, Fire)? (?:and|&) Crime (?:Commissioner|Panel))"
)
_BODY = r"(?:(?:[A-Z]{2,6}|Group|Joint|County|Borough|District|City) )?"
_NOT_A_START = re.compile(r"Executive (?:Services|Support|Functions?|Team)|Deputy (?:Services)\b")
_IS_POST = re.compile(
    rf"\b(?:{_POST}|Officer|Manager|Executive|Committee|Board|Council|Authority|Panel|Director|Mayor|Constable|Member"
    r"|Holder|Convener|Convenor|Commissioner|Treasurer|Clerk|Minister|Governor|Superintendent|Inspector|Lead|Partnership|Cabinet|Office)\b"
)
_IS_PROSE = re.compile(r"£|\b(?:is|are|was|were|has|have|had|will|may|must|decided|approved|agreed)\b")
_IS_HEADING = re.compile(r"part (?:[1-9]|[ivx]{1,4}|one|two)\b", re.IGNORECASE)
_HELD_BY_ONE = re.compile(r"PF?CC|Commissioner|Mayor|Deputy Mayor|Chief Constable|Chief Executive")
_CONSULTED = re.compile(
    r",?\s*\(?\b(?:in|after|following|and in) (?:full )?(?:consultation|conjunction|liaison|agreement) with (?:the )?"
    r"|,?\s*\(?\b(?:having consulted|consulting) (?:with )?(?:the )?",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r",?\s(?:(?:acting )?jointly|together|under (?:delegated (?:powers|authority)|the scheme of delegation)"
    r"|in (?:her|his|their) absence)$",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s?\((?P<remark>[^()]{1,120})\)")
_AREA = re.compile(r"[A-Z][a-z]+(?:(?:,| and| &| of) [A-Z][a-z]+)*")
"""What a post is for, in a bracket behind it: "Director (Streets and Parks)". Two words alone may be a name."""
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Alderman)\.? )?"
    r"(?:(?:[A-Z]\.\s?){1,3}|[A-Z][a-z’'-]+ )(?:[A-Z][\w’'-]*\.? ?){1,3}(?:,? (?:OBE|CBE|MBE|QPM|TD|JP|MP))?"
)


@dataclass(frozen=True)
class Makers:
    """Posts in order; posts that were consulted; words that are no post, persons' names among them."""

    posts: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def parse_makers(line: str, how: str, known_titles: Iterable[str]) -> Makers:
    """The makers in the value of a label. `how` it is read: posts, signed, post, day-by or meeting."""
    known = list(known_titles)
    line = re.sub(r"[^\S\n]{2,}", " ", line)  # a megabyte of spaces is looked at once
    line = _in_small_letters(line) if line.isupper() else line
    others: list[str] = []
    if how in ("day-by", "meeting") and (found := leading_date(line)):
        line = re.sub(r"^(?:by |[-–—]\s?)", "", found[1])
    if " / " in line:  # a bilingual value: the English half
        line = max(line.split(" / "), key=lambda half: (bool(_IS_POST.search(half)), -line.index(half)))
    deciding, *consulted = _CONSULTED.split(line, maxsplit=1)
    posts: list[str] = []
    for part in _split(deciding.strip(" ,;."), known):
        post, person = _without_person(part, known)
        posts += [post] if post else []
        others += [person] if person else []
    asked = [post for part in consulted for post in _split(part.strip(" ,;.)"), known)]
    return Makers(tuple(posts), tuple(asked), tuple(others))


def _in_small_letters(title: str) -> str:
    """A title that was written in capitals as titles are written: "HEAD OF POOLS" is "Head of Pools". Short words in
    capitals may be initials and stay."""
    words = title.split(" ")
    small = {"FOR", "OF", "AND", "THE"}
    return " ".join(w.lower() if w in small else w.capitalize() if len(w) > 4 or w == "HEAD" else w for w in words)


def looks_like_post(text: str) -> bool:
    return (
        len(text) < 200
        and text[:1].isupper()
        and ":" not in text
        and _IS_POST.search(text) is not None
        and not _IS_PROSE.search(text)
        and not _IS_HEADING.match(text)
    )


def _split(line: str, known_titles: list[str]) -> list[str]:
    """The line at its commas, semicolons and "and"s that stand between posts.

    Known titles are matched first, the longest first. Elsewhere a comma separates two posts only where a known
    title, or what begins a post, comes after it; "and" and "&" only where a whole post comes before them too.
    """
    return [post for post in _posts(line, _any_of(known_titles)) if post]


def _posts(line: str, known: str) -> Iterator[str]:
    next_post = rf"(?=(?:the )?(?:(?i:{known})\b|{_BODY}{_POST}))"
    comma = re.compile(rf"\s?[,;]\s?(?:(?:and|&)\s)?{next_post}|\s?;\s?|\s(?:and|&)\s{next_post}")
    after_title = re.compile(rf"(?i:{known})(?P<parting>\s?(?:[,;]\s?(?:and\s)?|&\s?|and\s){next_post}|$)")
    place = 0
    while place < len(line):
        titled = after_title.match(line, place)
        parted = None if titled else _parting(comma, line, place)
        end = titled.start("parting") if titled else parted.start() if parted else len(line)
        yield line[place:end].removeprefix("the ").strip()
        place = titled.end() if titled else parted.end() if parted else len(line)


def _parting(comma: re.Pattern[str], line: str, place: int) -> re.Match[str] | None:
    for match in comma.finditer(line, place):
        before, after = line[place : match.start()], line[match.end() :]
        is_and = not match[0].lstrip().startswith((",", ";"))
        if _NOT_A_START.match(after) or (is_and and not _IS_POST.search(before)):
            continue
        return match
    return None


def _without_person(part: str, known: list[str]) -> tuple[str, str]:
    """A part of the line as the post, and what in it is a person's name or a remark."""
    if part in known:
        return part, ""
    remarks = [
        match["remark"]
        for match in _REMARK.finditer(part)
        if not (re.match(r"(?i:section|s\.?\s?\d|acting)", match["remark"]) or _AREA.fullmatch(match["remark"]))
    ]
    inside = next(
        (remark for remark in remarks if looks_like_post(remark) and not re.search(r"\b(?:held|copy)\b", remark)), ""
    )
    bare = _MANNER.sub("", part)
    remarks += [part[len(bare) :].strip(" ,")] if bare != part else []
    for remark in remarks:
        bare = bare.replace(f"({remark})", "").strip()
    person, post = _person_and_post(re.sub(r"\s+", " ", bare))
    if inside and not post:
        post, remarks = inside, [remark for remark in remarks if remark != inside]
    return post, ", ".join(filter(None, [person, *remarks]))


def _person_and_post(words: str) -> tuple[str, str]:
    """The name and the post of "Jo Field, Deputy Mayor", "Jo Field - PCC", "PCC Jo Field"."""
    first, comma, rest = _cut(words)
    if comma and not _IS_POST.search(first) and is_person(first) and _IS_POST.search(rest):
        return first, rest
    if comma and _HELD_BY_ONE.fullmatch(first) and not _IS_POST.search(rest) and is_person(rest):
        return rest, first
    is_whose = re.search(r"\b(?:of|for)\b", first) and _HELD_BY_ONE.match(first) and len(rest.split()) == 2
    if comma and is_whose and not _IS_POST.search(rest) and is_person(rest):
        return rest, first
    title = re.match(r"(?P<post>(?:D?PF?CC|CC|Commissioner|Mayor|Chief Constable))\s(?P<name>.+)", words)
    if title and is_person(title["name"]) and not _IS_POST.search(title["name"]):
        return title["name"], title["post"]
    return ("", words) if looks_like_post(words) or len(words) >= 200 else (words, "")


def _cut(words: str) -> tuple[str, str, str]:
    match = re.search(r"\s?,\s|\s[-–—]\s", words)
    return (words[: match.start()], match[0], words[match.end() :]) if match else (words, "", "")


def is_person(words: str) -> bool:
    return _PERSON.fullmatch(words) is not None


def _any_of(titles: Iterable[str]) -> str:
    """A pattern for any of the titles; one that matches nothing where there is none."""
    longest_first = sorted({title.strip() for title in titles if title.strip()}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"


def in_order(posts: Iterable[str]) -> tuple[str, ...]:
    """The posts, each once: "Commissioner" beside "Commissioner for Northmarch" is the same one."""
    each = dict.fromkeys(posts)
    return tuple(post for post in each if not any(other.startswith(f"{post} for ") for other in each))
