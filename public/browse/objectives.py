"""From an objective of a plan to the decisions that serve it, and their money."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.urls import reverse

from grants.models.money import ZERO
from grants.models.plans import Priority
from public.browse.money import Money
from register.models import ListedAward, ListedPriority, ListedVariationLine
from register.models.listing import DIFFERENCE


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
    """Each of them with its decisions and their money, which is `money_of` these, asked for all of them at once."""
    priorities = list(priorities)
    slugs = [each.slug for each in priorities]
    counted = ListedPriority.objects.filter(slug__in=slugs).order_by().values_list("slug").annotate(Count("pk"))
    own = ListedAward.objects.filter(listing__priorities__slug__in=slugs).order_by()
    own_money = own.values_list("listing__priorities__slug").annotate(Sum("amount"), Sum("current_amount"))
    lines = ListedVariationLine.objects.standing().order_by().filter(listing__priorities__slug__in=slugs)
    of_own = ListedPriority.objects.filter(slug=OuterRef("slug"), listing__awards__award=OuterRef("award"))
    changed = lines.values_list("listing__priorities__slug").annotate(decided=Sum(DIFFERENCE))
    apart = lines.annotate(slug=F("listing__priorities__slug")).filter(~Exists(of_own))
    apart_money = apart.values_list("listing__priorities__slug").annotate(Sum("current_difference"))
    money = {slug: Money(*sums) for slug, *sums in own_money}
    for slug, decided in changed:
        money[slug] = money.get(slug, Money()) + Money(decided, ZERO)
    for slug, stands in apart_money:
        money[slug] = money.get(slug, Money()) + Money(ZERO, stands)
    counts = dict(counted)
    return [Objective(each, counts.get(each.slug, 0), money.get(each.slug, Money())) for each in priorities]
