"""What is asked of a list of the office: which rows, in which order, and as much of them as a page can show."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet

from register.office_lists.declared import OfficeList

MOST = 10_000  # rows that pages lead through, and that are sorted: a file has all


class Asked:
    """A list with what was asked of it: `values` are words, filters and sort, cleaned, by their names in an address."""

    def __init__(self, office_list: OfficeList, values: Mapping[str, Any]) -> None:
        self.list = office_list
        self.values = {name: value for name, value in values.items() if value}

    @property
    def query(self) -> str:
        """The same as the part of an address behind its question mark."""
        return urlencode(self.values)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values.keys() - {"sort"})

    @property
    def has_choices(self) -> bool:
        """More is asked than words."""
        return bool(self.values.keys() - {"q"})

    @property
    def sort(self) -> str:
        return str(self.values.get("sort", ""))

    @cached_property
    def found(self) -> QuerySet[Any]:
        rows = self.list.rows()
        if words := self.values.get("q"):
            rows = rows.filter(self.list.words(words))
        for each in self.list.filters:
            if value := self.values.get(each.name):
                rows = rows.filter(each.where(value))
        return rows

    @cached_property
    def count(self) -> int:
        """How many; one more than MOST where there are more."""
        return self.found.order_by().values("pk")[: MOST + 1].count()

    @property
    def are_too_many(self) -> bool:
        return self.count > MOST

    @property
    def rows(self) -> QuerySet[Any]:
        """All of them in the order asked for; so many that sorting would take long, in the list's own."""
        field = self.list.sorts.get(self.sort, "")
        if not field or self.are_too_many:
            return self.found.order_by(*self.list.order)
        by = F(field.removeprefix("-"))
        way = by.desc(nulls_last=True) if field.startswith("-") else by.asc(nulls_last=True)
        return self.found.order_by(way, *self.list.order)
