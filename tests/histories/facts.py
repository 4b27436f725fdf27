"""What has happened in a history, in plain values: what the driver did, and all that the oracle knows of it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

AwardKey = tuple[str, int]  # reference of the decision, number of the award


@dataclass
class Grant:
    """One award as a decision states it; `year` is the calendar year in which the financial year begins."""

    number: int
    district: str
    recipient: str
    stream: str
    year: int
    amount: Decimal
    is_withheld: bool = False


@dataclass(frozen=True)
class MatchTerm:
    basis: str
    figure: Decimal
    sources: frozenset[str]
    in_kind: str
    in_kind_cap: Decimal | None = None


@dataclass(frozen=True)
class Term:
    """A condition: of which kind, for each award or each partnership and year, on which schedule."""

    number: int
    code: str
    per: str
    schedule: str
    month_day: tuple[int, int] | None = None
    match: MatchTerm | None = None
    is_dependency: bool = False


@dataclass
class Contents:
    """What a decision says: its awards, its lines (award: based on, new amount) and its conditions."""

    grants: dict[int, Grant] = field(default_factory=dict)
    lines: dict[AwardKey, tuple[Decimal, Decimal]] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


@dataclass
class Made:
    """A decision. `rank`: its place among first publications."""

    reference: str
    pk: int
    kind: str
    outcome: str
    decided_on: date
    state: str = "draft"
    working: Contents = field(default_factory=Contents)
    published: Contents | None = None
    rank: int = 0
    is_withdrawn: bool = False

    @property
    def makes_awards(self) -> bool:
        return self.outcome != "not_approved" and not self.is_withdrawn


@dataclass(frozen=True)
class Occurrence:
    """One time that a condition falls due: for an award, or for a partnership and year."""

    reference: str
    condition: int
    award: AwardKey | None
    district: str
    year: int
    due_on: date


@dataclass
class Offer:
    """A contribution, and the pounds of it that count towards each occurrence."""

    pk: int
    district: str
    amount: Decimal
    source: str
    is_in_kind: bool
    spent_on: date | None
    stage: str
    is_own_money: bool
    counted_elsewhere: bool
    shares: dict[Occurrence, Decimal] = field(default_factory=dict)
    state: str = "sent"
    has_paper: bool = False


@dataclass
class Sent:
    """A paper or a report, sent for one occurrence."""

    pk: int
    occurrence: Occurrence
    is_report: bool
    state: str = "sent"


@dataclass
class Facts:
    today: date
    decisions: dict[str, Made] = field(default_factory=dict)
    allocations: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    findings: dict[Occurrence, list[str]] = field(default_factory=dict)
    interpretations: dict[tuple[str, int], bool] = field(default_factory=dict)
    paid: dict[AwardKey, list[tuple[int, Decimal]]] = field(default_factory=dict)

    def published(self) -> Iterator[Made]:
        return (each for each in self.decisions.values() if each.published is not None)

    def publish(self, made: Made) -> None:
        if not made.rank:
            made.rank = 1 + max((each.rank for each in self.decisions.values()), default=0)
        made.state, made.published = "published", deepcopy(made.working)
