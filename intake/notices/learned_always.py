"""What an officer said of a notice, and has no place of its own in it: who decided, behind "Signed by the Reeve"; the
day amid "On 5 March I agreed to it"."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from .kinds import outcome_of
from .layouts import Target
from .learned import AMID, GAP, STANDING, Item, tokens
from .paragraphs import sentences
from .values import find_dates

DAYS = ("decided_on", "published_elsewhere_on", "effective_from")
_MOST_AROUND = 2
_SMALL = {"of", "the", "and", "for", "a", "to", "by", "in"}
_MOST_TOKENS = 25


def standing_items(
    free: Sequence[str], always: Mapping[str, Sequence[str]], located: Collection[str]
) -> Iterator[Item]:
    """An item for each value that no line states, with the line that speaks of it, if any: of those that are `free`,
    in no field."""
    for field, values in always.items():
        for value in values if field not in located else ():
            yield Item(_FINDS[field](free, value), Target(field, STANDING), value)


def days_amid(lines: Sequence[str], values: Mapping[str, Sequence[object]], located: Collection[str]) -> Iterator[Item]:
    """An item for each day that stands amid a text, with the words around it."""
    for field in DAYS:
        wanted = values.get(field, ()) if field not in located else ()
        around = (around for text in lines for day, around in _days_in(text) if day in wanted)
        yield from (Item(words, Target(field, AMID)) for words in [*around][:1])


def _days_in(text: str) -> Iterator[tuple[date, str]]:
    for start, stop, day in find_dates(text):
        said = sentences(text[:start])[-1], sentences(text[stop:])[0]
        before, after = tokens(said[0])[-_MOST_AROUND:], tokens(said[1])[:_MOST_AROUND]
        if len(before) + len(after) > 1:
            yield day, f"{' '.join(before)}{GAP}{' '.join(after)}"


def day_amid(lines: Sequence[str], words: str) -> date | None:
    """The one day that stands between these words; None where none does, or several."""
    days = {day for text in lines for day, around in _days_in(text) if around == words}
    return days.pop() if len(days) == 1 else None


def _line_of_outcome(free: Sequence[str], outcome: str) -> str:
    return next((text for text in free if outcome_of(text) == outcome), "")


def _line_of_post(free: Sequence[str], title: str) -> str:
    """The line that has most words of a title, and of several the shortest; empty where none has any but small ones."""
    wanted = set(tokens(title)) - _SMALL
    said = {text: tokens(text) for text in free}
    shared = {text: len(wanted & set(words)) for text, words in said.items() if len(words) <= _MOST_TOKENS}
    best = max(shared, key=lambda text: (shared[text], -len(said[text])), default="")
    return best if shared.get(best) else ""


_FINDS: dict[str, Callable[[Sequence[str], str], str]] = {
    "outcome_text": _line_of_outcome,
    "decision_makers": _line_of_post,
    "purpose": lambda free, value: "",
}
"""How the line is found that speaks of the value of each field."""
