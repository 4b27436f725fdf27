"""What a sum of decisions is a figure of (domain §5): as decided, as it stands, and of what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum

from conditions.standing import Obligations, of_awards, public_obligations, public_totals
from conditions.tallies import Rows
from grants.models.money import ZERO
from public.browse.who_gets import WhoGets, who_gets
from register.models import AwardTotal, ListedAward, ListedVariationLine, Listing, ListingQuerySet
from register.models.listing import DIFFERENCE, of_line


@dataclass(frozen=True)
class Money:
    """Pounds of some decisions. `decided`: their own awards and the differences of their variations, as their notices
    state them. `stands`: with all that was varied since, each award once."""

    decided: Decimal = ZERO
    stands: Decimal = ZERO

    def __add__(self, other: "Money") -> "Money":
        return Money(self.decided + other.decided, self.stands + other.stands)

    @property
    def once(self) -> "Money":
        """Of a variation, beside the awards that it changes: what it makes of them stands with them."""
        return Money(self.stands, ZERO)

    @property
    def differs(self) -> bool:
        return self.decided != self.stands

    @property
    def difference(self) -> Decimal:
        """What was varied since."""
        return self.stands - self.decided


KEPT_BY = ("stream", "partnership", "year")


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed to: `of`, said of a listed award by its fields; `words`, like "to Manchester"."""

    of: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.of)

    @property
    def awards(self) -> QuerySet[ListedAward]:
        return ListedAward.objects.filter(**self.of)

    @property
    def totals(self) -> QuerySet[Any, Any]:
        """What is kept of these awards added up, where it is; or else themselves. Columns of both have one name."""
        is_kept = all(path.partition("__")[0] in KEPT_BY for path in self.of)
        return AwardTotal.objects.filter(**self.of) if is_kept else self.awards

    @property
    def conditions(self) -> tuple[Obligations, Rows]:
        """The conditions about these awards, and what is kept of how they stand, where it is; or else themselves. A
        partnership together with a stream is asked of the awards: one condition may be about several, and the
        recipient of some of them withheld."""
        if self.of.keys() - KEPT_BY or self.of.keys() >= {"partnership", "stream"}:
            asked = of_awards(self.awards.values("award"))
            return asked, asked
        return public_obligations(**self.of), public_totals(**self.of)

    @property
    def money(self) -> "Money":
        """Of all decisions that make or change these awards: what `money_of` gives for them, without reading them."""
        sums = {name: Sum(name, default=ZERO) for name in ("amount", "varied_amount", "current_amount")}
        found = self.totals.aggregate(**{f"all_{name}": each for name, each in sums.items()})
        return Money(found["all_amount"] + found["all_varied_amount"], found["all_current_amount"])


def money_of(decisions: QuerySet[Listing], narrowing: Narrowing | None = None) -> Money:
    """What some decisions come to, or the part of it that a list is narrowed to."""
    ids, of = decisions.order_by().values("pk"), narrowing.of if narrowing else {}
    awards = ListedAward.objects.filter(listing__in=ids, **of)
    lines = ListedVariationLine.objects.standing().filter(listing__in=ids, **of_line(of))
    own = awards.aggregate(decided=Sum("amount", default=ZERO), stands=Sum("current_amount", default=ZERO))
    changed = lines.aggregate(
        decided=Sum(DIFFERENCE, default=ZERO),
        stands=Sum("current_difference", filter=~Q(award__listed__listing__in=ids), default=ZERO),
    )
    return Money(own["decided"] + changed["decided"], own["stands"] + changed["stands"])


def with_money(rows: ListingQuerySet, narrowing: Narrowing) -> ListingQuerySet:
    """The rows of a list, with what is in them of that to which it is narrowed."""
    if not narrowing:
        return rows.as_rows()
    lines = ListedVariationLine.objects.filter(**of_line(narrowing.of))
    return rows.as_rows().prefetch_related(
        Prefetch("awards", narrowing.awards, to_attr="awards_of"),
        Prefetch("variation_lines", lines, to_attr="lines_of"),
    )


@dataclass(frozen=True)
class Change:
    """A later decision that changed awards of this one, and by how much in all, in pounds."""

    by: Listing
    difference: Decimal

    @property
    def amount(self) -> Decimal:
        return abs(self.difference)


class RowMoney:
    """The money of one decision as a list shows it: of the awards that it makes, and of those that it changes. `own`
    and `added` are what the list is narrowed to: parts of the whole where `is_part` or `is_part_added`."""

    def __init__(self, listing: Listing) -> None:
        awards, lines = list(listing.awards.all()), list(listing.variation_lines.all())
        self.awards: list[ListedAward] = getattr(listing, "awards_of", awards)
        self.lines: list[ListedVariationLine] = getattr(listing, "lines_of", lines)
        self.own, self.own_whole = awarded(self.awards), awarded(awards)
        self.added, self.added_whole = added(self.lines), added(lines)
        self.is_part, self.is_part_added = len(self.awards) < len(awards), len(self.lines) < len(lines)
        own = {each.award_id for each in self.awards}
        self.later = [
            line for each in awards if each.award_id in own for line in each.award.listed_variation_lines.all()
        ]

    @property
    def who_gets(self) -> WhoGets:
        """Who was to be paid; a correction may have ended an award."""
        return who_gets(each.recipient_name for each in self.awards if each.amount)

    @property
    def changes(self) -> list[Change]:
        """What later decisions made of the awards that the row shows, in the order of their publication."""
        by = {line.listing_id: line.listing for line in self.later}
        sums = dict.fromkeys(by, ZERO)
        for line in self.later:
            sums[line.listing_id] += line.current_difference
        return [Change(by[pk], sums[pk]) for pk in sorted(by, key=lambda pk: by[pk].first_sequence)]


def awarded(awards: Iterable[ListedAward]) -> Money:
    rows = [(each.amount, each.current_amount) for each in awards]
    return Money(*(sum(column, ZERO) for column in zip(*rows, strict=True))) if rows else Money()


def added(lines: Iterable[ListedVariationLine]) -> Money:
    rows = [(each.difference, each.current_difference) for each in lines]
    return Money(*(sum(column, ZERO) for column in zip(*rows, strict=True))) if rows else Money()
