"""The lines of a confirmed notice, and what became of each: the next notice of that publisher is read by its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from .bodies import names_body
from .layouts import MANY_LINES, MOST_WORDS, Target, page_heading
from .makers import looks_like_post
from .money import sum_alone
from .pages import Line
from .values import leading_date, parse_outcome

_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:sept|nov|dec)ember|october"
)
YES_OR_NO = re.compile(r"(?<=\w)[\s:?]+(?:yes|no|none|n/a)\.?$", re.IGNORECASE)
"""What a standing line may end with, one notice so and another so."""
_MARK = re.compile(r"\s?[:?\t–—-]")
_SHAPES: dict[str, Callable[[str], object]] = {
    "date": leading_date,
    "outcome": parse_outcome,
    "sum": sum_alone,
    "posts": lambda words: looks_like_post(words.title() if words.isupper() else words),
}
INSIDE = "… "
"""Standing words that were met inside a line begin with this."""
AGAIN = Target("", "again")
"""Set aside in the notice that was learned from, and set aside again."""
STANDING = Target("decision_makers", "standing")
"""A line that stands in every notice and holds the post of who decided, as an officer said. No place is read by it."""
NOTHING_HERE = Target("", "loose")
"""In this place, or beside it, stands what the notice that was learned from had in no field: it is asked about."""
MOST_LINES_LEARNED = 2_000


class Item(NamedTuple):
    """Standing words, and the target of what stands beside or below them. Without words, what stands in this place."""

    words: str
    target: Target


Example = tuple[Item, ...]


class Place(NamedTuple):
    """What a line begins: the standing words that it has, their target, and the words after them."""

    label: str
    target: Target
    value: str


class Fit(NamedTuple):
    """What lines begin, by their index, and how much speaks for it."""

    places: Mapping[int, Place]
    evidence: int


def tokens(text: str) -> list[str]:
    """The words by which lines are compared: small letters, no marks, and every number, month and weekday alike."""
    return [_DIGITS.sub("0", _DAYS.sub("0", each)) for each in _TOKEN.findall(text.casefold())]


def cut(lines: Sequence[Line], examples: Sequence[Example]) -> list[Line]:
    """The lines, cut before standing words that were met inside a line."""
    inside = {item.words.removeprefix(INSIDE) for each in examples for item in each if item.words.startswith(INSIDE)}
    if not inside:
        return list(lines)
    before = re.compile(rf"\s(?=(?:{'|'.join(map(re.escape, sorted(inside, key=len, reverse=True)))}))")
    return [Line(line.number, part) for line in lines for part in before.split(line.text)]


FEWEST_WORDS = 6
"""Fewer standing words than these are found in the notices of anybody."""


def share_of(words: str, example: Example) -> float:
    """How much of the standing words of an example a text has, of whose tokens these are the `words`; nothing where
    they are too few to say anything."""
    standing = [" ".join(tokens(item.words)) for item in example if item.words]
    sizes = {key: len(key.split()) for key in standing if key}
    found = sum(size for key, size in sizes.items() if f" {key} " in words)
    return found / sum(sizes.values()) if found >= FEWEST_WORDS else 0.0


def left_out(examples: Sequence[Example]) -> set[str]:
    """The lines that confirmed notices had set aside, as they are compared."""
    return {" ".join(tokens(item.words)) for each in examples for item in each if item.target == AGAIN}


def best_fit(lines: Sequence[Line], examples: Sequence[Example]) -> Fit | None:
    """How the lines fit the example that most speaks for; of two the first."""
    fits = [fit for each in examples if (fit := fit_of(lines[:MOST_LINES_LEARNED], each))]
    return max(fits, key=lambda fit: fit.evidence, default=None)


def fit_of(lines: Sequence[Line], example: Example) -> Fit | None:
    """How the lines fit an example; None where they do not: half of its labels have to be there, in order."""
    example = tuple(item for item in example if item.target != STANDING)
    worded = [place for place, item in enumerate(example) if item.words]
    keys = [" ".join(tokens(example[place].words)) for place in worded]
    found = dict(_anchors(lines, {key: example[place] for key, place in zip(keys, worded, strict=True)}))
    at = list(found)
    blocks = SequenceMatcher(None, keys, [found[each][0] for each in at], autojunk=False).get_matching_blocks()
    pairs = [(worded[a + n], at[b + n]) for a, b, size in blocks for n in range(size)]
    fields = [item for item, _ in pairs if example[item].target.field]
    wanted = sum(bool(example[item].target.field) for item in worded)
    places: dict[int, Place] = {}
    is_above = True
    evidence = len(pairs)
    for (item, line), (next_item, next_line) in pairwise([(-1, -1), *pairs, (len(example), len(lines))]):
        own = example[item].target if item >= 0 else None
        if own:
            text = lines[line].text
            start = len(text) if own == AGAIN else found[line][1]
            places[line] = Place(text[:start].rstrip(" :?\t–—-"), own, text[start:].lstrip(" .:?\t–—-"))
            is_above = is_above and not own.field
        slots = [each.target for each in example[item + 1 : next_item] if not each.words]
        gap = _gap(lines, line + 1, next_line, has_makers=any(each.field == "decision_makers" for each in slots))
        by_place = _by_place(lines, gap, own, slots, has_value=own is not None and bool(places[line].value))
        if by_place is None and not is_above and gap:
            begun = [] if own in (None, AGAIN) or places[line].value else gap[:1]
            beyond = [index for index in gap if index not in begun and (index - 1 not in gap or not begun)]
            by_place = {beyond[0]: NOTHING_HERE} if beyond else {}
        for index, target in (by_place or {}).items():
            places[index] = Place("", target, lines[index].text)
            evidence += target.how == "date" or target.field == "reference"
            is_above = is_above and not target.field
    return Fit(places, evidence) if evidence > 1 and len(fields) * 2 >= wanted else None


def _anchors(lines: Sequence[Line], known: Mapping[str, Item]) -> Iterator[tuple[int, tuple[str, int]]]:
    """Lines that are standing words or begin with them: by their index the words, and where they end in the line."""
    longest = max((len(key.split()) for key in known), default=0)
    for index, line in enumerate(lines):
        ends = [match.end() for match in _TOKEN.finditer(line.text[:2000])]
        words = tokens(line.text[:2000])
        for count in range(min(longest, len(words)), 0, -1):
            item = known.get(" ".join(words[:count]))
            end = ends[count - 1]
            if item and (count == len(words) or _may_go_on(item, line.text[end:], count)):
                yield index, (" ".join(words[:count]), end)
                break


def _may_go_on(item: Item, rest: str, count: int) -> bool:
    """Whether a value may stand beside these standing words: after a mark, or where the first one stood so."""
    if item.target == AGAIN:
        return rest.lstrip()[:1] in (":", "?") or rest[:1] == "\t" or YES_OR_NO.fullmatch(f"x{rest}", 1) is not None
    is_sure = count > 1 or item.target.how == "date" or (item.target.field == "reference" and " " not in rest.strip())
    return bool(_MARK.match(rest)) or (item.target.how not in MANY_LINES and is_sure and fits(item.target, rest))


def _gap(lines: Sequence[Line], start: int, end: int, *, has_makers: bool) -> list[int]:
    """The lines between two that stand, without what heads a page or says whose it is; `has_makers`: who decided may
    stand there, and is a body too."""
    return [
        index
        for index in range(start, end)
        if lines[index].text
        and not page_heading(lines[index].text)
        and (has_makers or not names_body(lines[index].text))
    ]


def _by_place(
    lines: Sequence[Line], gap: Sequence[int], own: Target | None, slots: Sequence[Target], *, has_value: bool
) -> dict[int, Target] | None:
    """What begins at which line of a gap: of the short values one line each, of a long one what is between. `own` is
    the target of the words above. None where the lines do not fit."""
    takes = own is not None and own != AGAIN and (own.how in MANY_LINES or not has_value)
    wanted = [*([own] if takes and own else []), *slots]
    if not slots:
        return {} if takes or not gap or (own and own != AGAIN) else None
    starts = _starts(lines, gap, wanted)
    if starts is None or not all(
        fits(target, lines[index].text) for index, target in zip(starts, wanted, strict=True) if target is not own
    ):
        return None
    return dict(zip(starts[takes:], slots, strict=True))


def _starts(lines: Sequence[Line], gap: Sequence[int], wanted: Sequence[Target]) -> list[int] | None:
    long = [place for place, target in enumerate(wanted) if target.how in MANY_LINES or target == NOTHING_HERE]
    if len(long) == 1 and len(gap) >= len(wanted):
        after = len(wanted) - long[0] - 1
        return [*gap[: long[0] + 1], *(gap[-after:] if after else ())]
    paragraphs = [index for index in gap if not index or not lines[index - 1].text] if long else gap
    return list(paragraphs) if len(paragraphs) == len(wanted) else None


def fits(target: Target, words: str) -> bool:
    """Whether words may be what a target reads."""
    words = words.strip(" :\t")
    if target.how in MANY_LINES or not target.field:
        return True
    if target.field == "reference":
        return bool(_DIGITS.search(words)) and len(words) <= 60 and not leading_date(words)
    if target.field == "title":
        return len(words) <= 300 and not leading_date(words)
    if target.how in _SHAPES:
        return bool(_SHAPES[target.how](words))
    return len(words.split()) <= MOST_WORDS
