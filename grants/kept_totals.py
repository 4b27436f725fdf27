"""Totals that are kept added up by the database, which saves adding up all rows for each page: the triggers that any
such table wants."""

from collections.abc import Sequence

import pgtrigger

BEFORE, AFTER = "SELECT -1 AS sign, * FROM before_it", "SELECT 1 AS sign, * FROM after_it"


def kept_up(add: str, *, declare: Sequence[tuple[str, str]] = ()) -> tuple[pgtrigger.Trigger, ...]:
    """The triggers of the rows that are added up: whatever writes a row, its totals follow at once. Each adds once for
    all rows of a statement, and not once a row. `add`: what adds the `{rows}`, each with its sign; `declare`: the
    variables of that, and their types."""
    return tuple(
        pgtrigger.Trigger(
            name=f"totals_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(
                old="before_it" if BEFORE in rows else None, new="after_it" if AFTER in rows else None
            ),
            declare=[*declare],
            func=add.format(rows=" UNION ALL ".join(rows)),
        )
        for name, operation, rows in (
            ("added", pgtrigger.Insert, (AFTER,)),
            ("changed", pgtrigger.Update, (BEFORE, AFTER)),
            ("removed", pgtrigger.Delete, (BEFORE,)),
        )
    )
