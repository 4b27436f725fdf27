"""Decisions that look like one that is being entered (domain §8, "One thing twice"): they share a mark with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal as Pounds
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from grants.models import Award, Decision

SAY_WHY = "This looks like {others}: open it, or say why it is another."
MOST_NAMED = 3
NUMBER, TITLE, PAID = "number", "title and date", "recipient, amount and date"

Mark = tuple[Any, ...]
"""What two decisions may not share without a word why: the first part says which of the three it is."""


def marks(
    *,
    external_reference: str = "",
    title: str = "",
    decided_on: date | None = None,
    paid: Iterable[tuple[int | None, Pounds | None]] = (),
) -> frozenset[Mark]:
    """The marks of a decision: its external reference; its title and date; and recipient, amount and date of each
    award. `paid`: recipients by their ids, with amounts."""
    of_number = {(NUMBER, external_reference.lower())} if external_reference else set()
    if decided_on is None:
        return frozenset(of_number)
    of_awards = {(PAID, decided_on, recipient, amount) for recipient, amount in paid if recipient and amount}
    return frozenset({*of_number, (TITLE, decided_on, title.lower()), *of_awards})


def look_alikes(entered: frozenset[Mark], *, of: Decision | None = None) -> list[Decision]:
    """The other decisions that share a mark with one that is entered, in order; `of`: the draft that it is."""
    return look_alikes_of_each([entered], of=of)[0]


def look_alikes_of_each(entered: Sequence[frozenset[Mark]], *, of: Decision | None = None) -> list[list[Decision]]:
    """The look-alikes of each of many decisions, asked for together. What is withdrawn is none; and a later draft is
    held against this one, not this one against it."""
    others = Decision.objects.exclude(state=Decision.State.WITHDRAWN)
    if of is not None:
        is_earlier = Q(pk__lt=of.pk) | Q(published_at__isnull=False, why_another="")
        others = others.filter(is_earlier).exclude(pk=of.pk)
    sharing = by_mark(frozenset().union(*entered), others)
    found = ({other.pk: other for mark in each for other in sharing[mark]} for each in entered)
    return [[same[pk] for pk in sorted(same)] for same in found]


def read_look_alikes(drafts: Sequence[Decision]) -> None:
    """What each of these drafts is held against, asked for together."""
    found = look_alikes_of_each([marks_of(each) for each in drafts])
    for draft, others in zip(drafts, found, strict=True):
        draft.known_look_alikes = [each for each in others if is_before(each, draft)]


def is_before(other: Decision, draft: Decision) -> bool:
    return other.pk < draft.pk or (other.pk != draft.pk and other.published_at is not None and not other.why_another)


def marks_of(decision: Decision) -> frozenset[Mark]:
    paid = [(award.recipient_id, award.amount) for award in decision.awards.all()]
    same = {name: getattr(decision, name) for name in ("external_reference", "title", "decided_on")}
    return marks(**same, paid=paid)


def by_mark(wanted: frozenset[Mark], others: QuerySet[Decision]) -> dict[Mark, list[Decision]]:
    """The decisions that have each of the marks. The database narrows them by their parts; whole marks decide."""
    paid: dict[int, list[tuple[int | None, Pounds]]] = defaultdict(list)
    for decision, recipient, amount in same_payments(wanted, others):
        paid[decision].append((recipient, amount))
    alike = others.alias(number=Lower("external_reference"), name=Lower("title")).filter(
        Q(number__in=parts(wanted, NUMBER, 1))
        | Q(decided_on__in=parts(wanted, TITLE, 1), name__in=parts(wanted, TITLE, 2))
        | Q(pk__in=paid)
    )
    sharing: dict[Mark, list[Decision]] = defaultdict(list)
    for each in alike.only("reference", "title", "external_reference", "decided_on", "published_at", "why_another"):
        same = {name: getattr(each, name) for name in ("external_reference", "title", "decided_on")}
        for mark in marks(**same, paid=paid[each.pk]) & wanted:
            sharing[mark].append(each)
    return sharing


def same_payments(wanted: frozenset[Mark], others: QuerySet[Decision]) -> Iterable[tuple[int, int | None, Pounds]]:
    awards = Award.objects.filter(
        decision__in=others,
        decision__decided_on__in=parts(wanted, PAID, 1),
        recipient__in=parts(wanted, PAID, 2),
        amount__in=parts(wanted, PAID, 3),
    )
    return awards.values_list("decision", "recipient", "amount") if parts(wanted, PAID, 1) else ()


def parts(wanted: frozenset[Mark], sort: str, place: int) -> set[Any]:
    return {mark[place] for mark in wanted if mark[0] == sort}


def say_why(others: Iterable[Decision | str]) -> str:
    """The question about other decisions, or what else they are called, such as "row 4"."""
    names = [other if isinstance(other, str) else other.reference for other in others]
    more = len(names) - MOST_NAMED
    named = names[:MOST_NAMED] + ([f"{more} more"] if more > 0 else [])
    return SAY_WHY.format(others=" and ".join(filter(None, (", ".join(named[:-1]), named[-1]))))
