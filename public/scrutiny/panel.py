"""The pack for the Police, Fire and Crime Panel: what was decided between two dates, with its money; what happened to
decisions and conditions between them; and, apart from it, what is past due now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.timezone import get_current_timezone

from conditions.findings import FoundOfCondition, found_between, found_of_conditions
from conditions.past_due import LateCondition, past_due
from conditions.results import ResultSum
from conditions.tallies import Tile
from grants.models.money import ZERO
from grants.record import KEY_NOTICE_DAYS
from grants.years import clear_days
from public.browse.money import Money, money_of
from public.browse.objectives import results_of_decisions
from public.browse.totals import median_lag
from register.document import Document
from register.document_entries import RecordEntry
from register.models import (
    ListedAward,
    ListedVariationLine,
    Listing,
    ListingQuerySet,
    Notice,
    PublicList,
    Recommendation,
)
from register.models.listing import DIFFERENCE

MOST, MOST_IN_WHOLE = 10, 1_000  # rows of a part of the pack, and where all of it is asked for on one page

Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A part of the pack: the first few of its rows, of how many."""

    rows: list[Row]
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True)
class TotalRow:
    """A line of totals: what it is of, how many awards were made and changed, and their money."""

    label: str
    made: int
    changed: int
    money: Money


@dataclass(frozen=True)
class PanelDecision:
    listing: Listing
    document: Document

    @property
    def exceeding_reason(self) -> str:
        """Of its approval, and of its withdrawal."""
        reasons = self.document.text("exceeding_reason"), self.document.withdrawal_exceeding_reason
        return "\n\n".join(filter(None, reasons))

    @property
    def key_notice_on(self) -> date | None:
        return as_day(self.document.entry("key_notice_on"))

    @property
    def lacks_key_notice(self) -> bool:
        """A key decision without 28 clear days' notice (SI 2017/68, article 11)."""
        entry, given = self.document.entry("is_key"), self.key_notice_on
        is_key = entry is not None and entry.value is True
        return is_key and (given is None or clear_days(given, self.listing.decided_on) < KEY_NOTICE_DAYS)


def as_day(entry: RecordEntry | None) -> date | None:
    return date.fromisoformat(str(entry.value)) if entry else None


@dataclass(frozen=True)
class PanelPack:
    """Decisions by date of decision, both days included; withdrawn ones are listed and award nothing. `corrections`
    and `withdrawals`: those published between the dates, of whatever decision; `not_met` and `waived`: found between
    them. `results`: what the awards that they made have brought about up to today, a line for each measure of the
    library. `past_due` is of today, of whatever decision, and `of_conditions` of how many; `late`: the conditions that
    are so longest. `recommended`: at meetings between the dates; those open are so today, whenever they were made."""

    first: date
    last: date
    decision_count: int
    money: Money
    made: int
    changed: int
    by_stream: list[TotalRow]
    by_partnership: list[TotalRow]
    median_lag: float | None
    results: list[ResultSum]
    withheld: Part[PanelDecision]
    exceeding: Part[PanelDecision]
    published_late: Part[PanelDecision]
    without_key_notice: Part[PanelDecision]
    corrections: Part[Notice]
    withdrawals: Part[Notice]
    not_met: Part[FoundOfCondition]
    waived: Part[FoundOfCondition]
    past_due: Tile
    of_conditions: str
    late: Part[LateCondition]
    recommended: Part[Recommendation]
    open_recommendations: Part[Recommendation]


def decided_between(first: date, last: date) -> ListingQuerySet:
    return Listing.objects.filter(decided_on__range=(first, last)).order_by("decided_on", "reference")


def panel_decisions(rows: ListingQuerySet) -> list[PanelDecision]:
    return [PanelDecision(each, each.notice.document) for each in rows.as_rows().select_related("notice")]


def panel_pack(first: date, last: date, most: int = MOST) -> PanelPack:
    """Each part of it with at most so many rows."""
    decided = decided_between(first, last)
    by_stream = totals_by(decided, "stream__name", "Stream not stated")
    late = past_due(most)
    made = Recommendation.objects.made_between(first, last).as_shown()

    def part(rows: QuerySet[Any, Any], read: Callable[[Any], Iterable[Any]] = list) -> Part[Any]:
        return Part(list(read(rows[:most])), rows.count())

    return PanelPack(
        first,
        last,
        decided.count(),
        money_of(decided),
        made=sum(row.made for row in by_stream),
        changed=sum(row.changed for row in by_stream),
        by_stream=by_stream,
        by_partnership=totals_by(decided, "partnership__name", "No partnership"),
        median_lag=median_lag(decided),
        results=results_of_decisions(decided),
        withheld=part(decided.on_list(PublicList.WITHHELD), panel_decisions),
        exceeding=part(decided.filter(has_exceeded=True), panel_decisions),
        published_late=part(decided.on_list(PublicList.LATE), panel_decisions),
        without_key_notice=part(without_key_notice(decided), panel_decisions),
        corrections=part(changes_between(first, last, Notice.Kind.CORRECTION)),
        withdrawals=part(changes_between(first, last, Notice.Kind.WITHDRAWAL)),
        not_met=part(found_between(first, last, "not_met"), found_of_conditions),
        waived=part(found_between(first, last, "waived"), found_of_conditions),
        past_due=late.tile,
        of_conditions=late.of_conditions,
        late=Part(late.longest, late.condition_count),
        recommended=part(made),
        open_recommendations=part(Recommendation.objects.open().as_shown()),
    )


def without_key_notice(decided: ListingQuerySet) -> ListingQuerySet:
    """Key decisions of which `PanelDecision.lacks_key_notice` is true."""
    entry = KeyTransform("key_notice_on", KeyTransform("record", "notice__document_data"))
    given = Cast(KeyTextTransform("value", entry), DateField())
    latest = ExpressionWrapper(F("decided_on") - timedelta(days=KEY_NOTICE_DAYS), DateField())
    keys = decided.on_list(PublicList.KEY).annotate(given=given, latest=latest)
    return keys.filter(Q(given=None) | Q(given__gte=F("latest")))


def changes_between(first: date, last: date, kind: str) -> QuerySet[Notice]:
    """Corrections or withdrawals published between two days in London, both included: the earliest first."""
    start, end = (datetime.combine(day, time.min, get_current_timezone()) for day in (first, last + timedelta(days=1)))
    notices = Notice.objects.filter(kind=kind, published_at__gte=start, published_at__lt=end)
    return notices.select_related("decision__listing").defer("document_data").order_by("sequence")


def totals_by(decided: ListingQuerySet, path: str, missing: str) -> list[TotalRow]:
    """One row for each name, in alphabetical order; `missing`: what awards without one are listed under. `path` leads
    there from a listed award."""
    ids = decided.order_by().values("pk")
    awards = ListedAward.objects.filter(listing__in=ids).order_by().values_list(path)
    lines = ListedVariationLine.objects.standing().filter(listing__in=ids).order_by()
    own = sums_of(
        awards.annotate(count=Count("pk", filter=Q(amount__gt=0)), decided=Sum("amount"), stands=Sum("current_amount"))
    )
    elsewhere = ~Q(award__listed__listing__in=ids)
    added = sums_of(
        lines.values_list(F(f"award__listed__{path}")).annotate(
            Count("pk"),
            decided=Sum(DIFFERENCE),
            stands=Sum("current_difference", filter=elsewhere, default=ZERO),
        )
    )
    nothing = (0, ZERO, ZERO)
    rows = {name: (own.get(name, nothing), added.get(name, nothing)) for name in own.keys() | added.keys()}
    return [
        TotalRow(name or missing, made[0], changed[0], Money(made[1] + changed[1], made[2] + changed[2]))
        for name, (made, changed) in sorted(rows.items(), key=lambda row: row[0] or "~")
    ]


def sums_of(rows: Iterable[tuple[Any, ...]]) -> dict[str | None, tuple[int, Decimal, Decimal]]:
    return {name: (count, decided, stands) for name, count, decided, stands in rows}
