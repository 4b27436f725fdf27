"""The pack for the Police, Fire and Crime Panel: what was decided between two dates, with totals, and conditions that
are past due."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from conditions import standing
from conditions.standing import Standing, StandingState
from grants.models.money import ZERO
from public.browse.totals import median_lag
from register.document import Document, WithheldEntry
from register.models import ListedAward, Listing


@dataclass(frozen=True)
class TotalRow:
    """A line of totals: what it is of, how many awards, and their current amounts in pounds."""

    label: str
    count: int
    amount: Decimal


@dataclass(frozen=True)
class PanelDecision:
    listing: Listing
    document: Document

    @property
    def exceeding_reason(self) -> str:
        return self.document.text("exceeding_reason")


@dataclass(frozen=True)
class PastDueCondition:
    """A condition of a decision of which something is past due: since when, how often, and by whom."""

    standings: list[Standing]

    @property
    def first(self) -> Standing:
        return self.standings[0]

    @property
    def partnerships(self) -> list[str]:
        return sorted({each.partnership_name for each in self.standings if each.partnership_name})

    @property
    def gap(self) -> Decimal:
        """What is still missing of the match, in pounds."""
        return sum((each.match.gap for each in self.standings if each.match), ZERO)


@dataclass(frozen=True)
class PanelPack:
    """Decisions by date of decision, both days included; withdrawn ones are listed and award nothing."""

    first: date
    last: date
    decisions: tuple[PanelDecision, ...]
    total: Decimal
    award_count: int
    by_stream: list[TotalRow]
    by_partnership: list[TotalRow]
    median_lag: float | None
    past_due: tuple[Standing, ...]

    @property
    def exceeding(self) -> list[PanelDecision]:
        """Those that went past a cap, an allocation or a limit, which they may only with a reason."""
        return [each for each in self.decisions if each.exceeding_reason]

    @property
    def withheld(self) -> list[tuple[Listing, WithheldEntry]]:
        return [(each.listing, entry) for each in self.decisions for entry in each.document.withheld]

    @property
    def late(self) -> list[PastDueCondition]:
        """What is past due, condition by condition, the longest past due first."""
        groups: dict[tuple[str, int], list[Standing]] = {}
        for each in self.past_due:
            groups.setdefault((each.reference, each.terms.number), []).append(each)
        return [PastDueCondition(standings) for standings in groups.values()]


def panel_pack(first: date, last: date) -> PanelPack:
    decided = Listing.objects.filter(decided_on__range=(first, last)).without_words()
    rows = decided.select_related("notice").order_by("decided_on", "reference")
    awards = ListedAward.objects.filter(listing__in=decided.values("pk"))
    references = decided.values_list("reference", flat=True)
    past_due = [each for each in standing.of_decisions(references) if each.state == StandingState.PAST_DUE]
    return PanelPack(
        first,
        last,
        tuple(PanelDecision(each, each.notice.document) for each in rows.prefetch_related("awards", "variation_lines")),
        **awards.aggregate(total=Sum("current_amount", default=ZERO), award_count=Count("pk")),
        by_stream=totals_by(awards, "stream__name", "Stream not stated"),
        by_partnership=totals_by(awards, "partnership__name", "No partnership"),
        median_lag=median_lag(decided),
        past_due=tuple(sorted(past_due, key=lambda each: each.due_on)),
    )


def totals_by(awards: QuerySet[ListedAward], name: str, missing: str) -> list[TotalRow]:
    """One row for each name, in alphabetical order; `missing`: what awards without one are listed under."""
    rows = awards.order_by(name).values_list(name).annotate(Count("pk"), Sum("current_amount"))
    return [TotalRow(label or missing, count, amount) for label, count, amount in rows]
