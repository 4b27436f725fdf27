"""A block's lines as paragraphs, items of lists and rows of tables, whole again where hard line breaks had cut them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .rows import cells_of_line
from .text import MARKER
from .values import whole_date

WIDEST_BROKEN_LINE = 120
"""Where no line is longer than this, lines may have been cut at a width; where one is, every line is a paragraph."""

_SENTENCE_END = re.compile(
    r"(?<=[.;?!])(?<!\bSt\.)(?<!\bNo\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)\s(?=[A-Z£‘“\"']|(?<=[.?!]\s)\()"
)
_NEXT_POINT = re.compile(r"(?<=[.;,])\s(?:and )?(\d{1,2})\.\s(?=[A-Za-z£])")
LONGEST_WITH_POINTS = 5_000
_GOES_ON = re.compile(r",$|\b(?:to|of|the|and|for|an?|in|by|with|from|at|on|or|is|be|will|its|that)$")
_SYMBOL = re.compile("[\u2190-\u27bf\u2b00-\u2bff\uf000-\uf0ff]")
_PIPE_RULE = re.compile(r"[|:\s-]+")
_ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (no marker), an item of a list with the marker it had, or a row of a table with its cells."""

    marker: str
    words: str
    cells: tuple[str, ...] = ()
    is_item: bool = False  # of a list without markers, as a browser copies one

    @property
    def text(self) -> str:
        if self.cells:
            return f"| {' | '.join(self.cells)} |"
        marker = "•" if _SYMBOL.match(self.marker) else self.marker
        return f"{marker} {self.words}".strip()

    @property
    def is_listed(self) -> bool:
        return bool(self.marker or self.cells or self.is_item)


def parse_pieces(lines: Iterable[str], width: int | None = None) -> list[Paragraph]:
    """The pieces of a block. `width` is that at which its page was cut; it is measured where not given."""
    lines = [part for line in lines for part in _numbered_apart(line)]
    width = width_of(lines) if width is None else width
    chunks = [chunk for group in _groups(lines) for chunk in _chunks(group, width)]
    return _marked_items([_piece(chunk) for chunk in _rejoined(chunks)])


def _numbered_apart(line: str) -> list[str]:
    """A line cut before each of the numbered points that it goes on with: "on these terms: 1. … 2. …"."""
    lead, colon, rest = line.partition(": 1. ")
    points = _NEXT_POINT.split(rest) if colon and len(line) < LONGEST_WITH_POINTS else []
    numbers = [int(number) for number in points[1::2]]
    if len(numbers) < 1 or numbers != [*range(2, len(numbers) + 2)]:
        return [line]
    return [f"{lead}:", *(f"{n}. {words}" for n, words in enumerate(points[::2], start=1))]


def width_of(lines: Iterable[str]) -> int:
    """The width at which lines may have been cut; 0 where they were not."""
    longest = max((len(line) for line in lines if "\t" not in line and not line.startswith("|")), default=0)
    return longest if longest <= WIDEST_BROKEN_LINE else 0


def cut_width(lines: Sequence[str]) -> int:
    """The width at which hard line breaks cut the lines; 0 where fewer than two sentences show that any did."""
    width = width_of(lines)
    cut = (is_cut(line, following, width) and following[0].islower() for line, following in pairwise(lines))
    return width if sum(cut) > 1 else 0


def is_cut(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the following one: its first word found no room within the width, or it ends amid a
    phrase."""
    if not (width and line and following) or line.endswith(_ENDS) or MARKER.match(following):
        return False
    is_full = len(line) + 1 + len(following.split(" ", 1)[0]) > width
    return (is_full or _GOES_ON.search(line) is not None) and not (
        cells_of(line) or cells_of(following) or whole_date(line)
    )


def text_of(pieces: Sequence[Paragraph]) -> str:
    """The pieces as one text: a blank line between paragraphs, none within a list or a table."""
    text = "".join(a.text + ("\n" if a.is_listed and b.is_listed else "\n\n") for a, b in pairwise(pieces))
    return text + pieces[-1].text if pieces else ""


def sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def is_sentence(line: str) -> bool:
    """Whether a line is a whole sentence, longer than the name of a paper."""
    return line.endswith(".") and len(line.split()) > 14


def _groups(lines: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def _chunks(group: list[str], width: int) -> list[list[str]]:
    """The lines of one run, split into those of each paragraph, item or row."""
    chunks: list[list[str]] = []
    in_list = False
    for line in group:
        if chunks and _belongs(chunks[-1], line, width, in_list=in_list):
            chunks[-1].append(line)
            continue
        in_list = not MARKER.match(line) and (in_list or bool(chunks and chunks[-1][-1].endswith(":")))
        chunks.append([line])
    return chunks


def _belongs(chunk: list[str], line: str, width: int, *, in_list: bool) -> bool:
    """Whether a line carries on the chunk above it."""
    last = chunk[-1]
    is_full = len(last) + 1 + len(line.split(" ", 1)[0]) > width
    is_day = whole_date(line) and not (width and is_full and _GOES_ON.search(last))
    is_row = any(cells_of(each) or cells_of_line(each) for each in (line, last))
    if is_day or MARKER.match(line) or is_row or whole_date(last):
        return False
    if len(chunk) == 1 and _is_bare_marker(last):
        return True
    if not width or last.endswith(":"):
        return bool(width) and is_full and line[0].islower()
    if last.endswith(";") and line[0].islower():
        return is_full
    if last.endswith((".", "!", "?")) and line[0].islower():
        return True
    if last.endswith(_ENDS):
        return is_full and not MARKER.match(chunk[0])
    if in_list and not MARKER.match(chunk[0]):
        return is_full
    return is_full or line[0].islower() or _GOES_ON.search(last) is not None


def _rejoined(chunks: list[list[str]]) -> Iterator[list[str]]:
    """A paragraph that a blank line cut within a sentence is whole again."""
    waiting: list[str] = []
    for chunk in chunks:
        last, line = (waiting[-1] if waiting else ""), chunk[0]
        cut = len(" ".join(waiting)) > 60 and last[-1].isalnum() and line[0].islower() and not MARKER.match(line)
        if cut and not cells_of(last) and not cells_of(line):
            waiting += chunk
            continue
        if waiting:
            yield waiting
        waiting = chunk
    if waiting:
        yield waiting


def _marked_items(pieces: list[Paragraph]) -> list[Paragraph]:
    """Short single sentences right after a line that announces a list are its items, though nothing marks them."""
    marked: list[Paragraph] = []
    in_list = False
    for piece in pieces:
        before = marked[-1] if marked else None
        if piece.is_listed or len(sentences(piece.words)) > 1 or len(piece.words) > 250:
            in_list = False
        elif before and before.words.endswith(":"):
            in_list = True
        elif in_list and before and before.words.endswith(".") and len(piece.words) > 160:
            in_list = False
        marked.append(Paragraph("", piece.words, is_item=True) if in_list else piece)
    return marked


def _is_bare_marker(line: str) -> bool:
    match = MARKER.match(line)
    return match is not None and match.end() == len(line)


def cells_of(line: str) -> tuple[str, ...]:
    if line.startswith("|") and line.count("|") > 1:
        return tuple(cell.strip() for cell in line.strip("|").split("|"))
    return tuple(line.split("\t")) if "\t" in line else ()


def _piece(chunk: list[str]) -> Paragraph:
    cells = cells_of(chunk[0])
    if cells:
        return Paragraph("", "", cells)
    text = " ".join(chunk)
    match = MARKER.match(text)
    marker = match[0] if match else ""
    return Paragraph(marker, text[len(marker) :].strip())


def without_rules(pieces: Iterable[Paragraph]) -> list[Paragraph]:
    """The pieces without the lines of dashes between the rows of a pipe table."""
    return [piece for piece in pieces if not (piece.cells and _PIPE_RULE.fullmatch("".join(piece.cells) or "-"))]
