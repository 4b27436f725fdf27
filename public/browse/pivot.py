"""The awards of a big decision: who gets how much from which funding stream for which year, with subtotals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from public.browse.money import Money
from public.browse.who_gets import who_gets
from register.document_entries import AN_INDIVIDUAL, WITHHELD, AwardEntry

MANY = 10  # more awards than this are read from the whole down to each
LONG = 20  # no list of more rows than this is shown before somebody asks for it
NOT_STATED = "Not stated"
# An award as published, and what it stands at now (None on an older version).
Pair = tuple[AwardEntry, Decimal | None]


@dataclass(frozen=True)
class PivotRow:
    label: str
    by_year: tuple[tuple[str, Money], ...]

    @property
    def total(self) -> Money:
        """Of all years."""
        return sum((money for _, money in self.by_year), Money())


@dataclass(frozen=True)
class Group:
    """Who gets it: a partnership, or else a recipient, with its awards and what they come to."""

    row: PivotRow
    awards: tuple[Pair, ...]

    @property
    def caption(self) -> str:
        return f"Each award to {self.row.label}"

    @property
    def has_one_recipient(self) -> bool:
        names = [award.recipient.name for award, _ in self.awards]
        return len(who_gets(names).lines) == 1 and (len(names) == 1 or names[0] not in (AN_INDIVIDUAL, WITHHELD))


@dataclass(frozen=True)
class Pivot:
    """`by_stream`: empty where there is one stream only."""

    years: tuple[str, ...]
    by_stream: tuple[PivotRow, ...]
    groups: tuple[Group, ...]
    total: PivotRow

    @property
    def by_group(self) -> list[PivotRow]:
        return [group.row for group in self.groups]

    @property
    def who(self) -> str:
        """In words, how many get it."""
        named = [group.awards[0][0].partnership for group in self.groups]
        if not any(named):
            return who_gets(award.recipient.name for group in self.groups for award, _ in group.awards).in_words
        count = len([each for each in named if each])
        return f"{count} partnership{'' if count == 1 else 's'}{'' if all(named) else ' and others'}"

    @property
    def award_count(self) -> int:
        return sum(len(group.awards) for group in self.groups)

    @property
    def are_many(self) -> bool:
        return len(self.groups) > LONG


def pivot_of(awards: Sequence[Pair]) -> Pivot | None:
    """None where there are too few awards to need one."""
    if len(awards) <= MANY:
        return None
    years = tuple(sorted({year_of(award) for award, _ in awards}))
    of_stream: dict[str, list[Pair]] = {}
    of_group: dict[str, list[Pair]] = {}
    for each in awards:
        of_stream.setdefault(stream_of(each[0]), []).append(each)
        of_group.setdefault(who(each[0]), []).append(each)
    streams = tuple(row(name, years, own) for name, own in of_stream.items())
    groups = tuple(Group(row(name, years, own), tuple(own)) for name, own in of_group.items())
    return Pivot(years, streams if len(streams) > 1 else (), groups, row("Total", years, awards))


def row(label: str, years: Iterable[str], awards: Iterable[Pair]) -> PivotRow:
    sums = dict.fromkeys(years, Money())
    for award, current in awards:
        sums[year_of(award)] += Money(award.amount, award.amount if current is None else current)
    return PivotRow(label, tuple(sums.items()))


def who(award: AwardEntry) -> str:
    return str(award.partnership or award.recipient)


def stream_of(award: AwardEntry) -> str:
    return str(award.stream or NOT_STATED)


def year_of(award: AwardEntry) -> str:
    return award.year or NOT_STATED
