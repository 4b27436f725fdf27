"""What waits for the office: conditions, evidence, money that runs low, and the monthly returns."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import QuerySet

from conditions.models import Contribution, Evidence, LaterDate, MonitoringReturn
from grants.models import Decision
from grants.years import FinancialYear, Month
from register.checks.checklist import blocks
from register.checks.checklist_items import ChecklistItem
from register.loading import with_parts
from register.money.budget import Budget, all_budgets

MAX_SHOWN = 20


@dataclass(frozen=True)
class FirstFew:
    """The first decisions of a list, and how many there are beside them: an import may leave thousands of drafts."""

    decisions: list[Decision]
    more: int

    @classmethod
    def of(cls, decisions: QuerySet[Decision]) -> Self:
        shown = list(decisions[:MAX_SHOWN])
        return cls(shown, decisions.count() - len(shown))

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
    first = today.replace(day=1)
    return [monthly_return(Month(first)), monthly_return(Month((first - timedelta(days=1)).replace(day=1)))]


def monthly_return(month: Month) -> MonthlyReturn:
    grants = (
        with_parts()
        .filter(
            decided_on__range=(month.first_day, month.last_day),
            kind__in=(Decision.Kind.GRANT, Decision.Kind.VARIATION),
            outcome__in=("", *Decision.AWARDING),
        )
        .exclude(state=Decision.State.WITHDRAWN)
    )
    missing = grants.filter(published_at=None).order_by("decided_on", "pk")
    published = grants.exclude(published_at=None).count()
    return MonthlyReturn(month, published, tuple(MissingGrant(each, blocks(each)) for each in missing))


def waiting_for_review() -> int:
    """How many things from partnerships wait for an officer: contributions, monitoring returns, evidence by itself,
    and later dates asked for."""
    contributions = Contribution.objects.awaiting_review()
    evidence = Evidence.objects.awaiting_review().exclude(contribution__in=contributions.order_by().values("pk"))
    returns, asked = MonitoringReturn.objects.awaiting_review(), LaterDate.objects.waiting()
    return sum(each.count() for each in (contributions, evidence, returns, asked))


def nearly_spent_streams(today: date) -> list[Budget]:
    """Streams of this year and later ones with 90% or more of their allocation committed."""
    return [each for each in all_budgets() if each.is_low and each.year >= FinancialYear.of(today)]
