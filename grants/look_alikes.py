"""Decisions that look like one that is being entered (domain §8, "One thing twice")."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal as Pounds

from django.db.models import Q, QuerySet

from grants.models import Award, Decision

SAY_WHY = "This looks like {others}: open it, or say why it is another."


def look_alikes(
    decision: Decision | None,
    *,
    external_reference: str = "",
    title: str = "",
    decided_on: date | None = None,
    paid: Iterable[tuple[int | None, Pounds]] = (),
) -> QuerySet[Decision]:
    """Other decisions with the same external reference, title and date, or recipient, amount and date; `paid` are
    recipients by their ids, with amounts. A later draft is held against this one, not this one against it."""
    others = Decision.objects.exclude(state=Decision.State.WITHDRAWN)
    if decision is not None:
        is_earlier = Q(pk__lt=decision.pk) | Q(published_at__isnull=False, why_another="")
        others = others.filter(is_earlier).exclude(pk=decision.pk)
    same = Q(pk__in=[])
    if external_reference:
        same |= Q(external_reference__iexact=external_reference)
    if decided_on:
        same |= Q(decided_on=decided_on, title__iexact=title)
        if pairs := {(recipient, amount) for recipient, amount in paid if recipient and amount}:
            same_day = Award.objects.filter(decision__decided_on=decided_on, recipient__in={who for who, _ in pairs})
            rows = same_day.values_list("decision", "recipient", "amount")
            same |= Q(pk__in=[other for other, *pair in rows if tuple(pair) in pairs])
    return others.filter(same).order_by("pk")


def in_words(others: Iterable[Decision]) -> str:
    return " and ".join(other.reference for other in others)
