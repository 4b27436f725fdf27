"""The pack for the Police, Fire and Crime Panel: what was decided between two dates, with its money; what happened to
decisions and conditions between them; and, apart from it, what is past due now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.timezone import get_current_timezone

from conditions.findings import NewestFinding, newest_findings
from conditions.results import ResultSum
from conditions.standing_states import StandingState
from conditions.tallies import LateCondition, Tile, decisions_standing, late_conditions, summary
from grants.models.money import ZERO
from grants.record import KEY_NOTICE_DAYS
from grants.years import clear_days
from public.browse.money import Money, money_of
from public.browse.objectives import results_of_decisions
from public.browse.totals import median_lag
from register.document import Document
from register.document_entries import RecordEntry, WithheldEntry
from register.models import ListedAward, ListedVariationLine, Listing, Notice, PublicList, Recommendation
from register.models.listing import DIFFERENCE

MAX_LATE = 200


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
class MadeFinding:
    """What was found of a condition on a day, how often, and of which partnerships."""

    day: date
    label: str
    reference: str
    title: str
    condition: str
    count: int
    partnerships: list[str]


@dataclass(frozen=True)
class PanelPack:
    """Decisions by date of decision, both days included; withdrawn ones are listed and award nothing. `changes`:
    corrections and withdrawals published between the dates, of whatever decision; `found`: findings made between them.
    `results`: what the awards that they made have brought about up to today, a line for each measure of the library.
    `past_due` is of today, of whatever decision; `late`: the conditions that are so longest, of `late_count`.
    `recommended`: at meetings between the dates; those open are so today, whenever they were made."""

    first: date
    last: date
    decisions: tuple[PanelDecision, ...]
    money: Money
    made: int
    changed: int
    by_stream: list[TotalRow]
    by_partnership: list[TotalRow]
    median_lag: float | None
    results: list[ResultSum]
    changes: tuple[Notice, ...]
    found: tuple[MadeFinding, ...]
    past_due: Tile
    late_count: int
    late: list[LateCondition]
    recommended: tuple[Recommendation, ...]
    open_recommendations: tuple[Recommendation, ...]

    @property
    def has_more_open(self) -> bool:
        return len(self.open_recommendations) == MAX_LATE

    @property
    def exceeding(self) -> list[PanelDecision]:
        """Those that went past a cap, an allocation or a limit, which they may only with a reason."""
        return [each for each in self.decisions if each.exceeding_reason]

    @property
    def without_key_notice(self) -> list[PanelDecision]:
        return [each for each in self.decisions if each.lacks_key_notice]

    @property
    def published_late(self) -> list[PanelDecision]:
        return [each for each in self.decisions if PublicList.LATE in each.listing.lists]

    @property
    def withheld(self) -> list[tuple[Listing, WithheldEntry]]:
        return [(each.listing, entry) for each in self.decisions for entry in each.document.withheld]

    @property
    def corrections(self) -> list[Notice]:
        return [each for each in self.changes if each.kind == Notice.Kind.CORRECTION]

    @property
    def withdrawals(self) -> list[Notice]:
        return [each for each in self.changes if each.kind == Notice.Kind.WITHDRAWAL]

    @property
    def not_met(self) -> list[MadeFinding]:
        return [each for each in self.found if each.label == "Not met"]

    @property
    def waived(self) -> list[MadeFinding]:
        return [each for each in self.found if each.label == "Waived"]


def panel_pack(first: date, last: date) -> PanelPack:
    decided = Listing.objects.filter(decided_on__range=(first, last)).without_words()
    rows = decided.as_rows().select_related("notice").order_by("decided_on", "reference")
    by_stream = totals_by(decided, "stream__name", "Stream not stated")
    late_count, late = late_conditions(MAX_LATE)
    return PanelPack(
        first,
        last,
        tuple(PanelDecision(each, each.notice.document) for each in rows),
        money_of(decided),
        made=sum(row.made for row in by_stream),
        changed=sum(row.changed for row in by_stream),
        by_stream=by_stream,
        by_partnership=totals_by(decided, "partnership__name", "No partnership"),
        median_lag=median_lag(decided),
        results=results_of_decisions(decided),
        changes=tuple(changes_between(first, last)),
        found=tuple(findings_between(first, last)),
        past_due=summary(decisions_standing(StandingState.PAST_DUE)).past_due,
        late_count=late_count,
        late=late,
        recommended=tuple(Recommendation.objects.made_between(first, last).as_shown()[:MAX_LATE]),
        open_recommendations=tuple(Recommendation.objects.open().as_shown()[:MAX_LATE]),
    )


def findings_between(first: date, last: date) -> Iterable[MadeFinding]:
    """The newest finding on each condition, where it was made between two dates: the newest first."""
    groups: dict[NewestFinding, list[str]] = {}
    for each in newest_findings(first=first, last=last):
        groups.setdefault(each._replace(partnership=""), []).append(each.partnership)
    return (MadeFinding(*made[:5], len(whose), sorted({*whose} - {""})) for made, whose in groups.items())


def changes_between(first: date, last: date) -> QuerySet[Notice]:
    """Corrections and withdrawals published between two days in London, both included: the earliest first."""
    start, end = (datetime.combine(day, time.min, get_current_timezone()) for day in (first, last + timedelta(days=1)))
    notices = Notice.objects.exclude(kind=Notice.Kind.PUBLICATION).filter(published_at__gte=start, published_at__lt=end)
    return notices.select_related("decision__listing").defer("document_data").order_by("sequence")


def totals_by(decided: QuerySet[Listing], path: str, missing: str) -> list[TotalRow]:
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
