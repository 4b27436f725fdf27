"""What a browse page says of its subject, be it a partnership, a stream, a recipient, a year, a priority or a decision
maker: its awards at their current amounts, its decisions, how its conditions stand, and the match they drew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Sum
from django.urls import reverse

from conditions import tallies
from conditions.history import not_listed
from conditions.match import MatchTotal
from conditions.standing import of_awards
from conditions.standing_states import StandingState
from conditions.tallies import CashAndInKind, Tile
from grants.formatting import pounds
from grants.years import FinancialYear
from public.browse.charts import Bar, DistrictAmount, TileMap, bars, tile_map
from public.browse.condition_rows import ConditionRow, first_condition_rows, read_rows
from public.browse.money import Money, Narrowing, money_of, with_money
from public.browse.totals import Awards, by_year
from register.models import ListedAward, Listing, ListingQuerySet

MAX_SHOWN, MAX_LATE = 10, 5
LONG_GAP = 4  # years


@dataclass(frozen=True)
class Overview:
    """`money` is that of the decisions, or the part of it that is shown; other amounts are pounds as they stand. Awards
    that have ended are not counted. `decisions` are the newest few of `decision_count`; `of_what`, like "to
    Manchester", says what part of them is shown. There is a bar for each year, the earliest first, and for each stream,
    the largest first. `conditions` are a few of `condition_count`, what is late first; `not_listed` says what of
    them is history."""

    money: Money
    award_count: int
    by_year: list[Bar]
    by_stream: list[Bar]
    decisions: list[Listing]
    decision_count: int
    of_what: str
    condition_count: int
    conditions: list[ConditionRow]
    tally: list[Tile]
    match: MatchTotal
    evidenced: CashAndInKind
    not_listed: str

    @property
    def late(self) -> list[ConditionRow]:
        """The longest of what is past due or not met."""
        return [row for row in self.conditions if row.is_late][:MAX_LATE]

    @property
    def late_count(self) -> int:
        return sum(tile.number for tile in self.tally if tile.value in (StandingState.PAST_DUE, StandingState.NOT_MET))

    @property
    def conditions_shown(self) -> int:
        return sum(len(row.standings) for row in self.conditions)

    @property
    def is_more_asked(self) -> bool:
        return self.condition_count > self.conditions_shown


def overview(decisions: ListingQuerySet, narrowing: Narrowing, count: int) -> Overview:
    """Of the awards to which it is narrowed, or else of all awards of the decisions, of which there are `count`. Where
    it is narrowed, the decisions are those that make or change such awards."""
    awards = narrowing.awards if narrowing else ListedAward.objects.filter(listing__in=decisions.values("pk"))
    totals: Awards = narrowing.totals if narrowing else awards
    obligations, stand = narrowing.conditions if narrowing else (of_awards(awards.values("award")),) * 2
    found = tallies.figures(stand)
    return Overview(
        money=narrowing.money if narrowing else money_of(decisions),
        award_count=totals.aggregate(number=totals.model.NUMBER)["number"],
        by_year=year_bars(totals)[::-1],
        by_stream=bars(stream_rows(totals)),
        decisions=list(with_money(newest(decisions, narrowing), narrowing)[:MAX_SHOWN]),
        decision_count=count,
        of_what=narrowing.words,
        condition_count=found.number,
        conditions=read_rows(first_condition_rows(obligations, MAX_SHOWN), obligations),
        tally=[tile for tile in found.tally if tile.number],
        match=found.match,
        evidenced=found.evidenced,
        not_listed=not_listed(awards.values("award")),
    )


def newest(decisions: ListingQuerySet, narrowing: Narrowing) -> ListingQuerySet:
    """The newest of them first. What is about a year or a recipient is looked up, as it may lie far below the newest of
    all; what is about a partnership or a stream lies among these."""
    is_looked_up = narrowing.of.keys() and narrowing.of.keys() <= {"year", "recipient"}
    rows = Listing.objects.newest_about(MAX_SHOWN, **narrowing.of) if is_looked_up else decisions
    return rows.newest_first()


def year_bars(awards: Awards) -> list[Bar]:
    """A bar for each year, the newest first; years between them without awards are gaps, long gaps in one line."""
    rows: list[tuple[str, str, Decimal | None]] = []
    for newer, each in pairwise([None, *by_year(awards)]):
        if newer and each and newer.year.start - each.year.start > 1:
            rows += gap(each.year.start + 1, newer.year.start - 1)
        if each:
            rows.append((str(each.year), reverse("public:year_detail", args=[each.year.slug]), each.total))
    return bars(rows)


def gap(first: int, last: int) -> list[tuple[str, str, None]]:
    """The years from one starting year to another, the newest first."""
    if last - first >= LONG_GAP:
        return [(f"{FinancialYear(first)} to {FinancialYear(last)}", "", None)]
    return [(str(FinancialYear(start)), "", None) for start in range(last, first - 1, -1)]


def stream_rows(awards: Awards) -> Iterator[tuple[str, str, Decimal]]:
    """Name, page and amount of each stream, the largest first."""
    named = awards.exclude(stream=None).values_list("stream__name", "stream__slug")
    for name, slug, amount in named.annotate(sum=Sum("current_amount")).order_by("-sum", "stream__name"):
        yield name, reverse("public:stream_detail", args=[slug]), amount


def tiles(rows: tallies.Rows) -> list[Tile]:
    """How many stand where: the states in which there are any."""
    return [tile for tile in tallies.tally(rows) if tile.number]


def district_map(districts: Iterable[Any], *, per_head: bool = False) -> TileMap | None:
    """The map of partnerships that carry `this_year`, as browsing.districts gives them; per head, where the population
    of each is known."""
    rows = list(districts)
    if per_head and not all(each.population for each in rows):
        return None
    return tile_map(
        [
            DistrictAmount(
                each.district,
                each.gss_code,
                each.this_year_per_head if per_head else each.this_year,
                reverse("public:partnership_detail", args=[each.slug]),
            )
            for each in rows
        ],
        pounds if per_head else None,
    )
