"""The monthly statutory return (SI 2011/3050, Sch. para 3(f)): for each grant its conditions, recipient, purpose and
reasons; and the months that have one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from grants.models.money import ZERO
from grants.record import fields
from grants.years import Month
from public.browse.money import Money
from register.document import Document
from register.models import ListedVariationLine, Listing, ListingQuerySet, PublicList


@dataclass(frozen=True)
class RequiredPart:
    """One of the four things to be published of a grant: complete, withheld, or missing."""

    label: str
    state: str
    text: str = ""


@dataclass(frozen=True)
class ReturnDecision:
    """One decision of the month that gives grants or varies them, as it was decided, and what has become of it: a
    withdrawn one stays, marked."""

    listing: Listing
    document: Document
    stands: Decimal

    @property
    def decided(self) -> Decimal:
        return self.document.money

    @property
    def differs(self) -> bool:
        return self.stands != self.decided

    @property
    def award_count(self) -> int:
        """Without those that a correction has ended."""
        return sum(1 for award in self.document.awards if award.amount)

    @property
    def is_late(self) -> bool:
        return PublicList.LATE in self.listing.lists

    @property
    def parts(self) -> list[RequiredPart]:
        return list(parts(self.document))


def parts(document: Document) -> Iterator[RequiredPart]:
    names = [award.recipient.name for award in document.awards] + [line.recipient_name for line in document.varied]
    yield part(document, "award", "Recipient", "; ".join(dict.fromkeys(names)))
    for field in fields():
        if field.is_statutory:
            yield part(document, field.name, field.label, document.text(field.name))
    yield part(document, "condition", "Conditions", "\n\n".join(conditions(document)))


def conditions(document: Document) -> Iterator[str]:
    """Each condition in its wording. Those of the awards that a variation changes are in the earlier decision."""
    for terms in document.conditions:
        yield f"{terms.title}: {terms.wording}" if terms.wording else terms.title
    if document.varied:
        earlier = ", ".join(dict.fromkeys(line.reference for line in document.varied))
        yield f"The conditions of the earlier awards still stand: {earlier}."
    elif not document.conditions and document.text("no_conditions"):
        yield "No conditions are attached."


def part(document: Document, kind: str, label: str, text: str) -> RequiredPart:
    withheld = [f"{entry.label}: {entry.ground_label}." for entry in document.withheld if entry.kind == kind]
    if withheld:
        return RequiredPart(label, "withheld", "\n\n".join(filter(None, [text, *withheld])))
    return RequiredPart(label, "complete" if text else "missing", text)


def months() -> list[tuple[Month, int, Money]]:
    """Each month in which grants were decided or varied, how many decisions, and what they came to: newest first."""
    found = Listing.objects.grants().order_by().annotate(month=TruncMonth("decided_on")).values_list("month")
    sums = found.annotate(Count("pk"), Sum("decided_total"), Sum("total")).order_by("-month")
    later = changes_of_earlier_months()
    return [
        (Month(first_day), count, Money(decided, own + later.get(first_day, ZERO)))
        for first_day, count, decided, own in sums
    ]


def months_with_any() -> list[Month]:
    """The same months alone, newest first. Each is looked for by itself, so that a row of it is read and not all."""
    ends = Listing.objects.grants().aggregate(first=Min("decided_on"), last=Max("decided_on"))
    if ends["first"] is None:
        return []
    candidates = [Month(ends["first"].replace(day=1))]
    while candidates[-1].last_day < ends["last"]:
        candidates.append(candidates[-1].next)
    first, *rest = (
        grants_of(each.first_day, each.last_day).order_by().values_list(Value(each.first_day))[:1]
        for each in candidates
    )
    found = {day for (day,) in first.union(*rest, all=True)}
    return [each for each in reversed(candidates) if each.first_day in found]


def changes_of_earlier_months() -> dict[date, Decimal]:
    """By month: what its variations make, as it stands, of awards that were decided in another month."""
    lines = ListedVariationLine.objects.standing().order_by().annotate(month=TruncMonth("listing__decided_on"))
    elsewhere = lines.exclude(month=TruncMonth("award__listed__listing__decided_on"))
    return dict(elsewhere.values_list("month").annotate(Sum("current_difference")))


def grants_of(first: date, last: date) -> ListingQuerySet:
    """Every decision that gave grants or varied them and was taken from one day to another, both included, in the order
    taken; withdrawn ones among them."""
    rows = Listing.objects.grants().filter(decided_on__range=(first, last))
    return rows.order_by("decided_on", "reference")


def in_full(rows: ListingQuerySet) -> list[ReturnDecision]:
    """A part of them, each with what its notice says."""
    added = ListedVariationLine.objects.filter(listing=OuterRef("pk")).order_by().values("listing")
    difference = Coalesce(Subquery(added.annotate(sum=Sum("current_difference")).values("sum")), ZERO)
    found: QuerySet[Any] = rows.without_words().annotate(added=difference).select_related("notice")
    return [ReturnDecision(each, each.notice.document, each.total + each.added) for each in found]
