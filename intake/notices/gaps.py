"""What stands between two standing lines of a notice: which of its lines are in which of the places learned there."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .layouts import MANY_LINES, Target
from .learned import AGAIN, NOTHING_HERE, Item, fits, tokens
from .pages import Line
from .rows import is_row

_STRAY, _STRAY_TOO, _MISSED = -2.0, -0.5, -1.5
_MORE_PARAGRAPHS, _MORE_LINES, _AMID_A_PARAGRAPH = -0.2, -0.05, -0.4
_ALIKE = 0.5
"""Lines that have as much of their words in common are the same line of two notices."""
_SURE = ("date", "outcome", "sum", "posts")


class _Path(NamedTuple):
    """How lines were given places so far: what speaks for it, and what begins at which line. `goes_on`: the next line
    may belong to the last place that has begun."""

    score: float
    goes_on: bool
    begun: tuple[tuple[int, Target], ...] = ()


def places_in(
    lines: Sequence[Line], gap: Sequence[int], slots: Sequence[Item], *, own: Item | None, has_value: bool
) -> list[tuple[int, Target]]:
    """What begins at which line of a gap, of the `slots` in their order: short values take one line each, long ones
    what is between, what was set aside likewise; what is none of them is asked about, and so is all of it where
    nothing says where one long value ends and the next begins. `own` takes what is right below its words; where it
    `has_value` beside them, it need not."""
    starts = _starts(lines, gap)
    wanted = [*([own] if own else []), *(_opened(item, [lines[index].text for index in starts]) for item in slots)]
    if sum(_is_text(item) and not item.says for item in wanted) > 1 and len(starts) != len(wanted):
        beyond = gap[1:] if own and not has_value else gap
        return [(index, NOTHING_HERE) for index in beyond[:1]]
    paths = {0: _Path(0.0, goes_on=False)}
    if own and has_value:
        paths[1] = _Path(0.0, goes_on=True)
    for index in gap:
        paths = _best(
            step
            for place, path in paths.items()
            for step in _steps(lines[index].text, index, wanted, place, path, is_start=index in starts)
            if not (own and place == 0 and step[0] == 1 and index != gap[0])
        )
    ends = [(path.score + sum(map(_missed, wanted[place:])), path.begun) for place, path in paths.items()]
    begun = max(ends, key=lambda each: each[0])[1]
    return [each for each in begun if not (own and each == (gap[0], own.target))]


def _opened(item: Item, texts: Sequence[str]) -> Item:
    """A place without the words that opened its text, unless one of these texts opens so too."""
    return item if sum(_opens(text, item) for text in texts) == 1 else item._replace(says="")


def _opens(text: str, item: Item) -> bool:
    said = item.says.split()
    return _is_text(item) and bool(said) and tokens(text)[: len(said)] == said


def _best(steps: "Iterator[tuple[int, _Path]]") -> dict[int, _Path]:
    best: dict[int, _Path] = {}
    for place, path in steps:
        if place not in best or path.score > best[place].score:
            best[place] = path
    return best


def _steps(
    text: str, index: int, wanted: Sequence[Item], place: int, path: _Path, *, is_start: bool
) -> Iterator[tuple[int, _Path]]:
    """The ways on from a path over one more line, each with how many of the places have then begun."""
    last = wanted[place - 1].target if place else None
    if path.goes_on and last:
        begun = (*path.begun, (index, last)) if last == AGAIN else path.begun
        yield place, _Path(path.score + (_MORE_PARAGRAPHS if is_start else _MORE_LINES), goes_on=True, begun=begun)
    is_more = bool(path.begun) and path.begun[-1][1] == NOTHING_HERE
    begun = path.begun if is_more else (*path.begun, (index, NOTHING_HERE))
    yield place, _Path(path.score + (_STRAY_TOO if is_more else _STRAY), goes_on=False, begun=begun)
    missed = 0.0
    for step in range(place, len(wanted)):
        target = wanted[step].target
        worth = _worth(wanted[step], wanted[step - 1] if step else None, text)
        if worth:
            is_long = target.how in MANY_LINES or not target.field
            late = _AMID_A_PARAGRAPH if is_long and not is_start else 0.0
            yield step + 1, _Path(path.score + missed + worth + late, is_long, (*path.begun, (index, target)))
        missed += _missed(wanted[step])


def _is_text(item: Item) -> bool:
    """Whether a place has text of which nothing but what follows says where it ends."""
    return bool(item.target.field) and item.target.how in MANY_LINES and item.target.field != "awards"


def _worth(item: Item, before: Item | None, text: str) -> float:
    """What speaks for a place beginning at a line; 0 where it cannot."""
    target = item.target
    if target.field == "awards" and not item.words:
        return 3.0 if is_row(text) or "£" in text else 0.0
    if item.says and _is_text(item):
        return 4.0 if _opens(text, item) else 0.0
    if target.field:
        may_be = target.how in MANY_LINES or bool(item.words) or fits(target, text)
        return (3.0 if target.how in _SURE or target.field == "reference" else 2.0) if may_be else 0.0
    if target == NOTHING_HERE:
        return 0.5
    alike = likeness(item.words, text)
    is_below_text = before is not None and _is_text(before)
    return 0.0 if is_below_text and alike < _ALIKE else 1.0 + 2 * alike  # it may as well be more of that text


def _missed(item: Item) -> float:
    return _MISSED if item.target.field else 0.0


def likeness(one: str, other: str) -> float:
    """How much of the words of two lines is the same, from 0 to 1."""
    words, others = set(tokens(one)), set(tokens(other))
    return len(words & others) / max(len(words | others), 1) if words else 0.0


def _starts(lines: Sequence[Line], gap: Sequence[int]) -> list[int]:
    """The lines of a gap that begin a paragraph: each one, where no empty lines are between any. What a colon announces
    is of the paragraph above it, and a line that was cut has a paragraph in each part."""
    before = dict(zip(gap[1:], gap, strict=False))
    starts = [
        index
        for index in gap
        if index == gap[0]
        or lines[index - 1].number == lines[index].number
        or not (lines[index - 1].text or lines[before[index]].text.endswith(":"))
    ]
    return starts if len(starts) > 1 else list(gap)
