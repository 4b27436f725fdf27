"""A table of open data as it is declared: its columns, what each means, what kind of cell it has, and what joins it to
other tables. Files, API, data package and dictionary are made of this declaration."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class CellKind(StrEnum):
    TEXT = "text"
    DAY = "date"
    POUNDS = "pounds"
    NUMBER = "whole number"
    DECIMAL = "number"
    YES_NO = "yes or no"
    YEAR = "financial year"


class DataColumn(NamedTuple):
    """`path` leads from the row to the cell, as in a template: "listing.reference". `refers_to`: the table in whose key
    the cell is found, where it is not empty."""

    name: str
    meaning: str
    path: str
    cell_kind: CellKind = CellKind.TEXT
    refers_to: str = ""

    def of(self, row: Any) -> Any:
        """The value; None where something on the way is missing, but of texts the empty one."""
        value = row
        for step in self.path.split("."):
            value = getattr(value, step, None) if value is not None else None
            value = value() if callable(value) else value
        if self.cell_kind in (CellKind.TEXT, CellKind.YEAR):
            return str(value) if value is not None else "" if self.cell_kind is CellKind.TEXT else None
        return value


@dataclass(frozen=True)
class DataTable:
    """`name` is that of its files and of its list in the API; `key` are the columns that tell a row from all others,
    where there are such."""

    name: str
    title: str
    about: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def cells(self, row: Any) -> list[Any]:
        """For a spreadsheet: yes and no in words."""
        return [in_words(column.of(row)) for column in self.columns]

    def record(self, row: Any) -> dict[str, Any]:
        """For programs: names and values. Amounts become text, so that no program rounds them."""
        return {column.name: column.of(row) for column in self.columns}


def in_words(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
