"""Where a notice was published, as far as the text itself shows it, and what in it may be labels."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from .blocks import Splitter
from .html import looks_like_html
from .layouts import MOST_WORDS, page_heading, plain
from .text import MARKER, clean
from .values import leading_date

MOST_LABELS = 30
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_LINKS = (
    re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"<link\b[^>]*\bhref=[\"']?([^\"'\s>]+)[^>]*\brel=[\"']?canonical\b", re.IGNORECASE),
    re.compile(r"<meta\b[^>]*\bproperty=[\"']?og:url\b[^>]*\bcontent=[\"']?([^\"'\s>]+)", re.IGNORECASE),
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')]{4,500}")
_MARKED = re.compile(r"(?P<label>[A-Z][^:?.,;£\t]{1,80}?)\s?[:?]\s?")
_NO_LABEL = re.compile(r"£|\d{3}|[.;,!…]$")
_PROSE = re.compile(r"(?!What|Why|How|Who|When|Where)(?:.*\s)?(?:is|are|was|were|will|be|has|have)\b")


def address_of(text: str) -> str:
    """The address that a page was saved from, or the first one in a pasted text; empty where there is none."""
    if looks_like_html(text):
        top = text[:50_000]
        found = next((match for pattern in (_SAVED_FROM, *_LINKS) if (match := pattern.search(top))), None)
        return unescape(found[1])[:500] if found and found[1].startswith("http") else ""
    match = _ADDRESS.search(text)
    return match[0].rstrip(".,;")[:500] if match else ""


def publisher_of(text: str, known: Iterable[str]) -> str:
    """The publisher: the site of the address, or the one of those known that the text names."""
    host = (urlsplit(address_of(text)).hostname or "").removeprefix("www.")
    words = f" {plain(text)} "
    named = [name for name in known if f" {plain(name)} " in words]
    return host or max(named, key=len, default="")


def possible_labels(text: str, splitter: Splitter) -> list[tuple[str, str]]:
    """Lines that look like labels and are not known, each with the words that follow it."""
    lines = [line.replace("\t", " ") for line in clean(text)[0]]
    found: dict[str, tuple[str, str]] = {}
    for place, line in enumerate(lines):
        label, value = _label_in(line)
        value = value or next((each for each in lines[place + 1 : place + 3] if each), "")
        if label and value and not page_heading(label) and not splitter.layouts.find(label):
            found.setdefault(plain(label), (label, value[:120]))
        if len(found) == MOST_LABELS:
            break
    return list(found.values())


def _label_in(line: str) -> tuple[str, str]:
    marked = _MARKED.match(line)
    label, value = (marked["label"], line[marked.end() :]) if marked else (line, "")
    is_one = label[:1].isupper() and len(label) <= 80 and len(label.split()) <= MOST_WORDS - 3
    is_one = is_one and not (MARKER.match(line) or _NO_LABEL.search(label) or leading_date(label))
    return (label, value) if is_one and (marked or not _PROSE.match(label)) else ("", "")
