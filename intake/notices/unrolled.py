"""A table that was copied with each of its cells on a line of its own: its rows are put together again; and one whose
only row has a cell of many lines: it is read as a form, each heading before its cell."""

import re
from collections.abc import Iterator, Sequence

from .rows import amount_of
from .tables import TOTAL, is_of_awards
from .values import whole_date

_SIGNED = re.compile(r"(?:signature|signed)\t(?:date|dated)", re.IGNORECASE)
MOST_COLUMNS, LONGEST_HEADING, LONGEST_CELL, MOST_OF_CELL = 6, 40, 160, 200


def rolled_up(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines, each with where it stood: those of such a table with tabs between the cells of each row."""
    place = 0
    while place < len(texts):
        rows, end = _table(texts, place)
        lines = [(start, "\t".join(cells)) for start, cells in rows]
        if not lines:
            lines, end = _long_row(texts, place)
        if not lines:
            lines, end = _signed_row(texts, place)
        yield from lines or [(place, texts[place])]
        place = end if lines else place + 1


def _signed_row(texts: Sequence[str], start: int) -> tuple[list[tuple[int, str]], int]:
    """The signature and the day in the row below these headings, as lines of labels and values."""
    cells = texts[start + 1].split("\t") if start + 1 < len(texts) and _SIGNED.fullmatch(texts[start]) else []
    if len(cells) != 2 or not whole_date(cells[1]):
        return [], start
    signature, day = texts[start].split("\t")
    return [(start, f"{signature}: {cells[0]}"), (start + 1, f"{day}: {cells[1]}")], start + 2


def _long_row(texts: Sequence[str], start: int) -> tuple[list[tuple[int, str]], int]:
    """The one row of the table that these headings begin, as lines of labels and values, and where it ends: its last
    cell but one has many lines, and the last is a day."""
    *headings, text, day = texts[start].split("\t") if texts[start].count("\t") > 1 else ("", "", "")
    is_headed = headings and all(each[:1].isalpha() and len(each) <= LONGEST_HEADING for each in (*headings, text, day))
    first = next((n for n in range(start + 1, min(start + 3, len(texts))) if texts[n]), start)
    cells = texts[first].split("\t")
    if not is_headed or first == start or len(cells) != len(headings):
        return [], start
    last = next((n for n in range(first + 1, min(first + MOST_OF_CELL, len(texts))) if whole_date(texts[n])), first)
    if last == first or any("\t" in each for each in texts[first + 1 :]):
        return [], start
    short = [(first, f"{label}: {cell}") for label, cell in zip(headings, cells, strict=True)]
    long = [(first, f"{text}:"), *((n, texts[n]) for n in range(first + 1, last))]
    return [*short, *long, (last, f"{day}: {texts[last]}")], last + 1


def _table(texts: Sequence[str], start: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The headings and the rows of the table that begins here, each with its place, and where it ends."""
    for width in range(2, MOST_COLUMNS + 1):
        headings = _run(texts, start, width) if texts[start] else []
        paid = is_of_awards([texts[place] for place in headings]) if headings else None
        if paid is None or any(len(texts[place]) > LONGEST_HEADING for place in headings):
            continue
        rows, end = [(start, [texts[place] for place in headings])], headings[-1] + 1
        while (cells := _run(texts, end, width)) and _is_sum(texts[cells[paid]]) and not TOTAL.match(texts[cells[0]]):
            rows.append((cells[0], [texts[place] for place in cells]))
            end = cells[-1] + 1
        total = _run(texts, end, 2) if len(rows) > 1 else []
        if total and TOTAL.match(texts[total[0]]) and _is_sum(texts[total[1]]):
            row = [texts[total[0]], *[""] * (paid - 1), texts[total[1]]] if paid else [texts[total[1]]]
            rows.append((total[0], row))
            end = total[1] + 1
        if len(rows) > 1:
            return rows, end
    return [], start


def _run(texts: Sequence[str], start: int, count: int) -> list[int]:
    """The places of so many short lines from here on, at most one empty line before each; none where there are not."""
    places: list[int] = []
    place = start
    while len(places) < count and place < len(texts):
        if not texts[place]:
            place += 1
            if place >= len(texts) or not texts[place]:
                return []
        if len(texts[place]) > LONGEST_CELL or "\t" in texts[place]:
            return []
        places.append(place)
        place += 1
    return places if len(places) == count else []


def _is_sum(text: str) -> bool:
    return "£" in text and amount_of(text) is not None
