"""What an officer said of a notice, and no line of it states: who decided, behind "Signed by the Commissioner"."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from .kinds import outcome_of
from .layouts import Target
from .learned import STANDING, Item, tokens

_SMALL = {"of", "the", "and", "for", "a", "to", "by", "in"}
_MOST_TOKENS = 25


def standing_items(
    free: Sequence[str], always: Mapping[str, Sequence[str]], located: Collection[str]
) -> Iterator[Item]:
    """An item for each value that no line states, with the line that speaks of it, if any: of those that are `free`,
    in no field."""
    for field, values in always.items():
        for value in values if field not in located else ():
            find = _line_of_outcome if field == "outcome_text" else _line_of_post
            yield Item(find(free, value), Target(field, STANDING), value)


def _line_of_outcome(free: Sequence[str], outcome: str) -> str:
    return next((text for text in free if outcome_of(text) == outcome), "")


def _line_of_post(free: Sequence[str], title: str) -> str:
    """The line that has most words of a title, and of several the shortest; empty where none has any but small ones."""
    wanted = set(tokens(title)) - _SMALL
    said = {text: tokens(text) for text in free}
    shared = {text: len(wanted & set(words)) for text, words in said.items() if len(words) <= _MOST_TOKENS}
    best = max(shared, key=lambda text: (shared[text], -len(said[text])), default="")
    return best if shared.get(best) else ""
