"""What a browse page says of its subject, be it a partnership, a stream, a recipient, a year, a priority or a decision
maker: its awards at their current amounts, its decisions, how its conditions stand, and the match they drew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from conditions import standing
from conditions.match import MatchTotal
from conditions.match import total as match_total
from conditions.standing import Standing
from grants.years import FinancialYear
from public.browse.charts import Bar, DistrictAmount, TileMap, bars, tile_map
from register.models import ListedAward, Listing, ListingQuerySet

FEW = 10
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Overview:
    """`decisions` are the newest few of `decision_count`; amounts are pounds."""

    awards: tuple[ListedAward, ...]
    decisions: tuple[Listing, ...]
    decision_count: int
    standings: tuple[Standing, ...]

    @property
    def total(self) -> Decimal:
        return sum((award.current_amount for award in self.awards), NOTHING)

    @property
    def award_count(self) -> int:
        return len(self.awards)

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        return by_label(self.standings)

    @property
    def match(self) -> MatchTotal:
        return match_total(each.match for each in self.standings if each.match)

    @property
    def by_year(self) -> list[Bar]:
        """A bar for each year, the earliest first."""
        amounts: dict[FinancialYear, Decimal] = {}
        for award in self.awards:
            if award.year:
                amounts[award.year] = amounts.get(award.year, NOTHING) + award.current_amount
        return bars(
            (str(year), reverse("public:year_detail", args=[year.slug]), amount)
            for year, amount in sorted(amounts.items())
        )

    @property
    def by_stream(self) -> list[Bar]:
        """A bar for each stream, the largest first."""
        amounts: dict[tuple[str, str], Decimal] = {}
        for award in self.awards:
            if award.stream:
                key = (award.stream.name, award.stream.slug)
                amounts[key] = amounts.get(key, NOTHING) + award.current_amount
        in_turn = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
        return bars((name, reverse("public:stream_detail", args=[slug]), amount) for (name, slug), amount in in_turn)


def overview(awards: QuerySet[ListedAward], decisions: ListingQuerySet) -> Overview:
    rows = tuple(awards.select_related("listing", "stream", "partnership", "recipient"))
    newest = tuple(decisions.as_rows().newest_first()[:FEW])
    return Overview(rows, newest, decisions.count(), tuple(standings_of(rows)))


def of_decisions(decisions: ListingQuerySet) -> Overview:
    """Of whole decisions with all their awards, as a priority or a decision maker has them."""
    return overview(ListedAward.objects.filter(listing__in=decisions.values("pk")), decisions)


def standings_of(awards: Iterable[ListedAward]) -> list[Standing]:
    """Of every condition asked of these awards, or of their partnership for their year; the latest due first."""
    rows = [(award.listing.reference, award) for award in awards]
    own = {(reference, award.number) for reference, award in rows}
    shared = {(reference, award.partnership.slug, award.year) for reference, award in rows if award.partnership}
    asked = standing.of_decisions({reference for reference, _ in rows})
    return latest_due_first(
        each
        for each in asked
        if (each.reference, each.award_number) in own
        or (each.award_number is None and (each.reference, each.partnership_slug, each.year) in shared)
    )


def latest_due_first(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda each: each.due_on, reverse=True)


def by_label(standings: Iterable[Standing]) -> list[tuple[str, str, int]]:
    """How many stand where, for the tiles: value and label of each standing that there is, with its number."""
    return [(state.value, str(state.label), count) for state, count in standing.tally(standings).items() if count]


def with_titles(standings: Sequence[Standing]) -> list[tuple[Standing, str]]:
    """Each with the title of its decision."""
    references = {each.reference for each in standings}
    titles = dict(Listing.objects.filter(reference__in=references).values_list("reference", "title"))
    return [(each, titles.get(each.reference, "")) for each in standings]


def district_map(districts: Iterable[Any]) -> TileMap | None:
    """The map of partnerships that carry `this_year`, as browsing.districts gives them."""
    return tile_map([DistrictAmount(each.district, each.gss_code, each.this_year) for each in districts])
