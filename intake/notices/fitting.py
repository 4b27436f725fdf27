"""How the lines of a notice fit those of one that was confirmed: which of them stand, and what is between."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from .bodies import names_body
from .gaps import places_in
from .layouts import MANY_LINES, Target, page_heading
from .learned import AGAIN, INSIDE, NO_PLACE, NOTHING_HERE, YES_OR_NO, Example, Item, fits, tokens
from .pages import Line
from .paragraphs import cut_width, is_cut
from .values import whole_date
from .welsh import is_bilingual, is_welsh

_TOKEN = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\s?[:?\t–—-]|\.\s(?=[A-Z£“\"‘(\d])")
MOST_LINES_LEARNED = 2_000


class Place(NamedTuple):
    """What a line begins: the standing words that it has, their target, and the words after them."""

    label: str
    target: Target
    value: str


class Fit(NamedTuple):
    """What lines begin, by their index, and how much speaks for it."""

    places: Mapping[int, Place]
    evidence: int


def cut(lines: Sequence[Line], examples: Sequence[Example]) -> list[Line]:
    """The lines, cut before standing words that were met inside a line, and between a number and the title by it."""
    lines = [Line(line.number, part) for line in lines for part in _number_apart(line.text, examples)]
    inside = {item.words.removeprefix(INSIDE) for each in examples for item in each if item.words.startswith(INSIDE)}
    if not inside:
        return lines
    before = re.compile(rf"\s(?=(?:{'|'.join(map(re.escape, sorted(inside, key=len, reverse=True)))}))")
    return [Line(line.number, part) for line in lines for part in before.split(line.text)]


def _number_apart(text: str, examples: Sequence[Example]) -> list[str]:
    """A line as its number and its title, where an earlier notice had a number of that shape beside its title."""
    numbers = {item.says for each in examples for item in each if item.says and item.target.field == "reference"}
    for number in numbers:
        shape = re.sub(r"\d+", r"\\d+", re.escape(number))
        if match := re.match(rf"(.*?\b{shape})[.:;,]?\s+(?:[–—|-]\s+)?(?=[A-Z“\"‘'])", text):
            return [match[1], text[match.end() :]]
        if match := re.search(rf"(?:\s[–—|-])?\s\(?({shape})\)?\.?$", text):
            return [text[: match.start()], match[1]]
    return [text]


def best_fit(lines: Sequence[Line], examples: Sequence[Example]) -> Fit | None:
    """How the lines fit the example that most speaks for; of two the first. What a bilingual notice says in Welsh goes
    with the English below it."""
    if is_bilingual([line.text for line in lines]):
        lines = [line._replace(text="") if is_welsh(line.text) else line for line in lines]
    fits = [fit for each in examples if (fit := fit_of(lines[:MOST_LINES_LEARNED], each))]
    return max(fits, key=lambda fit: fit.evidence, default=None)


def fit_of(lines: Sequence[Line], example: Example) -> Fit | None:
    """How the lines fit an example; None where they do not: half of its labels have to be there, in order."""
    example = tuple(item for item in example if item.target.how not in NO_PLACE)
    worded = [place for place, item in enumerate(example) if item.words]
    keys = [" ".join(tokens(example[place].words)) for place in worded]
    known: dict[str, list[Item]] = {}
    for key, place in zip(keys, worded, strict=True):
        known.setdefault(key, []).append(example[place])
    found = dict(_anchors(lines, known))
    at = list(found)
    blocks = SequenceMatcher(None, keys, [found[each][0] for each in at], autojunk=False).get_matching_blocks()
    pairs = [(worded[a + n], at[b + n]) for a, b, size in blocks for n in range(size)]
    fields = [item for item, _ in pairs if example[item].target.field]
    wanted = sum(bool(example[item].target.field) for item in worded)
    places: dict[int, Place] = {}
    is_above = True
    evidence = len(pairs)
    more = _more_of(lines)
    for (item, line), (next_item, next_line) in pairwise([(-1, -1), *pairs, (len(example), len(lines))]):
        own = example[item] if item >= 0 else None
        if own:
            text = lines[line].text
            start = len(text) if own.target == AGAIN or not tokens(text[found[line][1] :]) else found[line][1]
            places[line] = Place(text[:start].rstrip(" :?\t–—-"), own.target, text[start:].lstrip(" .:?\t–—-"))
            is_above = is_above and not own.target.field
        has_value = own is not None and bool(places[line].value)
        is_aside = _is_aside(example, item, next_item)
        reach, items = (line + 1, next_line), example[item + 1 : next_item]
        for index, found_here in _between(lines, reach, own, items, more, has_value=has_value):
            is_one_more = is_aside and found_here == NOTHING_HERE and _is_of_a_list(lines[index].text)
            target = AGAIN if is_one_more else found_here
            if target == NOTHING_HERE and is_above:
                continue  # the reader may find the title here
            places[index] = Place("", target, lines[index].text)
            evidence += target.how in ("date", "posts") or target.field == "reference"
            is_above = is_above and not target.field
    return Fit(places, evidence) if evidence > 1 and len(fields) * 2 >= wanted else None


def _between(
    lines: Sequence[Line],
    reach: tuple[int, int],
    own: Item | None,
    items: Sequence[Item],
    more: Collection[int],
    *,
    has_value: bool,
) -> Iterator[tuple[int, Target]]:
    """What begins at which line between two that stand: below the words of `own`, whose value stands beside them where
    it `has_value`, the places of these items, and of lines set aside that do not stand here word for word. None begins
    at a line that is `more` of the one above it."""
    slots = [each for each in items if not each.words or each.target == AGAIN]
    has_makers = any(each.target.field == "decision_makers" for each in slots)
    gap = [index for index in _gap(lines, *reach, has_makers=has_makers) if index not in more]
    is_label = own is not None and (own.target.field or own.target.how == "aside")
    takes = own if own and is_label and (own.target.how in MANY_LINES or not has_value) else None
    yield from places_in(lines, gap, slots, own=takes, has_value=has_value)


def _more_of(lines: Sequence[Line]) -> set[int]:
    """The lines that a hard line break cut from the line above them."""
    texts = [line.text for line in lines]
    width = cut_width(texts)
    return {index + 1 for index, pair in enumerate(pairwise(texts)) if is_cut(*pair, width)}


def _is_aside(example: Example, item: int, next_item: int) -> bool:
    """Whether two lines that stand are both set aside, or the first one is the last of all."""
    around = [example[item].target] if item >= 0 else []
    return bool(around) and {*around, *(each.target for each in example[next_item : next_item + 1])} == {AGAIN}


def _is_of_a_list(text: str) -> bool:
    """Whether a line amid lines that are set aside is one more of them: a paper, a link; no sentence, day or sum."""
    return not (text.endswith(".") or "£" in text or whole_date(text) or ":" in text)


def _anchors(lines: Sequence[Line], known: Mapping[str, Sequence[Item]]) -> Iterator[tuple[int, tuple[str, int]]]:
    """Lines that are standing words or begin with them: by their index the words, and where they end in the line."""
    longest = max((len(key.split()) for key in known), default=0)
    for index, line in enumerate(lines):
        ends = [match.end() for match in _TOKEN.finditer(line.text[:2000])]
        words = tokens(line.text[:2000])
        for count in range(min(longest, len(words)), 0, -1):
            items = known.get(" ".join(words[:count]), [])
            end = ends[count - 1]
            if items and (count == len(words) or any(_may_go_on(item, line.text[end:], count) for item in items)):
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
