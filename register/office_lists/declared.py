"""A list of the office as it is declared: its rows, columns and filters. Its page, its files and what may be asked of
it are made of this."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from grants.formatting import day, pounds

Choices = Iterable[tuple[str, str]]


class ListColumn(NamedTuple):
    """`value` is read from the row: text, a number, an amount or a day. `sort` is the field by which the list can be
    sorted; empty where it cannot. Prose may be long: it has the room that the others leave."""

    label: str
    value: Callable[[Any], Any]
    sort: str = ""
    is_prose: bool = False

    @property
    def key(self) -> str:
        """Its name in an address."""
        return slugify(self.label)


class ListFilter(NamedTuple):
    """One choice of several; `where` is what a chosen value asks of a row."""

    name: str
    label: str
    every: str
    choices: Callable[[], Choices]
    where: Callable[[str], Q]


class ShownCell(NamedTuple):
    label: str
    text: str
    look: str

    @property
    def is_number(self) -> bool:
        return self.look == "number"


@dataclass(frozen=True)
class OfficeList:
    """`about` says what its rows and figures are; `words` is what words ask of a row; `address` leads to a row's page.
    `page` is the name of its address, where it has one of its own."""

    name: str
    title: str
    row_name: str
    about: str
    find: str
    rows: Callable[[], QuerySet[Any]]
    words: Callable[[str], Q]
    address: Callable[[Any], str]
    columns: tuple[ListColumn, ...]
    filters: tuple[ListFilter, ...]
    order: tuple[str, ...] = ("-pk",)
    page: str = ""

    @property
    def url(self) -> str:
        return reverse(f"office:{self.page}") if self.page else reverse("office:office_list", args=[self.name])

    @property
    def names(self) -> list[str]:
        """The headings of its files."""
        return [column.label for column in self.columns]

    def cells(self, row: Any) -> list[Any]:
        return [column.value(row) for column in self.columns]

    def shown(self, row: Any) -> list[ShownCell]:
        """The cells as a page shows them."""
        return [shown(column, value) for column, value in zip(self.columns, self.cells(row), strict=True)]

    @property
    def sorts(self) -> dict[str, str]:
        """What the list can be sorted by, as an address says it: the field, with a minus for downwards."""
        up = {column.key: column.sort for column in self.columns if column.sort}
        return up | {f"-{key}": f"-{field}" for key, field in up.items()}


def shown(column: ListColumn, value: Any) -> ShownCell:
    match value:
        case Decimal():
            return ShownCell(column.label, pounds(value), "number")
        case date():
            return ShownCell(column.label, day(value), "day")
        case int():
            return ShownCell(column.label, f"{value:,}", "number")
    return ShownCell(column.label, str(value or ""), "prose" if column.is_prose else "word")


def at(path: str) -> Callable[[Any], Any]:
    """What is at the end of a path like "award.decision.reference"; None where something on the way is missing."""
    return partial(followed, path.split("."))


def followed(path: list[str], row: Any) -> Any:
    for name in path:
        row = getattr(row, name, None)
        row = row() if callable(row) else row
    return row


def text_at(path: str) -> Callable[[Any], str]:
    """As `at`, in words."""
    return lambda row: str(followed(path.split("."), row) or "")


def field_is(lookup: str) -> Callable[[str], Q]:
    return lambda value: Q(**{lookup: value})
