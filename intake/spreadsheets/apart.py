"""Reading a spreadsheet in a process of its own, with limits (grants/apart.py)."""

import json
import sys
from typing import Any

from grants.apart import limit, run_apart
from intake.spreadsheets.grid import Grid, NotASpreadsheet, read_file

# A file as small as this is read here: it cannot unpack to more than 16 MB.
SMALL = 16 * 1024
MOST_SECONDS = 3
PATIENCE = 5 * MOST_SECONDS  # on a busy machine the same work takes longer
MOST_MEMORY = 170 * 1024**2
TOO_MUCH = (
    "The file is too large to read, or holds far more than it shows. Copy what is needed into one or more new files."
)


def read_apart(name: str, content: bytes) -> list[Grid]:
    """As `read_file`; a file that exhausts the limits, or what reads it, is refused like one that is none."""
    if len(content) <= SMALL:
        return read_file(name, content)
    answer = run_apart(__name__, name, content=content, seconds=PATIENCE)
    if answer is None:
        raise NotASpreadsheet(TOO_MUCH)
    told = json.loads(answer)
    if refusal := told.get("refusal"):
        raise NotASpreadsheet(refusal)
    return [from_json(**each) for each in told["grids"]]


def from_json(
    *, rows: list[Any], hidden_rows: list[int], hidden_columns: list[int], merged: list[list[int]], **others: Any
) -> Grid:
    return Grid(
        rows=tuple((number, tuple(cells)) for number, cells in rows),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in merged),
        **others,
    )


def main(name: str) -> None:
    limit(seconds=MOST_SECONDS, memory=MOST_MEMORY)
    told: dict[str, Any]
    try:
        told = {"grids": [grid.__dict__ for grid in read_file(name, sys.stdin.buffer.read())]}
    except NotASpreadsheet as refusal:
        told = {"refusal": str(refusal)}
    json.dump(told, sys.stdout, default=sorted)


if __name__ == "__main__":
    main(*sys.argv[1:])
