"""From an objective of a plan to the decisions that serve it, and their money."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from grants.models.plans import Priority
from public.browse.money import Money, money_of
from register.models import Listing


@dataclass(frozen=True)
class Objective:
    """An objective, how many published decisions serve it, and their money. A decision may serve several: then all of
    its money counts under each."""

    priority: Priority
    decision_count: int
    money: Money

    @property
    def url(self) -> str:
        return reverse("public:priority_detail", args=[self.priority.slug])


def served(priorities: Iterable[Priority]) -> list[Objective]:
    return [objective(each) for each in priorities]


def objective(priority: Priority) -> Objective:
    decisions = Listing.objects.filter(priorities__slug=priority.slug)
    return Objective(priority, decisions.count(), money_of(decisions))
