"""What each kind of block may hold: a date, a yes or no, one line, or the text above the labels (domain §9)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .layout import Block
from .paragraphs import paragraphs

CUT_SHORT = range(245, 256)
"""The length of a title that Modern.gov has probably cut, in characters."""

_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_PREFIX = re.compile(r"PCC ?DN ?[-‐‑‒–—―−:] ?", re.IGNORECASE)
_REFERENCE = re.compile(r" ?\(?[Rr]ef: ?([0-9]{1,12})\)?")
_PAGE_NUMBER = re.compile(r"ieDecisionDetails\.aspx\?\S{0,100}?\bID=([0-9]{1,12})\b", re.IGNORECASE)
_FURNITURE = {"decision details", "decision details:"}

_OUTCOMES = [
    ("", r"\bpart|\bnot yet\b|\bawait|\bpending\b|\bto be\b|\bfor (?:decision|determination)\b"),
    ("deferred", r"\bdeferred\b|\bpostponed\b"),
    ("not_approved", r"\bnot (?:be )?(?:approved|agreed)\b|\brejected\b|\brefused\b"),
    ("approved_with_changes", r"\bapproved\b.*\b(?:change|amend|modif|vari)|\bamended\b.*\bapproved\b"),
    ("approved", r"\bapproved\b|\bagreed\b"),
]


@dataclass(frozen=True)
class Leftover:
    """Text that found no place in the draft, and why; shown to the officer, never dropped."""

    text: str
    why: str


def parse_line(block: Block) -> tuple[str, list[Leftover]]:
    """The first paragraph of the block, as one line."""
    lines = [" ".join(paragraph) for paragraph in paragraphs(block.lines)]
    return (lines[0] if lines else ""), _strays(block, "\n\n".join(lines[1:]))


def parse_documents(block: Block) -> tuple[tuple[str, ...], list[Leftover]]:
    return tuple(line for line in block.lines if line), []


def parse_date(block: Block) -> tuple[date | None, list[Leftover]]:
    """A date written dd/mm/yyyy and no other way; anything else, or a day that never was, is left over."""
    written, _, rest = _one_line(block).partition(" ")
    match = _DATE.fullmatch(written)
    try:
        day, month, year = map(int, match.groups()) if match else (0, 0, 0)
        return date(year, month, day), _strays(block, rest)
    except ValueError:
        return None, _left(_one_line(block), f"“{block.label}” could not be read: a date is written dd/mm/yyyy")


def parse_flag(block: Block) -> tuple[bool | None, list[Leftover]]:
    written, _, rest = _one_line(block).partition(" ")
    answer = {"yes": True, "no": False}.get(written.strip(".,;").casefold())
    if answer is None:
        return None, _left(_one_line(block), f"“{block.label}” is not answered Yes or No")
    return answer, _strays(block, rest)


def parse_outcome(status: str) -> str | None:
    """approved, approved_with_changes, not_approved or deferred; None if the status says none of these."""
    for outcome, pattern in _OUTCOMES:
        if re.search(pattern, status[:200], re.IGNORECASE):
            return outcome or None
    return None


def parse_head(head: Sequence[str]) -> tuple[str, str, list[Leftover]]:
    """The title without its prefix, the number glued to it, and what else is above the first label."""
    heading = max((n for n, line in enumerate(head, start=1) if line.casefold() in _FURNITURE), default=0)
    lines, number = _without_reference([" ".join(paragraph) for paragraph in paragraphs(head[heading:])])
    title = next(filter(_PREFIX.match, lines), lines[0] if lines else "")
    above = [line for line in head[:heading] if line and line.casefold() not in _FURNITURE] + lines
    if title:
        above.remove(title)
    strays = _left("\n\n".join(above), "This is above the first label")
    is_cut = len(title) in CUT_SHORT  # which Modern.gov does with the prefix on it
    title = _PREFIX.sub("", title, count=1) if _PREFIX.match(title) else title
    cut = _left(title, "The title may have been cut short") if is_cut or len(title) in CUT_SHORT else []
    return title, number, strays + cut


def page_number(lines: Sequence[str]) -> str:
    """The decision's number in the address of its page, if that was pasted too."""
    found = (_PAGE_NUMBER.search(line) for line in lines)
    return next((match[1] for match in found if match), "")


def _without_reference(lines: list[str]) -> tuple[list[str], str]:
    """The lines without the first "ref: 13567" in them, and its number."""
    for place, line in enumerate(lines):
        if match := _REFERENCE.search(line):
            rest = f"{line[: match.start()]} {line[match.end() :]}".strip()
            return [*lines[:place], *([rest] if rest else []), *lines[place + 1 :]], match[1]
    return lines, ""


def _one_line(block: Block) -> str:
    return " ".join(filter(None, block.lines))


def _strays(block: Block, text: str) -> list[Leftover]:
    return _left(text, f"This is after “{block.label}” and has no label")


def _left(text: str, why: str) -> list[Leftover]:
    return [Leftover(text, why)] if text else []
