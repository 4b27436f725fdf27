"""The types of the API's answers, made of the tables of open data and of the documents of notices."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, Field, PlainSerializer, create_model

from public.open_data.columns import CellKind, DataColumn, DataTable

Pounds = Annotated[Decimal, PlainSerializer(str, return_type=str), Field(description="Pounds, exact, as text.")]
TYPES: dict[CellKind, Any] = {
    CellKind.TEXT: str,
    CellKind.DAY: date | None,
    CellKind.POUNDS: Pounds | None,
    CellKind.NUMBER: int | None,
    CellKind.DECIMAL: Decimal | None,
    CellKind.YES_NO: bool | None,
    CellKind.YEAR: Annotated[str, Field(pattern="^[0-9]{4}/[0-9]{2}$")] | None,
}


class Problem(BaseModel):
    """What is wrong with a question (RFC 9457)."""

    type: str = Field(description="about:blank: the status says what kind of problem it is.")
    title: str
    status: int
    detail: str = Field(description="What to do about it: one sentence or more.")


def row_type(table: DataTable) -> type[BaseModel]:
    """One row of a table."""
    fields: dict[str, Any] = {column.name: (field_type(column, table), described(column)) for column in table.columns}
    return create_model(f"{table.name.capitalize()}Row", __doc__=table.about, **fields)


def field_type(column: DataColumn, table: DataTable) -> Any:
    return int if column.name in table.key and column.cell_kind is CellKind.NUMBER else TYPES[column.cell_kind]


def described(column: DataColumn) -> Any:
    return Field(description=column.meaning)


def page_type(table: DataTable, row: type[BaseModel]) -> type[BaseModel]:
    """Some rows of a table, and where to read on."""
    fields: dict[str, Any] = {
        "source": (str, Field(description="The address of this answer.")),
        "license": (str, Field(description="The licence under which it may be used.")),
        table.name: (list[row], Field(description=table.about)),  # type: ignore[valid-type]
        "next": (str | None, Field(description="The address of the rows that follow; null at the end.")),
    }
    return create_model(f"{table.name.capitalize()}Page", __doc__=f"Some of the table {table.title}.", **fields)
