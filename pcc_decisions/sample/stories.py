"""What a story consists of: facts about one decision, and the deeds that follow its publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from conditions.models import Kind
from grants.models import Decision
from grants.years import LONDON

SAMPLE = UUID("5b0c1f5e-3c55-4e0f-9d0c-2f6a4f0f6a11")  # the namespace of the sample's form keys
TEN = ("bolton", "bury", "manchester", "oldham", "rochdale", "salford", "stockport", "tameside", "trafford", "wigan")

Ago = Callable[[int], date]  # the working day so many days before today, or after it where the number is below zero

COMMISSIONER = "Police and Crime Commissioner"
DEPUTY_MAYOR = "Deputy Mayor for Policing and Crime"
DIRECTOR = "Director for Police, Crime, Criminal Justice and Fire"
TREASURER = "Treasurer"


@dataclass(frozen=True)
class Deed:
    """What somebody does about a decision at a moment."""

    at: datetime
    do: Callable[["Story", datetime], object]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One award. Without a `recipient` the council of the district is paid."""

    title: str
    amount: str
    stream: str
    year: str
    district: str = ""
    recipient: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A condition in the decision's own words, due once. `awards`: the numbers of those it binds, where not all."""

    kind: Kind
    title: str
    wording: str
    due_on: date
    match: Mapping[str, Any] | None = None
    awards: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Raise:
    """A variation that raises the awards of an earlier story in one year by a percentage, rounded to the penny."""

    of: str
    year: str
    percent: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """One decision. `lag`: days from the decision to its publication here; `reaches`: how far it has come by itself.

    Conditions are codes of the library, or terms of its own. `more`: further fields of the record.
    """

    key: str
    decided_on: date
    title: str = ""
    summary: str = ""
    purpose: str = ""
    decision_text: str = ""
    reasons: str = ""
    is_real: bool = False
    notice: str = ""
    makers: tuple[str, ...] = (DEPUTY_MAYOR,)
    serves: tuple[str, ...] = ()
    awards: tuple[Line, ...] = ()
    varies: Raise | None = None
    conditions: tuple[str | Term, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    officer: str = "olu"
    approver: str = "ada"
    exceeding_reason: str = ""
    lag: int = 9
    reaches: Decision.State = Decision.State.PUBLISHED
    later: tuple[Deed, ...] = ()

    @property
    def form_key(self) -> UUID:
        return uuid5(SAMPLE, self.key)

    @property
    def decision(self) -> Decision:
        return Decision.objects.get(form_key=self.form_key)


def shares(amounts: Mapping[str, str], *, title: str, stream: str, year: str) -> tuple[Line, ...]:
    """An award to the council of each district; `title` holds a place for the district's name."""
    return tuple(
        Line(title=title.format(slug.title()), amount=amount, stream=stream, year=year, district=slug)
        for slug, amount in amounts.items()
    )


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(working_day(day), time(hour), tzinfo=LONDON)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
