"""Partnerships, streams or years beside each other: the same figures of each, as the page of each has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from conditions.match import MatchTotal
from conditions.tallies import Tile
from conditions.tallies import figures as figures_of
from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from public.browse.charts import Bar, bars
from public.browse.money import Money, Narrowing
from public.browse.totals import median_lag
from register.models import Listing

PENNY = Decimal("0.01")
NAMED_BY_SLUG: Mapping[str, Any] = {"partnership__slug": Partnership.objects, "stream__slug": FundingStream.objects}


@dataclass(frozen=True)
class Conditions:
    """How many conditions stand in each way; of what is past due, how much is with the office is in its tile."""

    met: Tile
    not_met: Tile
    waived: Tile
    past_due: Tile
    due_soon: Tile
    not_yet_due: Tile

    @property
    def words(self) -> str:
        """ "3 met, 1 not met, 2 past due, 1 of them with the office"; empty where there are none."""
        tiles = (self.met, self.not_met, self.past_due, self.waived, self.due_soon, self.not_yet_due)
        return ", ".join(
            f"{tile.number:,} {tile.label.lower()}{tile.of_them_with_office}" for tile in tiles if tile.number
        )


@dataclass(frozen=True)
class Compared:
    """The figures of one of them. `days` is the median from decision to first publication."""

    value: str
    label: str
    decision_count: int
    award_count: int
    money: Money
    place: Partnership | None
    conditions: Conditions
    match: MatchTotal
    days: float | None

    @property
    def per_head(self) -> Decimal | None:
        """As it stands, rounded to the penny; None where the population is not recorded."""
        if self.place is None or not self.place.population:
            return None
        return (self.money.stands / self.place.population).quantize(PENNY, ROUND_HALF_UP)


def compared(values: Iterable[tuple[str, str, Mapping[str, Any]]], of_all: Mapping[str, Any]) -> list[Compared]:
    """The figures of each value: `values` have a slug, a label, and what is true of its awards; `of_all` is true of the
    awards of all. It asks a few queries for each, however many decisions there are."""
    wanted = [(value, label, {**of_all, **of}) for value, label, of in values]
    slugs = {str(said) for _, _, of in wanted for path, said in of.items() if path in NAMED_BY_SLUG}
    rows = {(path, row.slug): row for path, named in NAMED_BY_SLUG.items() for row in named.filter(slug__in=slugs)}
    return [
        figures(value, label, {path.partition("__")[0]: rows.get((path, said), said) for path, said in of.items()})
        for value, label, of in wanted
    ]


def figures(value: str, label: str, of: Mapping[str, Any]) -> Compared:
    narrowing = Narrowing(of)
    decisions = Listing.objects.looked_up_about(**of)
    conditions = figures_of(narrowing.conditions[1])
    return Compared(
        value=value,
        label=label,
        decision_count=Listing.objects.number_about(**of),
        award_count=narrowing.totals.aggregate(number=narrowing.totals.model.NUMBER)["number"],
        money=narrowing.money,
        place=of.get("partnership"),
        conditions=Conditions(**{tile.value: tile for tile in conditions.tally}),
        match=conditions.match,
        days=median_lag(decisions),
    )


def bars_of(rows: Iterable[Compared], urls: Mapping[str, str]) -> list[Bar]:
    return bars((row.label, urls[row.value], row.money.stands) for row in rows)


def bars_per_head(rows: list[Compared], urls: Mapping[str, str]) -> list[Bar]:
    """Nothing where the population of one of them is not recorded."""
    heads = [(row.label, urls[row.value], row.per_head) for row in rows]
    known = [(label, url, amount) for label, url, amount in heads if amount is not None]
    return bars(known) if len(known) == len(heads) else []
