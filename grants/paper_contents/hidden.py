"""One thing that a paper holds and does not show, and how it is said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from grants.personal_data import hits

PLAIN = ("CSV",)  # a file that is its text, and hides nothing
MOST_WORDS = 100_000  # characters of hidden text that are searched for personal data
LONGEST_EXCERPT = 300
MOST_NAMED = 5


class NotReadable(Exception):
    """A file that cannot be looked through; the text is one sentence for the officer."""


@dataclass(frozen=True)
class HiddenContent:
    """One sentence with where it is, the beginning of what is hidden, and whether a copy can safely be made without
    it. What could not be looked through at all `must_be_replaced`: nobody can accept what nobody has seen."""

    sentence: str
    words: str = ""
    is_removable: bool = False
    must_be_replaced: bool = False


def hidden(what: str, words: str = "", *, many: bool = False, is_removable: bool = False) -> HiddenContent:
    """`what` without its full stop, and the hidden words, in which personal data is named."""
    found = dict.fromkeys(hit.looks_like for hit in hits(words[:MOST_WORDS]))
    also = f" There is personal data in {'them' if many else 'it'}: {', '.join(found)}." if found else ""
    return HiddenContent(
        f"{what}.{also}", " ".join(words[: 4 * LONGEST_EXCERPT].split())[:LONGEST_EXCERPT], is_removable
    )


def quoted(text: str) -> str:
    """Shortened, on one line, in quotation marks."""
    line = " ".join(text.split())
    return f"“{line[:80]}…”" if len(line) > 80 else f"“{line}”"


def in_a_row(words: Iterable[str]) -> str:
    """“a, b and c”; of many the first few, and how many more."""
    named = list(dict.fromkeys(words))
    if len(named) > MOST_NAMED:
        named = [*named[:MOST_NAMED], f"{len(named) - MOST_NAMED:,} more"]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def by_whom(names: Iterable[str]) -> str:
    """ " by “Jane”", or nothing where nobody is named."""
    known = [quoted(name) for name in names if name.strip()]
    return f" by {in_a_row(known)}" if known else ""


def counted(number: int, one: str, many: str = "") -> str:
    """ "one comment", "12 comments"."""
    return f"one {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def there_is(number: int, one: str) -> str:
    """ "There is a comment", "There are 12 comments"."""
    return f"There is a {one}" if number == 1 else f"There are {number:,} {one}s"


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in ascending order as first and last of each run."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def readable(data: bytes) -> str:
    """The text of an embedded file as far as it is written plainly in it."""
    return data[: 4 * MOST_WORDS].decode("utf-8", "replace").replace("\0", "")
