"""A block's lines as paragraphs and bullets, joined again if hard line breaks had cut them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

WIDEST_BROKEN_LINE = 120
"""Among lines no longer than this a line end means nothing; if one is longer, every line is a whole paragraph."""

_MARKER = re.compile(
    r"(?:[-–—•·▪◦●*](?=[^\W\d]|[\s(£]|$)|o(?=\s)|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)(?=[\sA-Z]|$)"
    r"|(?:[ivx]{1,4}|[a-z]|\d{1,2})\.(?=\s|$))"
)
_SENTENCE_END = re.compile(r"(?<=[.;?!])(?<!\bSt\.)(?<!\bNo\.)(?<!\bDr\.)(?<!\bMr\.)\s(?=[A-Z£(‘“\"'])")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (no marker), or a bullet with the marker it had."""

    marker: str
    words: str

    @property
    def text(self) -> str:
        return f"{self.marker} {self.words}".strip()


def parse_pieces(lines: Iterable[str]) -> list[Paragraph]:
    return [_piece(chunk) for group in paragraphs(lines) for chunk in _chunks(group)]


def text_of(pieces: list[Paragraph]) -> str:
    """The pieces as one text: a blank line between paragraphs, none between the bullets of a list."""
    text = "".join(a.text + ("\n" if a.marker and b.marker else "\n\n") for a, b in pairwise(pieces))
    return text + pieces[-1].text if pieces else ""


def paragraphs(lines: Iterable[str]) -> Iterator[list[str]]:
    """Runs of lines with no blank line between them."""
    return (list(run) for filled, run in groupby(lines, key=bool) if filled)


def sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def _chunks(group: list[str]) -> list[list[str]]:
    """The lines of one run, split into those of each paragraph or bullet."""
    broken = max(map(len, group)) <= WIDEST_BROKEN_LINE
    chunks: list[list[str]] = []
    for line in group:
        if chunks and not _MARKER.match(line) and (broken or _is_bare_marker(chunks[-1])):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks[:-1] + _without_what_follows(chunks[-1])


def _without_what_follows(chunk: list[str]) -> list[list[str]]:
    """The last bullet of a list ends with the line that ends its sentence, if the next begins with a capital."""
    if _MARKER.match(chunk[0]):
        for place, (line, following) in enumerate(pairwise(chunk), start=1):
            if line.endswith((".", "!", "?")) and following[0].isupper() and not _is_bare_marker([line]):
                return [chunk[:place], chunk[place:]]
    return [chunk]


def _is_bare_marker(chunk: list[str]) -> bool:
    match = _MARKER.match(chunk[0])
    return len(chunk) == 1 and match is not None and match.end() == len(chunk[0])


def _piece(chunk: list[str]) -> Paragraph:
    text = " ".join(chunk)
    match = _MARKER.match(text)
    marker = match[0] if match else ""
    return Paragraph(marker, text[len(marker) :].strip())
