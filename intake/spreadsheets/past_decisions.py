"""What the rows of a spreadsheet say, ready to be drafted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conditions.models import StandardCondition

Cells = Mapping[str, str]


@dataclass(frozen=True)
class PastAward:
    """One award; `values` name the fields of an award."""

    row: int
    values: dict[str, Any]


@dataclass
class PastDecision:
    """One decision and the rows it stands on; `values` name fields of a decision, `makers` titles of posts, `papers`
    title and address of each. `cells` are those of its rows that say something, by row."""

    values: dict[str, Any]
    makers: tuple[str, ...] = ()
    standards: tuple[StandardCondition, ...] = ()
    own_conditions: tuple[str, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    rows: list[int] = field(default_factory=list)
    cells: list[tuple[int, Cells]] = field(default_factory=list)
    awards: list[PastAward] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Its rows as people say it: "row 2", or "rows 2 to 4" where they stand together."""
        if len(self.rows) == 1:
            return f"row {self.rows[0]}"
        together = self.rows[-1] - self.rows[0] == len(self.rows) - 1
        return f"rows {self.rows[0]} {'to' if together else '…'} {self.rows[-1]}"
