"""Why a text is no notice of a decision, in a sentence that says what to do instead."""

import re
from collections.abc import Sequence

NOT_RECOGNISED = (
    "This was not recognised as the notice of a decision. If this is part of a page, copy the whole page, from its "
    "title to its last date. If it is the whole notice, start a draft beside it, and say what its labels mean."
)
ROWS = (
    "These are rows of a spreadsheet. Past decisions in a table come in under “Import past "
    "decisions”: save the table as "
    "a CSV or XLSX file, and choose it there."
)
MINUTES = (
    "These are the minutes of a meeting, not the notice of one decision. Copy the whole decision "
    "page of the decision you "
    "want, and paste that."
)
AGENDA = (
    "This is an agenda: nothing on it is decided yet. Copy the whole decision page once the decision "
    "is taken, and paste "
    "that."
)
UNDECIDED = (
    "Nothing that was decided was found in this text: no decision and no outcome. If this is part of a "
    "page, copy the whole page, from its title to its last date. If it is the whole notice, start a draft beside "
    "it, and say what its labels mean."
)
NOBODY = (
    "This text has a decision, but nothing in it says which body or office-holder took it. Copy the "
    "whole decision page, with the "
    "line that names the decision maker, and paste that."
)

TOO_MANY = (
    "This page has {count:,} decisions; at most {most} come in at once. Paste it in parts, or put them in a "
    "spreadsheet and use “Import past decisions”."
)

MOST_LINES = 2000
"""What a document is shows in fewer lines than this."""

_MINUTES = re.compile(
    r"(?:draft |confirmed )?(?:minutes|notes) (?:of|from)\b|(?:draft )?minutes$|action notes", re.IGNORECASE
)
_ATTENDANCE = re.compile(r"(?:members )?(?:present|in attendance|apologies|attendees)\b.{0,20}:", re.IGNORECASE)
_AGENDA = re.compile(r"agenda(?: for| of| and papers|$)|(?:supplementary )?agenda\b.{0,40}\bmeeting\b", re.IGNORECASE)
_ITEMS = re.compile(
    r"(?:no\.? ?)?items?$|no\. item$|apologies for absence|\d+\.?\s(?:apologies|declarations? of interest)",
    re.IGNORECASE,
)
_HEADING_OF_DAY = re.compile(r"date|day|year|awarded on", re.IGNORECASE)
_HEADING_OF_NAME = re.compile(
    r"recipient|organi[sz]ation|name|beneficiary|grantee|supplier|payee|project|district|partnership", re.IGNORECASE
)
_HEADING_OF_MONEY = re.compile(r"amount|grant|value|award|sum|£|total|funding", re.IGNORECASE)
_FIGURE = re.compile(r"£?\s?[0-9][0-9,]*(?:\.[0-9]{2})?")
_AUTHORITY = re.compile(
    r"\b(?:Commissioner|P(?:F)?CC|OPCC|Mayor|Council|Cabinet|Committee|Panel|RESOLVED|Authority"
    r"|Chief Constable|Executive|Board"
    r"|Portfolio Holder|Constabulary|GMCA)\b|£[^.]*\b(?i:grant|award|fund|allocat)|\b(?i:grant|award"
    r"|fund|allocat)\w*\b[^.]*£"
)


def is_rows(lines: Sequence[str]) -> bool:
    """Whether the text is a table of grants, a row for each: a heading for money and others, and figures below."""
    rows = [_cells(line[:2000]) for line in lines[:MOST_LINES] if line]
    for place, row in enumerate(rows[:10]):
        if (
            len(row) < 3
            or not any(_HEADING_OF_MONEY.search(cell) for cell in row)
            or any(len(cell) > 60 for cell in row)
        ):
            continue
        others = [
            pattern for pattern in (_HEADING_OF_DAY, _HEADING_OF_NAME) if any(pattern.search(cell) for cell in row)
        ]
        below = [each for each in rows[place + 1 :] if len(each) > 1]
        figures = [each for each in below if any(_FIGURE.fullmatch(cell.strip()) for cell in each)]
        if others and figures and len(below) >= (len(rows) - place - 1) * 0.6 and len(figures) * 2 >= len(below):
            return True
    return False


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    if line.startswith("|"):
        return line.strip("|").split("|")
    separated = max((line.split(mark) for mark in (";", ",")), key=len)
    return separated if len(separated) > 2 else [line]


def other_document(lines: Sequence[str]) -> str:
    """The refusal of minutes or an agenda; empty where the text is neither."""
    filled = [line[:2000] for line in lines[:MOST_LINES] if line]
    top = filled[:12]
    attendance = sum(bool(_ATTENDANCE.match(line)) for line in filled)
    if any(_MINUTES.match(line) for line in top[:4]) or attendance > 1:
        return MINUTES
    items = sum(bool(_ITEMS.match(line)) for line in filled)
    if any(_AGENDA.match(line) for line in top[:4]) and items:
        return AGENDA
    return ""


def speaks_of_authority(text: str) -> bool:
    """Whether a text says who decides, or gives money."""
    return _AUTHORITY.search(text[:20_000]) is not None
