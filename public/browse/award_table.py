"""The awards that a question finds, as rows or added up by something; all of it by the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, OrderBy, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from grants.models.money import ZERO
from grants.models.organisations import Organisation
from grants.years import FinancialYear
from public.browse.filter_counts import RECIPIENT_KINDS
from public.browse.money import Money
from public.browse.totals import Awards
from register.document_entries import AN_INDIVIDUAL, WITHHELD
from register.models import ListedAward, ListedVariationLine
from register.models.listing import DIFFERENCE, NOT_ENDED


class AwardOrder(NamedTuple):
    label: str
    by: tuple[str | OrderBy, ...]


NEWEST = ("-decided_on", "-listing_id", "number")
AWARD_ORDERS = {
    "": AwardOrder("Newest decision first", NEWEST),
    "amount": AwardOrder("Largest first, as it stands", ("-current_amount", *NEWEST)),
    "decided": AwardOrder("Largest first, as decided", ("-amount", *NEWEST)),
    "recipient": AwardOrder("By recipient", ("recipient_name", *NEWEST)),
    "partnership": AwardOrder("By partnership", (F("partnership__name").asc(nulls_last=True), *NEWEST)),
    "stream": AwardOrder("By funding stream", (F("stream__name").asc(nulls_last=True), *NEWEST)),
    "year": AwardOrder("Latest financial year first", (F("year").desc(nulls_last=True), *NEWEST)),
}


BY_NAME = ("recipient", "partnership", "stream", "recipient_kind")


class Grouping(NamedTuple):
    """By what awards are added up: `value` as filters have it, or nothing; `label` as people call it."""

    title: str
    value: Combinable
    label: Combinable


INDIVIDUAL = Organisation.Kind.INDIVIDUAL
NAMED = Q(recipient__kind__isnull=False) & ~Q(recipient__kind=INDIVIDUAL)
HIDDEN = When(recipient_name=WITHHELD, then=Value(WITHHELD))
GROUPINGS = {
    "partnership": Grouping(
        "Partnership",
        F("partnership__slug"),
        Case(When(partnership__isnull=False, then=F("partnership__name")), HIDDEN, default=Value("No partnership")),
    ),
    "stream": Grouping("Funding stream", F("stream__slug"), Coalesce("stream__name", Value("Not stated"))),
    "year": Grouping("Financial year", Cast("year", CharField()), Value("")),
    "recipient": Grouping(
        "Recipient",
        Case(When(NAMED, then=F("recipient__slug"))),
        Case(When(NAMED, then=F("recipient__name")), default=F("recipient_name")),
    ),
    "recipient_kind": Grouping(
        "Kind of recipient",
        Case(When(NAMED, then=F("recipient__kind"))),
        Case(
            *(When(recipient__kind=kind, then=Value(label)) for kind, label in RECIPIENT_KINDS.items()),
            When(Q(recipient__kind=INDIVIDUAL) | Q(recipient_name=AN_INDIVIDUAL), then=Value("Individuals")),
            HIDDEN,
            default=Value("Not recorded"),
        ),
    ),
}
MONEY = {"decided": Sum("amount", default=ZERO), "stands": Sum("current_amount", default=ZERO)}
SUMS = {"count": Count("pk", filter=NOT_ENDED), "ended": Count("pk", filter=~NOT_ENDED)} | MONEY


@dataclass(frozen=True)
class AwardSums:
    """Some awards together: how many, how many others have ended, and their money. `share` is their part of all that
    the question finds, in per cent of the money as it stands; None where that is nothing."""

    value: str
    label: str
    count: int
    ended: int
    money: Money
    share: Decimal | None = None


def sums(awards: Awards) -> AwardSums:
    """All of them together."""
    found = awards.order_by().aggregate(count=awards.model.NUMBER, rows=awards.model.ROWS, **MONEY)
    ended = found["rows"] - found["count"]
    return AwardSums("", "All", found["count"], ended, Money(found["decided"], found["stands"]))


def group_order(by: str, asked: str) -> str:
    """In which order the groups come: "amount" or "decided", the largest first, or that of what they are grouped by."""
    if asked in ("amount", "decided"):
        return asked
    return by if asked or by == "year" else "amount"


def groups(awards: QuerySet[ListedAward], by: str, asked: str = "") -> QuerySet[Any, Any]:
    """A row for each value of a grouping, in the order asked; years the latest first."""
    order = {
        "amount": F("stands").desc(),
        "decided": F("decided").desc(),
        "year": F("chosen").desc(nulls_last=True),
    }.get(group_order(by, asked), F("called").asc())
    found = awards.order_by().values(chosen=GROUPINGS[by].value, called=GROUPINGS[by].label).annotate(**SUMS)
    return found.order_by(order, "called", "chosen")


def as_sums(rows: Iterable[Mapping[str, Any]], by: str, whole: Money) -> Iterator[AwardSums]:
    """Of rows as `groups` gives them."""
    for row in rows:
        value, label = row["chosen"] or "", row["called"]
        if by == "year":
            value, label = year_words(value)
        share = (row["stands"] / whole.stands * 100).quantize(Decimal("0.1")) if whole.stands else None
        yield AwardSums(value, label, row["count"], row["ended"], Money(row["decided"], row["stands"]), share)


def year_words(start: str) -> tuple[str, str]:
    """A financial year as filters have it and as people call it."""
    year = FinancialYear(int(start)) if start else None
    return (year.slug, str(year)) if year else ("", "Not stated")


@dataclass(frozen=True)
class Changes:
    """What decisions change of awards of earlier ones, as decided: how many of these, and by how much in all."""

    award_count: int
    difference: Decimal


def changes(lines: QuerySet[ListedVariationLine]) -> Changes:
    found = lines.order_by().aggregate(count=Count("award", distinct=True), sum=Sum(DIFFERENCE, default=ZERO))
    return Changes(found["count"], found["sum"])
