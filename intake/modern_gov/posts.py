"""The posts named in one "Decision Maker" line."""

import re
from collections.abc import Iterable, Iterator

_FIRST_WORD = (
    r"(?:Mayor|Deputy|Director|Head|Chief|Assistant|Treasurer|Commissioner|Leader|Executive|Cabinet|Portfolio"
    r"|Solicitor|Secretary|Interim|Acting)\b"
)


def split_posts(line: str, known_titles: Iterable[str]) -> list[str]:
    """The posts in the line, in order.

    Known titles are matched first, the longest first. Elsewhere a comma separates two posts only if a known title, or a
    word that begins a post, comes after it; "and" does so only after a known title.
    """
    return [post for post in _posts(line.strip(" ,;."), _any_of(known_titles)) if post]


def _posts(line: str, known: str) -> Iterator[str]:
    next_post = rf"(?=(?i:{known})\b|{_FIRST_WORD})"
    comma = re.compile(rf"\s?[,;]\s?(?:and\s)?{next_post}")
    after_title = re.compile(rf"(?i:{known})(?P<separator>\s?(?:[,;]\s?(?:and\s)?|&\s?|and\s){next_post}|$)")
    place = 0
    while place < len(line):
        titled, comma_at = after_title.match(line, place), comma.search(line, place)
        end = titled.start("separator") if titled else comma_at.start() if comma_at else len(line)
        yield line[place:end]
        place = titled.end() if titled else comma_at.end() if comma_at else len(line)


def _any_of(titles: Iterable[str]) -> str:
    """A pattern for any of the titles; one that matches nothing if there is none."""
    longest_first = sorted({title.strip() for title in titles if title.strip()}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else "(?!)"
