"""What surrounds a notice: a mail that quotes it, page numbers, words of the website. Set apart, never dropped."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .boxes import has_ticked, ticked
from .layouts import Layouts, site_word
from .text import Leftover
from .unrolled import rolled_up

_QUOTED = re.compile(r"(?:>\s?)+")
_MAIL_HEADER = re.compile(r"(?:From|Sent|To|Cc|Bcc|Subject|Attachments|Importance|Date|Reply-To)\s?:", re.IGNORECASE)
_MAIL_OPENING = re.compile(r"(?:From\s?:|On .{4,80} wrote:$|-{2,}\s?(?:Original|Forwarded) [Mm]essage)")
_PAGE_NUMBER = re.compile(
    r"Page [0-9]{1,3}(?: ?(?:of|/) ?[0-9]{1,3})?|[0-9]{1,3} of [0-9]{1,3}|[-–] ?[0-9]{1,3} ?[-–]", re.IGNORECASE
)
_COLON_CELL = re.compile(r"(?<=[:?])\t(?=[^\t])")
_LABELLED = re.compile(r"[A-Z][^:?.;\t]{1,60}[:?](?P<value>.*)")
_NUMBERED = re.compile(
    r"[A-Z][A-Za-z ]{1,40} (?:No\.?|NO\.?|[Nn]umber|NUMBER|[Rr]ef\.?|REF\.?) ?(?P<value>[\w/.-]*\d[\w/.-]*)"
)
_CRUMB = re.compile(r"\s[>»/›]\s")
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-$")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}-[^\W\d_]+")  # from where a word begins: a long one is tried once
_WHOLE_WITH_HYPHEN = {
    *("well", "self", "non", "co", "anti", "multi", "long", "short", "full", "part", "cross", "pre", "post", "semi"),
    *("high", "low", "one", "two", "three", "half", "inter", "year", "mid", "ex", "so", "on", "re"),
}


class Line(NamedTuple):
    """A line of the notice, and its number in the text as it came, from 0."""

    number: int
    text: str


@dataclass(frozen=True)
class Page:
    """The lines of the notice itself, and what was set apart."""

    lines: list[Line]
    strays: list[Leftover]


def set_apart(texts: Iterable[str], around: str, layouts: Layouts) -> Page:
    """The lines of the notice; `around` are words of the website that its saved page had beside it."""
    texts = list(texts)
    lines = [
        Line(number, part)
        for number, text in rolled_up(texts)
        for pair in parts_of(text, layouts)
        for part in layouts.without_glue(pair)
    ]
    lines, boxes = _as_ticked(lines) if has_ticked(texts) else (lines, [])
    is_memo = any(layouts.is_taught(label) for label in ("From", "Sent", "Subject"))  # its head is of the notice
    lines, mail = (lines, []) if is_memo else _without_mail(lines)
    lines, numbers = _without_page_numbers(lines)
    lines, site = _without_site_words(lines)
    lines, again = _without_last_words(lines)
    site = [*([Line(0, around)] if around else []), *site]
    strays = [
        *_left(mail, "This is of the e-mail around the notice"),
        *_left([*numbers, *again], "Page numbers and running titles: left out"),
        *_left(site, "Words of the website around the notice: left out"),
        *_left(boxes, "Choices of the form that are not ticked: left out"),
    ]
    return Page(_with_whole_words(lines), strays)


def _as_ticked(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines as their boxes are ticked, and the choices that are not."""
    read = [(line, *ticked(line.text)) for line in lines]
    kept = [Line(line.number, words) for line, words, _ in read if words or not line.text]
    return kept, [Line(line.number, others) for line, _, others in read if others]


def parts_of(line: str, layouts: Layouts) -> list[str]:
    """The line; each label with its value, where it has several: in cells, or one known label after another."""
    cells = [cell for cell in _COLON_CELL.sub(" ", line).split("\t") if cell]
    labelled = [match["value"] for cell in cells if (match := _LABELLED.fullmatch(cell) or _NUMBERED.fullmatch(cell))]
    if any(map(_PAGE_NUMBER.fullmatch, cells)) or (len(labelled) == len(cells) and any(labelled)):
        return [part for cell in cells for part in layouts.known_in(cell)]
    return _known_pairs(line, layouts)


def pairs_of(line: str) -> list[str]:
    """A row of a form that has several labels, each with its value beside it, as a row for each."""
    cells = line.split("\t")
    is_paired = len(cells) > 2 and len(cells) % 2 == 0
    return ["\t".join(cells[place : place + 2]) for place in range(0, len(cells), 2)] if is_paired else [line]


def _known_pairs(line: str, layouts: Layouts) -> list[str]:
    """The pairs of a row whose every other cell is a label that is known. A row of labels alone heads a table."""
    pairs = pairs_of(line)
    cells = [cell.strip(" :") for pair in pairs for cell in pair.split("\t")]
    is_form = len(pairs) > 1 and all(map(layouts.find, cells[::2])) and not any(map(layouts.find, cells[1::2]))
    return pairs if is_form else [line]


def _left(lines: list[Line], why: str) -> list[Leftover]:
    text = "\n".join(line.text for line in lines if line.text)
    return [Leftover(text, why, asks_nothing=why.endswith("left out"))] if text else []


def _without_mail(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Where most lines are quoted, the quoted ones alone; and no headers of a mail above the notice."""
    filled = [line for line in lines if line.text]
    quoted = [line for line in filled if line.text.startswith(">")]
    around: list[Line] = []
    if len(quoted) * 2 > len(filled):
        around = [line for line in filled if not line.text.startswith(">")]
        lines = [Line(n, _QUOTED.sub("", text, count=1)) for n, text in lines if text.startswith(">")]
    opening = next((place for place, line in enumerate(lines[:30]) if _MAIL_OPENING.match(line.text)), None)
    if opening is None:
        return lines, around
    end = opening + 1
    while end < len(lines) and (not lines[end].text or _MAIL_HEADER.match(lines[end].text)):
        end += 1
    is_mail = end - opening > 1 or lines[opening].text.endswith("wrote:")
    return (lines[end:], around + lines[:end]) if is_mail else (lines, around)


def _without_page_numbers(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Page numbers go, and so does a line that stands beside two of them."""
    numbers = {place for place, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    if not numbers:
        return lines, []
    filled = [place for place, line in enumerate(lines) if line.text]
    beside = Counter(
        lines[b if a in numbers else a].text for a, b in pairwise(filled) if (a in numbers) != (b in numbers)
    )
    running = {text for text, count in beside.items() if count > 1}
    gone = numbers | {place for a, b in pairwise(filled) for place in _running(a, b, numbers, lines, running)}
    kept = [line for place, line in enumerate(lines) if place not in gone and not _is_gap(place, gone, lines)]
    return kept, [lines[place] for place in sorted(gone)]


def _running(a: int, b: int, numbers: set[int], lines: list[Line], running: set[str]) -> list[int]:
    other = b if a in numbers else a
    return [other] if (a in numbers) != (b in numbers) and lines[other].text in running else []


def _is_gap(place: int, gone: set[int], lines: list[Line]) -> bool:
    """Whether this is a blank line beside a page number."""
    return not lines[place].text and (place - 1 in gone or place + 1 in gone)


def _without_site_words(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    site = {line.number for line in lines if line.text and site_word(line.text.lstrip("-•* "))}
    trail = next((line for line in lines if line.number in site and _CRUMB.search(line.text)), Line(0, ""))
    above = {crumb.casefold() for crumb in _CRUMB.split(trail.text)}
    site |= {line.number for line in lines if line.number < trail.number and line.text.casefold() in above}
    return [line for line in lines if line.number not in site], [line for line in lines if line.number in site]


def _without_last_words(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """A page whose last line says its first one again, as a link to its document does, ends above that."""
    filled = [line for line in lines if line.text]
    is_again = len(filled) > 2 and filled[-1].text == filled[0].text
    return ([line for line in lines if line != filled[-1]], filled[-1:]) if is_again else (lines, [])


def _with_whole_words(lines: list[Line]) -> list[Line]:
    """A word that a line end had cut in two is one word again, at the end of the first line."""
    whole = list(lines)
    hyphenated = {word for line in lines for word in _HYPHENATED.findall(line.text.casefold())}
    for place, (line, following) in enumerate(pairwise(lines)):
        cut = _CUT_WORD.search(whole[place].text[-60:])
        if not cut or not following.text[:1].islower():
            continue
        rest, _, after = following.text.partition(" ")
        first = cut[0].removesuffix("-")
        keeps = first.casefold() in _WHOLE_WITH_HYPHEN or f"{first}-{rest}".casefold().strip(".,;:") in hyphenated
        joined = whole[place].text if keeps else whole[place].text.removesuffix("-")
        whole[place] = Line(line.number, joined + rest)
        whole[place + 1] = Line(following.number, after)
    return [line for line, before in zip(whole, lines, strict=True) if line.text or not before.text]
