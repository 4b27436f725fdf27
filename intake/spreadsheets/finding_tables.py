"""Finding the tables in a sheet: where their headings are, in one row or two, what stands above them, and which rows
are data, totals, lines between the rows, or notes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grants.names import fold

from .grid import Grid, letters
from .meanings import is_heading
from .tables import TOTALS, Choices, RowKind, Table, TableRow, row_numbers
from .values import day_of, looks_like_money, year_of

MOST_LINES_ABOVE = 4
ENOUGH = 5  # known headings in one row, however many others stand there


def tables_in(grids: Sequence[Grid], choices: Choices) -> list[Table]:
    return [table for grid in grids for table in _Sheet(grid, choices).tables()]


class _Sheet:
    """One sheet, while tables are made of it."""

    def __init__(self, grid: Grid, choices: Choices) -> None:
        self.grid, self.choices = grid, choices
        self.rows = dict(grid.rows)
        self.seen = [place for place in range(grid.width) if place not in grid.hidden_columns]

    def tables(self) -> Iterator[Table]:
        starts = self.starts()
        if not starts:
            yield self.table((), 0, None)
        for place, rows in enumerate(starts):
            yield self.table(rows, rows[-1], starts[place + 1] if place + 1 < len(starts) else None)

    def starts(self) -> list[tuple[int, ...]]:
        """The rows of headings of each table."""
        if stated := self.choices.headings.get(self.grid.name, "").strip():
            return [tuple(sorted(row_numbers(stated)))] if stated != "0" else []
        found: list[tuple[int, ...]] = []
        numbers = list(self.rows)
        for place, number in enumerate(numbers):
            if found and number <= found[-1][-1]:
                continue
            after = numbers[place + 1] if place + 1 < len(numbers) else None
            if is_row_of_headings(self.cells(number), is_first=not found):
                two = after is not None and self.goes_on(number, after)
                found.append((number, after) if two and after is not None else (number,))
        return found or self.guessed_start(numbers)

    def guessed_start(self, numbers: list[int]) -> list[tuple[int, ...]]:
        """Where no heading is known: the first row of words with rows below it that hold a sum or a day."""
        for number, after in pairwise(numbers[:20]):
            filled = [cell for cell in self.cells(number) if cell]
            if len(filled) > 1 and not any(map(is_value, filled)) and any(map(is_value, self.cells(after))):
                return [(number,)]
        return []

    def cells(self, number: int) -> tuple[str, ...]:
        """The cells of a row that are not hidden."""
        row = self.rows[number]
        return tuple(row[place] for place in self.seen)

    def goes_on(self, number: int, after: int) -> bool:
        """Whether the headings go on in the next row: years below a stream, or parts below what they share."""
        above, below = self.cells(number), self.cells(after)
        filled = [cell for cell in below if cell]
        if not filled or any(looks_like_money(cell) or day_of(cell) for cell in filled):
            return False
        joined = any(top == number and bottom >= after for top, _, bottom, _ in self.grid.merged)
        spans = any(not top and low for top, low in zip(above, below, strict=True))
        years = all(year_of(cell) for cell in filled)
        known = sum(is_heading(cell) for cell in filled)
        return ((spans or joined) and (years or known * 2 >= len(filled))) or self.stands_under(number, below)

    def stands_under(self, number: int, below: Sequence[str]) -> bool:
        """Whether all that a row says stands below cells of the row above that are joined over several columns."""
        wide = [
            (left, right) for top, left, bottom, right in self.grid.merged if top == bottom == number and left < right
        ]
        places = [place for place, cell in zip(self.seen, below, strict=True) if cell]
        return len(places) > 1 and all(any(left <= place <= right for left, right in wide) for place in places)

    def table(self, heading_rows: tuple[int, ...], last_heading: int, following: tuple[int, ...] | None) -> Table:
        below = [number for number in self.rows if number > last_heading and (not following or number < following[0])]
        if following:
            below = below[: len(below) - len(self.lines_above(below))]
        above = [number for number in self.rows if heading_rows and number < heading_rows[0]]
        lines = self.lines_above(above)
        headings = self.headings(heading_rows)
        filled = [place for place, heading in headings.items() if heading or self.holds_anything(place, below)]
        names = unique([headings[place] or f"Column {letters(place)}" for place in filled])
        key = f"{self.grid.name}!{heading_rows[0] if heading_rows else 0}"
        hidden = (
            [self.rows[heading_rows[-1]][place] for place in sorted(self.grid.hidden_columns)] if heading_rows else []
        )
        return Table(
            sheet=self.grid.name,
            title=" › ".join(" ".join(filter(None, self.cells(number))) for number in lines)[:200],
            heading_rows=heading_rows,
            headings=tuple(names),
            rows=tuple(self.rows_of(below, filled, key)),
            is_hidden=self.grid.is_hidden,
            unread=tuple(filter(None, hidden)),
            formulas=self.grid.formulas,
            not_computed=self.grid.not_computed,
        )

    def lines_above(self, numbers: list[int]) -> list[int]:
        """The last rows of these that hold one cell alone: a title, not data."""
        found: list[int] = []
        for number in reversed(numbers):
            if len(found) == MOST_LINES_ABOVE or sum(map(bool, self.cells(number))) != 1:
                break
            found.insert(0, number)
        return found

    def headings(self, rows: tuple[int, ...]) -> dict[int, str]:
        """The heading of each place; what two rows of headings say stands together."""
        found = dict.fromkeys(self.seen, "")
        for number in rows:
            is_last, shared = number == rows[-1], ""
            for place in self.seen:
                cell = " ".join(self.joined_cell(number, place).split())
                low = "" if is_last else self.rows.get(rows[-1], ())[place]
                shared = cell or (shared if low else "")
                own = cell if is_last else shared
                if own and own not in found[place].split(": "):
                    found[place] = f"{found[place]}: {own}" if found[place] else own
        return found

    def joined_cell(self, number: int, place: int) -> str:
        """A cell of a heading; of cells joined into one, what the first says."""
        for top, left, bottom, right in self.grid.merged:
            if top <= number <= bottom and left <= place <= right and top in self.rows:
                return self.rows[top][left]
        return self.rows[number][place] if number in self.rows else ""

    def holds_anything(self, place: int, numbers: list[int]) -> bool:
        return any(self.rows[number][place] for number in numbers)

    def rows_of(self, numbers: list[int], places: list[int], key: str) -> Iterator[TableRow]:
        left_out = row_numbers(self.choices.left_out.get(key, ""))
        with_hidden = self.choices.with_hidden.get(key, False)
        down = self.joined_down(places)
        full = [number for number in numbers if sum(bool(self.rows[number][place]) for place in places) > 1]
        last, line = (full[-1] if full else 0), ""
        for number in numbers:
            cells = [self.rows[number][place] for place in places]
            own = down.get(number, {})
            for at, cell in own.items():
                cells[at] = cell
            kind = self.kind(number, cells, is_last=number > last, with_hidden=with_hidden, left_out=left_out)
            if kind is RowKind.LINE:
                line = next(filter(None, cells))
            yield TableRow(number, tuple(cells), kind, line, frozenset(own))

    def joined_down(self, places: list[int]) -> dict[int, dict[int, str]]:
        """What cells say that are joined with one above them, by row and place in the table."""
        found: dict[int, dict[int, str]] = {}
        at = {place: index for index, place in enumerate(places)}
        for top, left, bottom, _ in self.grid.merged:
            if left in at and top in self.rows:
                for number in range(top + 1, min(bottom, top + len(self.rows)) + 1):
                    found.setdefault(number, {})[at[left]] = self.rows[top][left]
        return found

    def kind(
        self, number: int, cells: Sequence[str], *, is_last: bool, with_hidden: bool, left_out: set[int]
    ) -> RowKind:
        filled = [cell for cell in cells if cell]
        if number in left_out:
            return RowKind.LEFT_OUT
        if number in self.grid.hidden_rows and not with_hidden:
            return RowKind.HIDDEN
        if TOTALS.fullmatch(fold(filled[0])) if len(filled) == 1 else says_total(filled):
            return RowKind.TOTAL
        if len(filled) == 1 and len(cells) > 2:
            if looks_like_money(filled[0]):
                return RowKind.TOTAL
            return RowKind.NOTE if is_last else RowKind.LINE
        return RowKind.DATA


def is_row_of_headings(cells: Sequence[str], *, is_first: bool) -> bool:
    """Whether a row says what stands below it: most of its cells are headings that registers have. Below the first
    table all of them are."""
    filled = [cell for cell in cells if cell]
    if (
        len(filled) < 2
        or not (is_first or is_heading(filled[0]))
        or any(looks_like_money(cell) or day_of(cell) for cell in filled)
    ):
        return False
    known = sum(is_heading(cell) or bool(year_of(cell)) for cell in filled)
    return known >= 2 and (known * 2 >= len(filled) or known >= ENOUGH if is_first else known == len(filled))


def says_total(filled: Sequence[str]) -> bool:
    label = filled[0][:60]
    return len(filled[0]) <= 60 and bool(TOTALS.match(fold(label))) and any(map(looks_like_money, filled[1:]))


def is_value(cell: str) -> bool:
    return looks_like_money(cell) or day_of(cell) is not None


def unique(names: Sequence[str]) -> list[str]:
    """Names told apart by a number where two are alike."""
    found: list[str] = []
    for name in names:
        number, own = 1, name
        while own in found:
            number += 1
            own = f"{name} ({number})"
        found.append(own)
    return found
