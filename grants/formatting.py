"""How amounts, dates and people's text are written for readers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import nh3
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from grants.years import LONDON

# What turns plain text into something else by accident (a dashed line into a heading, an indent into code) is off.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    [
        "backticks",
        "code",
        "entity",
        "fence",
        "heading",
        "hr",
        "html_block",
        "html_inline",
        "image",
        "lheading",
        "reference",
    ]
)
TAGS = {"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

BULLET = re.compile(r"[-*•●▪◦‣·–—]\s+(?=\S)")
NUMBERED = re.compile(r"[0-9]{1,2}[.)]\s+(?=\S)")
LETTERED = re.compile(r"\(?[a-zA-Z]{1,4}\)\s+(?=\S)")
LONG_NUMBER = re.compile(r"([0-9]{3,})([.)])")
SENTENCE_END = re.compile(r"""[.:;?!]['"’”)]?$""")


def pounds(amount: Decimal | None) -> str:
    """£7,500.00, −£50.00; nothing for no amount."""
    return "" if amount is None else f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"


def signed_pounds(amount: Decimal | None) -> str:
    """A difference: +£195.00, −£50.00, £0.00; nothing for no amount."""
    if not amount:
        return pounds(amount)
    return ("+" if amount > 0 else "") + pounds(amount)


def day(value: date | None) -> str:
    """6 February 2024; nothing for no date."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def moment(at: datetime | None) -> str:
    """6 February 2024 at 14:05, in London; now, for what has no time yet."""
    local = (at or timezone.now()).astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def changes_in_words(changes: Mapping[str, Sequence[str]]) -> str:
    """Of {label: [before, after]}: Title was “A”, is “B”; Address was blank, is “C”."""
    return "; ".join(f"{label} was {quoted(before)}, is {quoted(after)}" for label, (before, after) in changes.items())


def quoted(words: str) -> str:
    return f"“{words}”" if words else "blank"


def stream_rules(spend_by: str, restrictions: str) -> str:
    """Until when the money of a stream is to be spent, and on what; empty where neither is stated. It stands beside
    every award from the stream (domain §5)."""
    until = f"To be spent: {spend_by[0].lower()}{spend_by[1:]}." if spend_by else ""
    return "\n\n".join(filter(None, (until, restrictions.strip())))


# Most conditions have the wording of the library: to keep these saves a tenth of a decision's page.
@lru_cache(maxsize=500)
def as_html(text: str) -> SafeString:
    """Text that somebody typed or pasted, as HTML that is safe to show: paragraphs, lists, emphasis and links.

    Lines broken in mid-sentence are joined again; bullets of any shape become lists. HTML in it is shown as text.
    """
    clean = nh3.clean(MARKDOWN.render(unwrapped(text)), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    return mark_safe(clean)  # noqa: S308  nh3 has just made it so


def unwrapped(text: str) -> str:
    """The text as Markdown understands it, whatever it was pasted from."""
    lines = [marked(line.strip()) for line in text.splitlines()]
    breaks = [line + between(line, following) for line, following in pairwise([*lines, ""])]
    return "".join(breaks)


def marked(line: str) -> str:
    """A line with the bullet that Markdown knows; one that begins with a year is no item of a numbered list."""
    if bullet := BULLET.match(line):
        return "- " + line[bullet.end() :]
    if number := LONG_NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return line


def between(line: str, following: str) -> str:
    """What parts a line from the next: a new paragraph where a sentence has ended, a new line before (i) or a)."""
    if BULLET.match(following) or NUMBERED.match(following):
        return "\n"
    if LETTERED.match(following):
        return "  \n"
    return "\n\n" if SENTENCE_END.search(line) else "\n"


def paragraphs(text: str) -> list[dict[str, Any]]:
    """The paragraphs and list items of a text, without markup."""
    told, depth = [], 0
    for token in MARKDOWN.parse(unwrapped(text)):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            told.append({"item": depth > 0, "text": "".join(each.content or " " for each in token.children or [])})
    return told
