"""What waits, as the office's front page shows it: each package says what of its own does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse

from grants.models import User

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
    """Things of one sort: all of them as rows, the oldest first, what is said of each, and where all of them are. One
    that has no list elsewhere has a `name`, and its list page by page under it. `{s}` in the wording is for many."""

    wording: str
    rows: QuerySet[Any]
    waiting: Callable[[Any], Waiting]
    address: str
    name: str = ""

    @cached_property
    def oldest(self) -> tuple[Waiting, ...]:
        """Of any number of rows only these are read; the rest are counted."""
        return tuple(self.waiting(row) for row in self.rows[:MAX_SHOWN])

    @cached_property
    def count(self) -> int:
        return len(self.oldest) if len(self.oldest) < MAX_SHOWN else self.rows.count()

    @property
    def words(self) -> str:
        return self.wording.format(s="" if self.count == 1 else "s")


def part(
    wording: str,
    rows: QuerySet[Any],
    waiting: Callable[[Any], Waiting],
    *,
    oldest: str,
    address: str = "",
    name: str = "",
) -> Part:
    """The oldest is the one that has the lowest value in that column."""
    where = reverse("office:waiting_list", args=[name]) if name else address
    return Part(wording, rows.order_by(oldest, "pk"), waiting, where, name)


@dataclass(frozen=True)
class Queue:
    """Parts together: the oldest of all, and how many are not shown."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Iterable[Part], person: User) -> "Queue":
        """One query says of which parts there is something: most people have few, and are asked about twenty."""
        every = list(parts)
        [there] = User.objects.filter(pk=person.pk).values_list(*(Exists(each.rows) for each in every))
        return cls(tuple(each for each, is_there in zip(every, there, strict=True) if is_there))

    @property
    def oldest(self) -> list[Waiting]:
        every = [row for each in self.parts for row in each.oldest]
        return sorted(every, key=lambda row: row.since)[:MAX_SHOWN]

    @property
    def more(self) -> int:
        return sum(each.count for each in self.parts) - len(self.oldest)
