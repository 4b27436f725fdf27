"""Tables of awards: columns known by their headings, a row of totals held apart; and lists, a line for each award."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from .money import Found, ParsedAward, StatedTotal, UnclearSum
from .names import NAME, is_organisation, is_recipient, tidy
from .paragraphs import Paragraph, cells_of
from .rows import NIL, amount_of, cells_of_line
from .values import one_year

_NAMES = re.compile(
    r"organi[sz]ation|recipient|applicant|grantee|provider|charity|partner|district|council|borough"
    r"|body|paid to|awarded to"
    r"|supplier|community safety|csp|name|group|who|area|authority|force",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"award(?:ed)?|grant|approved|allocat|amount|funding|value|sum|total|£|agreed|payment", re.IGNORECASE
)
_NOT_GIVEN = re.compile(
    r"request|applied|bid|cost|match|requested|asked|budget|previous|last year|%|score|date", re.IGNORECASE
)
_FUND = re.compile(r"[A-Z][^£.:]{2,60}")
_SAYS_FUND = re.compile(r"\b(?:Fund|Grant|Scheme|Programme|Budget)$", re.IGNORECASE)
TOTAL = re.compile(r"(?:grand |overall |sub-?)?totals?\b|(?:all|together|altogether|in all)$", re.IGNORECASE)
_STREAM = re.compile(r"(?:funding )?(?:stream|fund|source)(?: of funding)?|from (?:the )?fund", re.IGNORECASE)
MEANT = {"award_recipient": "Recipient", "award_amount": "Award", "award_stream": "Stream", "": "Asked"}
"""What heads a column, in the reader's words, by what an office has taught it to mean."""


def heads_table(line: str, following: str) -> bool:
    """Whether a line has the headings of a table, whose first row follows: that says in figures, or at length, what
    they call. Labels with their values beside them are none."""
    headings, row = cells_of(line), cells_of(following)
    if len(headings) != len(row) or len(row) < 2 or any(map(amount_of, headings)) or line.endswith((".", ";", ",")):
        return False
    is_paid = (
        amount_of(cell) and _GIVEN.search(heading) and not is_organisation(heading)
        for heading, cell in zip(headings, row, strict=True)
    )
    return any(is_paid) or (len(row) > 2 and any(re.search(r"\d", cell) or len(cell) > 80 for cell in row[::2]))


def is_of_awards(headings: Sequence[str]) -> int | None:
    """Which of these headings is that of what is paid, where another one says to whom; None where they say no such
    thing."""
    if any(re.search(r"[\d:.;?!]", heading) for heading in headings):
        return None
    paid = [
        place
        for place, heading in enumerate(headings)
        if _GIVEN.match(heading) and not (_NOT_GIVEN.search(heading) or is_organisation(heading))
    ]
    named = [place for place, heading in enumerate(headings) if _NAMES.match(heading) and place not in paid]
    return paid[0] if len(paid) == 1 and named else None


def with_columns(
    texts: Mapping[str, Sequence[Paragraph]], field_of: Callable[[str], str | None]
) -> dict[str, list[Paragraph]]:
    """The texts, with the headings of columns as an office has taught them (`field_of` says what each means); a table
    of awards that stands elsewhere is one of the awards."""
    found = {name: [_with_meanings(piece, field_of) for piece in pieces] for name, pieces in texts.items()}
    if not found.get("awards"):
        others = (pieces for name, pieces in found.items() if name != "decision_text")
        listing = (pieces for pieces in others if any(MEANT["award_amount"] in piece.cells for piece in pieces))
        tables = [piece for pieces in listing for piece in pieces if piece.cells]
        found |= {"awards": tables} if tables else {}
    return found


def _with_meanings(piece: Paragraph, field_of: Callable[[str], str | None]) -> Paragraph:
    fields = map(field_of, piece.cells)
    cells = (cell if name is None else MEANT.get(name, cell) for name, cell in zip(fields, piece.cells, strict=True))
    return replace(piece, cells=tuple(cells)) if piece.cells else piece


def row_of(piece: Paragraph) -> tuple[str, ...]:
    """The cells of a row of a table, or of a line that lists an award: who, how much, and what else is said of it."""
    return piece.cells or cells_of_line(piece.words)


def find_table_sums(pieces: Sequence[Paragraph]) -> Iterator[Found]:
    """The sums of every table among the pieces; a year in the line above a table is that of all its rows."""
    year, above = "", ""
    for is_row, run in groupby(pieces, key=lambda piece: bool(row_of(piece))):
        rows = list(run)
        if is_row:
            yield from _table([row_of(row) for row in rows], year or one_year(above))
        else:
            above = rows[-1].words[-400:]
            year = one_year(above)


def _table(rows: list[tuple[str, ...]], year: str) -> Iterator[Found]:
    headings = rows[0] if not any(NIL.fullmatch(cell) or (amount_of(cell) and "£" in cell) for cell in rows[0]) else ()
    named, money = _columns(headings, rows[1:] if headings else rows)
    found = [each for row in (rows[1:] if headings else rows) for each in _row(row, headings, named, money, year)]
    last = found[-1] if len(found) > 1 else None
    if isinstance(last, UnclearSum) and last.amount == sum(each.amount or 0 for each in found[:-1]):
        found[-1] = StatedTotal(last.amount, last.written, last.sentence)  # whatever its row is called
    yield from found


def _columns(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> tuple[int, list[int]]:
    """Where the recipient stands, and which columns hold what is awarded: one, or one for each year."""
    width = max(map(len, rows), default=0)
    filled = [n for n in range(width) if any(n < len(row) and amount_of(row[n]) is not None for row in rows)]
    years = [n for n in filled if n < len(headings) and one_year(headings[n])]
    given = [
        n for n in filled if n < len(headings) and _GIVEN.search(headings[n]) and not _NOT_GIVEN.search(headings[n])
    ]
    pounds = [n for n in filled if any(n < len(row) and "£" in row[n] for row in rows)]
    named = next((n for n, heading in enumerate(headings) if _NAMES.search(heading) and n not in filled), 0)
    if years:
        return named, years
    if MEANT["award_amount"] in headings:
        return named, [headings.index(MEANT["award_amount"])]
    return named, given if len(given) == 1 else pounds


def _row(row: tuple[str, ...], headings: tuple[str, ...], named: int, money: list[int], year: str) -> Iterator[Found]:
    sentence = " | ".join(cell for cell in row if cell)
    name = tidy(row[named]) if named < len(row) else ""
    amounts = [(n, amount) for n in money if n < len(row) and (amount := amount_of(row[n]))]
    is_total = any(TOTAL.match(cell) for cell in row) or not name
    is_plain = len(amounts) == 1 or all(n < len(headings) and one_year(headings[n]) for n, _ in amounts)
    funds = (cell for heading, cell in zip(headings, row, strict=False) if _STREAM.fullmatch(heading))
    is_name = re.fullmatch(NAME, name) and is_recipient(name)
    for n, amount in amounts:
        if is_total and len(amounts) == 1 and is_plain:
            yield StatedTotal(amount, row[n], sentence)
        elif is_plain and is_name and not is_total:
            own = one_year(headings[n]) if n < len(headings) else ""
            fund = next(funds, "") if headings else _fund_of(row, (named, n))
            yield ParsedAward(amount, name, own or one_year(sentence) or year, sentence, fund)
        else:
            yield UnclearSum(row[n], sentence, "it is in a row of totals" if is_total else "", amount)


def _fund_of(row: Sequence[str], besides: Sequence[int]) -> str:
    """The cell of a row without headings that names where the money is from: the first name behind the sum that is no
    year, or one that says so; what stands before the sum is what it is for."""
    paid = next((place for place, cell in enumerate(row) if "£" in cell), 0)
    cells = (cell for n, cell in enumerate(row) if n not in besides and (n > paid or _SAYS_FUND.search(cell)))
    names = (cell for cell in cells if _SAYS_FUND.search(cell) or not re.search(r"\b[a-z]{4,}", cell))
    return next((cell for cell in names if _FUND.fullmatch(cell) and not one_year(cell)), "")
