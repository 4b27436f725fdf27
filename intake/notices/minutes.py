"""Minutes of a meeting, or one item of its agenda, read into items: what was resolved, and what was said besides."""

import re
from dataclasses import dataclass, field
from datetime import date

from intake.notices.html import looks_like_html, words_of_page
from intake.notices.text import clean
from intake.notices.values import find_dates

_HEADING = re.compile(r"(?P<number>\d{1,3})\.?\s+(?P<title>[A-Z].{2,})")
_RESOLVED = re.compile(r"(?P<label>decisions?|resolved|resolution|agreed)\b\s*:?\s*(?P<rest>.*)", re.IGNORECASE)
_SAID = re.compile(r"(?:minutes|discussion)\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_ABOUT_THE_MEETING = re.compile(
    r"(?:present|apologies|in attendance|date of next meeting|venue|contact)\b.*:", re.IGNORECASE
)
_OF_BODY = re.compile(
    r"(?:draft |confirmed )?(?:minutes|notes) (?:of|from) (?:the |a )?(?:meeting of (?:the )?)?(?P<body>.+?)"
    r"(?:,? held\b.*|,? on .*|, \d.*|$)",
    re.IGNORECASE,
)
AGENDA_ITEM = "agenda item"


@dataclass
class MinutesItem:
    title: str
    resolved: list[str] = field(default_factory=list)
    discussed: list[str] = field(default_factory=list)


@dataclass
class Minutes:
    """`body` and `held_on` as far as the text says them; `leftovers`: lines that found no place."""

    body: str = ""
    held_on: date | None = None
    items: list[MinutesItem] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def read_minutes(text: str) -> Minutes:
    """Nothing is invented: what is not in the text stays empty. Refused (NotANotice) where it is empty or too long."""
    lines = [line for line in clean(words_of_page(text) if looks_like_html(text) else text)[0] if line]
    return one_item(lines[1:]) if lines[0].casefold() == AGENDA_ITEM else numbered_items(lines)


def one_item(lines: list[str]) -> Minutes:
    minutes = Minutes()
    if lines:
        minutes.items.append(MinutesItem(lines[0]))
        share(minutes, lines[1:])
    return minutes


def numbered_items(lines: list[str]) -> Minutes:
    minutes = Minutes()
    if match := _OF_BODY.match(lines[0]):
        minutes.body = match["body"].strip()
        minutes.held_on = next((day for _, _, day in find_dates(lines[0])), None)
        lines = lines[1:]
    share(minutes, lines)
    return minutes


def share(minutes: Minutes, lines: list[str]) -> None:
    """Each line goes to the item that it stands under, or to what is left."""
    are_numbered = not minutes.items
    place = minutes.items[-1].discussed if minutes.items else minutes.leftovers
    for line in lines:
        if _ABOUT_THE_MEETING.match(line):
            minutes.leftovers.append(line)
        elif are_numbered and (heading := _HEADING.fullmatch(line)):
            minutes.items.append(MinutesItem(heading["title"]))
            place = minutes.items[-1].discussed
        else:
            place, words = told(line, minutes, place)
            place.extend(filter(None, [words]))


def told(line: str, minutes: Minutes, place: list[str]) -> tuple[list[str], str]:
    """Where a line below a heading belongs, without its label."""
    if not minutes.items:
        return place, line
    if match := _RESOLVED.fullmatch(line):
        is_sentence = match["label"].casefold() == "agreed"
        return minutes.items[-1].resolved, line if is_sentence else match["rest"]
    if match := _SAID.fullmatch(line):
        return minutes.items[-1].discussed, match["rest"]
    return place, line
