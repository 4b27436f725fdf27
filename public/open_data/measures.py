"""How large the files of open data are."""

from dataclasses import dataclass

from grants.spreadsheets import csv_lines
from public.open_data.sources import Source

SAMPLE = 100


@dataclass(frozen=True)
class Measure:
    """Of one table: how many rows it has, and the bytes of its CSV file; of a longer one about so many, going by its
    first rows."""

    rows: int
    bytes: int

    @property
    def is_exact(self) -> bool:
        return self.rows <= SAMPLE


def measure(source: Source) -> Measure:
    form = source.blank_form()
    found = source.listed(form)
    count, some = found.count(), found[:SAMPLE]
    cells = map(source.table.cells, source.rows(some, form))
    header, *lines = (len(line.encode()) for line in csv_lines(source.table.names, cells))
    rows = len(lines) if count <= SAMPLE else count  # of some, like yearly accounts, each gives several
    return Measure(rows, header + round(sum(lines) * rows / max(1, len(lines))))
