"""The sums of what is read, and whether the totals that a register states agree with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from grants.fields import PoundsField

from .cells import ANSWERED_AS, Answers
from .described import PastDecision
from .matching import Matching
from .meanings import TOTAL, WIDE
from .tables import RowKind, Table, TableRow
from .values import pounds_in

POUNDS = PoundsField(allow_zero=True)
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class StatedTotal:
    """A total as a register states it, and the sum of what it stands for. `with_hidden` is that sum with rows
    that are hidden or left out."""

    table: str
    row: int
    heading: str
    stated: Decimal
    summed: Decimal
    with_hidden: Decimal

    @property
    def agrees(self) -> bool:
        return self.stated == self.summed

    @property
    def sentence(self) -> str:
        where = f"{self.table}, row {self.row}" if self.table else f"Row {self.row}"
        said = f"{where}: the total under “{self.heading}” is £{self.stated:,.2f}"
        if self.agrees:
            return f"{said}, which is the sum of what is read."
        if self.stated == self.with_hidden:
            return (
                f"{said}. That is with the rows that are hidden or left out; what is read comes to £{self.summed:,.2f}."
            )
        return f"{said}, but what is read comes to £{self.summed:,.2f}: £{abs(self.stated - self.summed):,.2f} apart."


@dataclass(frozen=True)
class Sum:
    """How many awards of one sort are read, and what they come to."""

    name: str
    awards: int
    total: Decimal


def stated_totals(tables: Iterable[Table], matching: Matching, answers: Answers) -> list[StatedTotal]:
    """Each total row and each total of a row, held against the sums, with what officers have said of the amounts."""
    return [total for table in tables for total in totals_of(table, matching, answers)]


def left_out_by(answers: Answers, table: Table, matching: Matching) -> dict[str, set[str]]:
    """The cells of each column whose rows an officer has answered to leave out; only columns that have any."""
    found: dict[str, set[str]] = {}
    for heading in table.headings:
        name = matching.columns.get(heading, "")
        answered = answers.get(ANSWERED_AS.get(name, name), {})
        cells = {written for written, said in answered.items() if said.get("leave_out")}
        found |= {heading: cells} if cells else {}
    return found


def totals_of(table: Table, matching: Matching, answers: Answers) -> Iterator[StatedTotal]:
    said, left_out = answers.get("amount", {}), left_out_by(answers, table, matching)
    money = [each for each in table.headings if matching.columns.get(each) in ("amount", WIDE)]
    totals = [each for each in table.headings if matching.columns.get(each) == TOTAL]
    whole: dict[str, Decimal] = defaultdict(Decimal)
    since: dict[str, Decimal] = defaultdict(Decimal)
    hidden: dict[str, Decimal] = defaultdict(Decimal)
    for row in table.rows:
        sums = {
            heading: pounds(str(said.get(cell := table.cell(row, heading), {}).get("read", cell))) or NOTHING
            for heading in money
            if not repeats(table, row, heading)
        }
        sums |= dict.fromkeys(totals, sum(sums.values(), NOTHING))
        if row.kind is RowKind.TOTAL:
            yield from compared(table, row, (*money, *totals), whole, since, hidden)
            since.clear()
        elif row.kind in (RowKind.DATA, RowKind.HIDDEN):
            is_left_out = any(table.cell(row, heading) in cells for heading, cells in left_out.items())
            is_read = row.kind is RowKind.DATA and not is_left_out
            for heading, amount in sums.items():
                hidden[heading] += amount
                if is_read:
                    whole[heading] += amount
                    since[heading] += amount
            if is_read:
                yield from across(table, row, totals, sums)


def repeats(table: Table, row: TableRow, heading: str) -> bool:
    """Whether the cell is joined with the one above it, whose sum was counted there."""
    return table.places[heading] in row.joined


def compared(
    table: Table,
    row: TableRow,
    headings: Sequence[str],
    whole: dict[str, Decimal],
    since: dict[str, Decimal],
    hidden: dict[str, Decimal],
) -> Iterator[StatedTotal]:
    """A total may be of all rows above it, or of those since the last total."""
    for heading in headings:
        if (stated := pounds(table.cell(row, heading))) is not None:
            summed = since[heading] if stated == since[heading] else whole[heading]
            yield StatedTotal(table.where, row.number, heading, stated, summed, hidden[heading])


def across(table: Table, row: TableRow, totals: Sequence[str], sums: dict[str, Decimal]) -> Iterator[StatedTotal]:
    """Totals of a row that disagree with it: those that agree are not worth a word each."""
    for heading in totals:
        stated = pounds(table.cell(row, heading))
        if stated is not None and stated != sums[heading]:
            yield StatedTotal(table.where, row.number, heading, stated, sums[heading], sums[heading])


def pounds(cell: str) -> Decimal | None:
    try:
        amount: Decimal | None = POUNDS.clean(pounds_in(cell)) if cell else None
    except ValidationError:
        return None
    return amount


def sums_of(decisions: Iterable[PastDecision]) -> dict[str, list[Sum]]:
    """Awards and money of what is read, by sheet, by financial year and by funding stream."""
    groups: dict[str, dict[str, list[Decimal]]] = {"sheet": {}, "financial year": {}, "funding stream": {}}
    for decision in decisions:
        for award, entry in zip(decision.awards, decision.awarding, strict=True):
            for kind, name in named(award, entry.table.sheet):
                groups[kind].setdefault(name, []).append(award["amount"] or NOTHING)
    return {
        kind: [Sum(name, len(each), sum(each, NOTHING)) for name, each in found.items()]
        for kind, found in groups.items()
        if set(found) != {""}
    }


def named(award: dict[str, Any], sheet: str) -> Iterator[tuple[str, str]]:
    yield "sheet", sheet
    yield "financial year", str(award.get("year") or "not said")
    yield "funding stream", str(award.get("stream") or "not said")
