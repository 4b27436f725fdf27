"""What has happened in a history, in plain values: what the driver did, and all that the oracle knows of it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

AwardKey = tuple[str, int]  # reference of the decision, number of the award
Lines = dict[AwardKey, tuple[Decimal, Decimal]]  # award: the amount it was based on, the new amount


@dataclass
class Grant:
    """One award as a decision states it; `year` is the calendar year in which the financial year begins."""

    number: int
    district: str
    recipient: str
    stream: str
    year: int
    amount: Decimal
    starts_on: date | None = None
    ends_on: date | None = None
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
    """A condition: of which kind, for each award or each partnership and year, on which schedule. `awards`: which of
    its decision it binds, where it does not bind all."""

    number: int
    code: str
    per: str
    schedule: str
    month_day: tuple[int, int] | None = None
    match: MatchTerm | None = None
    is_dependency: bool = False
    is_before_first_payment: bool = False
    threshold: Decimal | None = None
    awards: frozenset[int] | None = None
    wording: str = ""


@dataclass(frozen=True)
class OtherMoney:
    """What a decision that is about no grant is about."""

    party: str
    amount: Decimal
    year: int


@dataclass
class Contents:
    """What a decision says: its awards, its lines, its conditions, the money that is no grant, and a word that stands
    in its text alone. `stand`: which awards of the decision that it supersedes stand; `paper`: what its paper says."""

    word: str
    outcome: str = "approved"
    grants: dict[int, Grant] = field(default_factory=dict)
    lines: Lines = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    other: OtherMoney | None = None
    stand: frozenset[int] = frozenset()
    paper: str = ""


@dataclass
class Version:
    """A notice, as far as its text may be read. `word` is empty where it says none."""

    word: str
    down_since: datetime | None = None
    is_redacted: bool = False


@dataclass
class TakenDown:
    """The text of a decision, or its paper, taken down and not restored yet."""

    pk: int
    reference: str
    is_paper: bool
    is_settled: bool = False


@dataclass
class Made:
    """A decision. `rank`: its place among first publications."""

    reference: str
    pk: int
    kind: str
    decided_on: date
    working: Contents
    state: str = "draft"
    published: Contents | None = None
    versions: list[Version] = field(default_factory=list)
    rank: int = 0
    published_on: date | None = None
    is_withdrawn: bool = False
    is_past: bool = False
    followed_from: date | None = None
    supersedes: str = ""

    @property
    def stands(self) -> bool:
        """Whether what it decided is in force, once published."""
        return self.outcome != "not_approved" and not self.is_withdrawn

    @property
    def outcome(self) -> str:
        """As last published, or else as it is worked on."""
        return (self.published or self.working).outcome

    @property
    def makes_awards(self) -> bool:
        return self.would_make_awards(self.published or self.working)

    def would_make_awards(self, contents: Contents) -> bool:
        """Once it says this."""
        approved = contents.outcome != "not_approved" and not self.is_withdrawn
        return approved and self.kind in ("grant", "variation")


@dataclass(frozen=True)
class Occurrence:
    """The n-th time that a condition falls due: for an award, or for a partnership and year."""

    reference: str
    condition: int
    award: AwardKey | None
    district: str
    year: int
    nth: int


@dataclass(frozen=True)
class Asked:
    """What an occurrence asks by the terms published now, and by when: on the day that was published, or a later one
    that was granted. A finding is about the terms and the day that was published."""

    term: Term
    published_on: date
    due_on: date


@dataclass(frozen=True)
class Found:
    """A finding, on what it was found, and the number of its row."""

    finding: str
    about: Asked
    pk: int


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
    """A paper, sent for one occurrence; or the return of an `award` for a period, which answers several: `underspend`
    is what it says is left."""

    pk: int
    occurrences: tuple[Occurrence, ...]
    award: AwardKey | None = None
    ends_on: date | None = None
    underspend: Decimal = Decimal("0.00")
    state: str = "sent"


@dataclass
class Facts:
    """`follows_from`: the day from which the office follows conditions here, if it has said one. `later_dates`: of what
    was granted, the due date that was published then, and the one in its place."""

    today: date
    follows_from: date | None = None
    decisions: dict[str, Made] = field(default_factory=dict)
    allocations: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    findings: dict[Occurrence, list[Found]] = field(default_factory=dict)
    later_dates: dict[Occurrence, tuple[date, date]] = field(default_factory=dict)
    interpretations: dict[tuple[str, int], bool] = field(default_factory=dict)
    paid: dict[AwardKey, list[tuple[int, Decimal]]] = field(default_factory=dict)
    due: dict[AwardKey, list[tuple[date, Decimal]]] = field(default_factory=dict)
    taken_down: list[TakenDown] = field(default_factory=list)

    def published(self) -> Iterator[Made]:
        return (each for each in self.decisions.values() if each.published is not None)

    def publish(self, made: Made) -> None:
        if not made.rank:
            made.rank = 1 + max((each.rank for each in self.decisions.values()), default=0)
            made.published_on = self.today
        made.state, made.published = "published", deepcopy(made.working)
        made.versions.append(Version(made.working.word))
        self.settle(made, with_paper=False)

    def withdraw(self, made: Made) -> None:
        """A withdrawal repeats what was published, unless that is out of sight."""
        last = made.versions[-1]
        made.state, made.is_withdrawn = "withdrawn", True
        made.versions.append(Version("" if last.down_since else last.word))
        self.settle(made, with_paper=True)

    def settle(self, made: Made, *, with_paper: bool) -> None:
        """A notice that follows settles what is down of the text; a correction lists the same paper again."""
        for each in self.taken_down:
            if each.reference == made.reference and (with_paper or not each.is_paper):
                each.is_settled = True

    def is_down(self, made: Made, *, is_paper: bool) -> bool:
        """Whether the text, or the paper, of a decision is out of public sight."""
        return any(
            (each.reference, each.is_paper, each.is_settled) == (made.reference, is_paper, False)
            for each in self.taken_down
        )
