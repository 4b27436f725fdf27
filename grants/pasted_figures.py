"""A table of figures copied from a spreadsheet: a line for each of those who are paid, a column for each measure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grants.models import Award
from grants.names import NameResolver, Payee
from grants.refused import Refused

CELLS = re.compile(r"\t| {2,}")
NUMBER = re.compile(r"£? *([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,4})?")
MOST_LINES = 500

Figures = tuple[Decimal, ...]


@dataclass(frozen=True)
class PastedFigures:
    """`headings` are those of the columns of figures."""

    headings: tuple[str, ...]
    rows: Mapping[Payee, Figures]

    def of(self, awards: Sequence[Award]) -> dict[int, Figures]:
        """The figures of each award, by its number. Refused: an award without figures, figures without an award, and
        two awards that the same figures could be for."""
        named = {key: award for award in reversed(awards) for key in keys(award)}
        found: dict[int, Figures] = {}
        wrong = []
        for payee, figures in self.rows.items():
            award = next((named[key] for key in keys(payee) if key in named), None)
            if award is None:
                wrong.append(f"{payee} has figures and no award here: take its line out.")
            else:
                found[award.number] = figures
        for award in awards:
            if award.number not in found:
                twin = next((named[key] for key in keys(award) if named[key].number in found), None)
                wrong.append(
                    f"Awards {twin.number} and {award.number} are for the same: the figures do not say which is meant."
                    if twin
                    else f"Award {award.number}, {award.partnership or award.recipient}, has no figures."
                )
        if wrong:
            raise Refused(*wrong)
        return found


def keys(paid: Award | Payee) -> list[tuple[str, int]]:
    """How an award or a line of figures says whom it is for: the partnership before the recipient."""
    return [
        (kind, thing.pk)
        for kind, thing in (("partnership", paid.partnership), ("recipient", paid.recipient))
        if thing is not None
    ][: 1 if isinstance(paid, Award) else 2]


def parse_figures(text: str, names: NameResolver) -> PastedFigures:
    """The first line holds the headings, where its figures are none; a line “Total” is left out. Refused, with a
    sentence for each line: a name that the office does not know, or that comes twice; what is no figure; another number
    of columns than above."""
    lines = [[cell.strip() for cell in CELLS.split(line.strip())] for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_LINES:
        raise Refused(f"Paste between 1 and {MOST_LINES} lines of figures.")
    has_headings = not any(NUMBER.fullmatch(cell) for cell in lines[0][1:])
    columns = max(len(lines[0]) - 1, 1)
    headings = lines[0][1:] if has_headings else [f"Figure {number}" for number in range(1, columns + 1)]
    rows: dict[Payee, Figures] = {}
    wrong = []
    for cells in lines[has_headings:]:
        if not cells[0].casefold().startswith("total"):
            try:
                payee, figures = parse_line(cells, columns, names)
                if payee in rows:
                    raise ValueError(f"“{cells[0]}” comes twice.")
                rows[payee] = figures
            except ValueError as error:
                wrong.append(str(error))
    if wrong or not rows:
        raise Refused(*(wrong or ["There are no figures below the headings."]))
    return PastedFigures(tuple(headings), rows)


def parse_line(cells: Sequence[str], columns: int, names: NameResolver) -> tuple[Payee, Figures]:
    payee = names.payee(cells[0])
    if payee is None:
        raise ValueError(f"“{cells[0]}” is nobody whom the office knows.")
    if len(cells) != columns + 1:
        raise ValueError(f"The line of {cells[0]} has {len(cells) - 1} figures in the place of {columns}.")
    return payee, tuple(map(figure, cells[1:]))


def figure(cell: str) -> Decimal:
    match = NUMBER.fullmatch(cell)
    if match is None:
        raise ValueError(f"“{cell}” is not a figure like 288,248 or 31.5.")
    return Decimal(match[1].replace(",", "") + (match[2] or ""))
