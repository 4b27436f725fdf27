"""What waits, as the office's front page shows it: each package says what of its own does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

MAX_SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """One thing: since when it waits, what it is, how much money it is about, and from whom it comes, or for whom."""

    since: datetime
    what: str
    name: str
    address: str
    amount: str = ""
    who: str = ""
    why: str = ""
    late: str = ""


@dataclass(frozen=True)
class Part:
    """Things of one sort: all of them as rows, what is said of each, how many there are, the oldest of them, and where
    all of them are. One that has no list elsewhere has a `name`, and its list page by page under it."""

    words: str
    rows: QuerySet[Any]
    waiting: Callable[[Any], Waiting]
    count: int
    oldest: tuple[Waiting, ...]
    address: str
    name: str = ""


def part(
    words: str,
    rows: QuerySet[Any],
    waiting: Callable[[Any], Waiting],
    *,
    oldest: str,
    address: str = "",
    name: str = "",
) -> Part:
    """Of any number of rows only the oldest are read, by this column; the rest are counted. `{s}` in the words is for
    many."""
    rows = rows.order_by(oldest, "pk")
    shown = tuple(waiting(row) for row in rows[:MAX_SHOWN])
    count = len(shown) if len(shown) < MAX_SHOWN else rows.count()
    where = reverse("office:waiting_list", args=[name]) if name else address
    return Part(words.format(s="" if count == 1 else "s"), rows, waiting, count, shown, where, name)


@dataclass(frozen=True)
class Queue:
    """Parts together: the oldest of all, and how many are not shown."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> "Queue":
        return cls(tuple(each for each in parts if each.count))

    @property
    def oldest(self) -> list[Waiting]:
        every = [row for each in self.parts for row in each.oldest]
        return sorted(every, key=lambda row: row.since)[:MAX_SHOWN]

    @property
    def more(self) -> int:
        return sum(each.count for each in self.parts) - len(self.oldest)
