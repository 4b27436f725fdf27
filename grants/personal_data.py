"""Personal data in free text (domain §8, P14): e-mail addresses, phone numbers, National Insurance numbers and full
postcodes. Pure: text in, hits out. Every pattern is bounded, so that a long text takes no longer than its length asks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST_AROUND = 160  # characters shown on either side of a hit whose sentence is longer

DOMAIN = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
LOCAL_PART = re.compile(r"[\w.%+'-]{1,64}\Z")
PHONE = re.compile(r"(?<![\w£.,/-])(?:\+\d|\(?0)[\d ()-]{7,18}\d(?!\w)")
INSURANCE = re.compile(r"(?i)\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D]\b")
POSTCODE = re.compile(r"(?i)\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}\b")
SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True)
class Hit:
    """One find: what it looks like ("an e-mail address"), its own characters, and its sentence before and after it."""

    looks_like: str
    text: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.text}{self.after}".strip()


def hits(text: str) -> list[Hit]:
    """Every find in a text, in order of appearance."""
    found = sorted((*span, kind) for kind, spans in FINDERS.items() for span in spans(text))
    return [hit(text, start, end, kind) for start, end, kind in found]


def hit(text: str, start: int, end: int, kind: str) -> Hit:
    from_here, to_here = max(0, start - LONGEST_AROUND), end + LONGEST_AROUND
    ends_before = [match.end() for match in SENTENCE_ENDS.finditer(text, from_here, start)]
    next_end = SENTENCE_ENDS.search(text, end, to_here)
    before = text[max([from_here, *ends_before]) : start]
    after = text[end : next_end.end() if next_end else to_here]
    return Hit(kind, text[start:end], before.lstrip(), after.rstrip())


def emails(text: str) -> Iterator[tuple[int, int]]:
    for match in DOMAIN.finditer(text):
        local = LOCAL_PART.search(text[max(0, match.start() - 64) : match.start()])
        if local:
            yield match.start() - len(local[0]), match.end()


def phones(text: str) -> Iterator[tuple[int, int]]:
    """British numbers have ten or eleven digits with their 0; what begins with + may have from nine to fifteen."""
    for match in PHONE.finditer(text):
        digits = sum(character.isdigit() for character in match[0])
        if 9 <= digits <= 15 if match[0].startswith("+") else 10 <= digits <= 11:
            yield match.span()


def spans_of(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "an e-mail address": emails,
    "a phone number": phones,
    "a National Insurance number": spans_of(INSURANCE),
    "a full postcode": spans_of(POSTCODE),
}
