"""A list of many decisions, as Modern.gov prints one each fortnight (domain §9), split into single decisions.

Each begins with its date and title; "ref: 1234" ends the title; then come the status, a text, and labelled lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .layout import LABELS, Block, LabelledPage, lay_out

_REFERENCE = re.compile(r"\(?\bref: ?([0-9]{1,12})\)?", re.IGNORECASE)
_DATE = re.compile(r"(?:[A-Z][a-z]+day,? )?[0-9]{2}/[0-9]{2}/[0-9]{4}")
_STATUS = re.compile(
    r"(?:Recommendations? |Decision )?(?:Approved|Agreed|Not approved|Rejected|Refused|Deferred|Amended)\b.{0,60}",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=\w)ref: ?(?=[0-9])")


@dataclass(frozen=True)
class ListedNotice:
    """One decision of a list: its lines as they were, and the same split into blocks."""

    number: str
    text: str
    page: LabelledPage


def entries(lines: Sequence[str]) -> tuple[list[ListedNotice], list[str]]:
    """The decisions of a list, and the lines above the first of them. No entries if this is not a list of several."""
    lines = [_GLUED.sub(" ref: ", line) for line in lines]
    marks = [place for place, line in enumerate(lines) if _REFERENCE.search(line)]
    starts = [_start(lines, mark, floor) for floor, mark in zip([-1, *marks], marks, strict=False)]
    if len(starts) < 2 or not _has_labels(lines):
        return [], list(lines)
    ends = [*starts[1:], len(lines)]
    found = [_entry(lines[start:end], mark - start) for start, mark, end in zip(starts, marks, ends, strict=True)]
    return found, [line for line in lines[: starts[0]] if line]


def _has_labels(lines: Sequence[str]) -> bool:
    """A list prints "Decision published:" again and again; a page that only cites numbers does not."""
    return sum("published" in LABELS.get(line.partition(":")[0].casefold(), "") for line in lines) >= 2


def _start(lines: Sequence[str], mark: int, floor: int) -> int:
    """The first line of the decision whose number is at `mark`: its date, or else its title."""
    above = [place for place in range(mark - 1, floor, -1) if lines[place]][:3]
    dated = next((place for place in above if _DATE.fullmatch(lines[place])), None)
    alone = not _REFERENCE.sub("", lines[mark]).strip(" -–:")
    return dated if dated is not None else above[0] if alone and above else mark


def _entry(lines: Sequence[str], mark: int) -> ListedNotice:
    match = _REFERENCE.search(lines[mark])
    number = match[1] if match else ""
    above, below = [line for line in lines[: mark + 1] if line], list(lines[mark + 1 :])
    dates = [line for line in above if _DATE.fullmatch(line)]
    page = lay_out(below)
    loose = list(_loose(page.head))
    blocks = [Block("date above the title", "decided_on", (line.split()[-1],)) for line in dates]
    blocks += [*loose, *page.blocks]
    head = tuple(line for line in above if line not in dates)
    return ListedNotice(number, "\n".join(lines).strip(), LabelledPage(head, tuple(blocks)))


def _loose(head: Sequence[str]) -> Iterator[Block]:
    """What is between the title and the first label: the status, then the text."""
    lines = list(head)
    place = next((n for n, line in enumerate(lines) if line), len(lines))
    if place < len(lines) and _STATUS.fullmatch(lines[place]):
        yield Block("status under the title", "outcome_text", (lines[place],))
        lines = lines[place + 1 :]
    if any(lines):
        yield Block("text under the title", "purpose", tuple(lines))
