"""The pack for the Police, Fire and Crime Panel: what was decided between two dates, with totals, and conditions that
are past due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from conditions import standing
from conditions.standing import Standing, StandingState
from register.document import Document, WithheldEntry
from register.models import ListedAward, Listing

NOTHING = Decimal("0.00")


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


@dataclass(frozen=True)
class PastDueCondition:
    """A condition of a decision of which something is overdue: since when, how often, and by whom."""

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
        return sum((each.match.gap for each in self.standings if each.match), NOTHING)


@dataclass(frozen=True)
class PanelPack:
    """Decisions by date of decision, both days included; withdrawn ones are listed and award nothing."""

    first: date
    last: date
    decisions: tuple[PanelDecision, ...]
    awards: tuple[ListedAward, ...]
    overdue: tuple[Standing, ...]

    @property
    def total(self) -> Decimal:
        return sum((award.current_amount for award in self.awards), NOTHING)

    @property
    def by_stream(self) -> list[TotalRow]:
        return sums(self.awards, lambda award: award.stream.name if award.stream else "Stream not stated")

    @property
    def by_partnership(self) -> list[TotalRow]:
        return sums(self.awards, lambda award: award.partnership.name if award.partnership else "No partnership")

    @property
    def exceeding(self) -> list[PanelDecision]:
        """Those that went past a cap, an allocation or a limit, which they may only with a reason."""
        return [each for each in self.decisions if each.document.exceeding_reason]

    @property
    def withheld(self) -> list[tuple[Listing, WithheldEntry]]:
        return [(each.listing, entry) for each in self.decisions for entry in each.document.withheld]

    @property
    def late(self) -> list[PastDueCondition]:
        """What is overdue, condition by condition, the longest overdue first."""
        groups: dict[tuple[str, int], list[Standing]] = {}
        for each in self.overdue:
            groups.setdefault((each.reference, each.terms.number), []).append(each)
        return [PastDueCondition(standings) for standings in groups.values()]

    @property
    def lags(self) -> list[int]:
        return sorted(each.listing.lag_days for each in self.decisions)

    @property
    def median_lag(self) -> float | None:
        return median(self.lags) if self.lags else None


def panel_pack(first: date, last: date) -> PanelPack:
    decided = Listing.objects.filter(decided_on__range=(first, last)).defer("words", "search")
    rows = decided.select_related("notice").order_by("decided_on", "reference")
    awards = ListedAward.objects.filter(listing__in=decided.values("pk")).select_related("stream", "partnership")
    references = decided.values_list("reference", flat=True)
    overdue = [each for each in standing.of_decisions(references) if each.state == StandingState.OVERDUE]
    return PanelPack(
        first,
        last,
        tuple(PanelDecision(each, each.notice.document) for each in rows.prefetch_related("awards", "variations")),
        tuple(awards),
        tuple(sorted(overdue, key=lambda each: each.due_on)),
    )


def sums(awards: Iterable[ListedAward], label: Callable[[ListedAward], str]) -> list[TotalRow]:
    """One line for each label, in alphabetical order."""
    groups: dict[str, list[Decimal]] = {}
    for award in awards:
        groups.setdefault(label(award), []).append(award.current_amount)
    return [TotalRow(name, len(amounts), sum(amounts, NOTHING)) for name, amounts in sorted(groups.items())]
