"""What waits for the office: conditions, evidence, money that runs low, and the monthly returns."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import Count, QuerySet

from conditions.models import Contribution, Evidence, LaterDate, MonitoringReturn
from grants.models import Decision
from grants.years import FinancialYear, Month
from register.checks.checklist import blocks
from register.checks.checklist_items import ChecklistItem
from register.loading import read_parts
from register.money.budget import Budget, all_budgets

MAX_SHOWN = 20


@dataclass(frozen=True)
class FirstFew:
    """The first decisions of a list, and how many there are beside them: an import may leave thousands of drafts."""

    decisions: list[Decision]
    more: int

    @classmethod
    def of(cls, decisions: QuerySet[Decision]) -> Self:
        found = list(decisions[: MAX_SHOWN + 1])
        more = decisions.count() - MAX_SHOWN if len(found) > MAX_SHOWN else 0
        return cls(found[:MAX_SHOWN], more)

    def __len__(self) -> int:
        return len(self.decisions) + self.more


@dataclass(frozen=True)
class MissingGrant:
    """A grant that has been decided and not published, and what still blocks it."""

    decision: Decision
    blocks: tuple[ChecklistItem, ...]


@dataclass(frozen=True)
class MonthlyReturn:
    """The statutory return of one month, as it stands today (domain §2, paragraph 3(f) of the Order)."""

    month: Month
    published: int
    missing: tuple[MissingGrant, ...]


def returns(today: date) -> list[MonthlyReturn]:
    """That of this month, and of the last one, which is due now."""
    this = Month(today.replace(day=1))
    last = Month((this.first_day - timedelta(days=1)).replace(day=1))
    grants = Decision.objects.filter(
        decided_on__range=(last.first_day, this.last_day),
        kind__in=(Decision.Kind.GRANT, Decision.Kind.VARIATION),
        outcome__in=("", *Decision.AWARDING),
    ).exclude(state=Decision.State.WITHDRAWN)
    published = grants.exclude(published_at=None).values_list("decided_on__month").annotate(Count("pk")).order_by()
    numbers = dict(published)
    missing = list(grants.filter(published_at=None).order_by("decided_on", "pk"))
    read_parts(missing)
    return [
        MonthlyReturn(
            month,
            numbers.get(month.first_day.month, 0),
            tuple(MissingGrant(each, blocks(each)) for each in missing if each.decided_on in month),
        )
        for month in (this, last)
    ]


def waiting_for_review() -> int:
    """How many things from partnerships wait for an officer: contributions, monitoring returns, evidence by itself,
    and later dates asked for."""
    contributions = Contribution.objects.awaiting_review()
    evidence = Evidence.objects.awaiting_review().exclude(contribution__in=contributions.order_by().values("pk"))
    others = (evidence, MonitoringReturn.objects.awaiting_review(), LaterDate.objects.waiting())
    return (
        contributions.order_by()
        .values("pk")
        .union(*(each.order_by().values("pk") for each in others), all=True)
        .count()
    )


def nearly_spent_streams(today: date) -> list[Budget]:
    """Streams of this year and later ones with 90% or more of their allocation committed."""
    return [each for each in all_budgets() if each.is_low and each.year >= FinancialYear.of(today)]
