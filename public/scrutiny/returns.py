"""The monthly statutory return (SI 2011/3050, Sch. para 3(f)): for each grant its conditions, recipient, purpose and
reasons; the months that have one; and what is withheld."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from grants.record import fields
from grants.years import Month
from register.document import Document, WithheldEntry
from register.models import ListedAward, Listing


@dataclass(frozen=True)
class RequiredPart:
    """One of the four things to be published of a grant: complete, withheld, or missing."""

    label: str
    state: str
    text: str = ""


@dataclass(frozen=True)
class ReturnDecision:
    """One decision of the month that makes awards. Late: first published after the end of the month that follows the
    decision, a house rule, since the Order says "as soon as practicable after the end of the month"."""

    listing: Listing
    document: Document

    @property
    def is_late(self) -> bool:
        return self.listing.first_published_on > Month(self.listing.decided_on.replace(day=1)).next.last_day

    @property
    def parts(self) -> list[RequiredPart]:
        return list(parts(self.document))


def parts(document: Document) -> Iterator[RequiredPart]:
    conditions = "; ".join(terms.title for terms in document.conditions)
    if not conditions and document.text("no_conditions"):
        conditions = "No conditions are attached."
    recipients = "; ".join(dict.fromkeys(award.recipient.name for award in document.awards))
    yield part(document, "award", "Recipient", recipients)
    for field in fields():
        if field.is_statutory:
            yield part(document, field.name, field.label, document.text(field.name))
    yield part(document, "condition", "Conditions", conditions)


def part(document: Document, kind: str, label: str, text: str) -> RequiredPart:
    withheld = [f"{entry.label}: {entry.ground_label}." for entry in document.withheld if entry.kind == kind]
    if withheld:
        return RequiredPart(label, "withheld", "\n\n".join(filter(None, [text, *withheld])))
    return RequiredPart(label, "complete" if text else "missing", text)


def months() -> QuerySet[ListedAward, tuple[date, Decimal, int]]:
    """The first day of each month in which grants were decided, what these come to, and how many decisions: newest
    first."""
    in_months = ListedAward.objects.annotate(month=TruncMonth("listing__decided_on")).order_by("-month").values("month")
    sums = in_months.annotate(total=Sum("current_amount"), count=Count("listing", distinct=True))
    return sums.values_list("month", "total", "count")


def grants_of(first: date, last: date) -> list[ReturnDecision]:
    """Every decision with awards in force that was taken from one day to another, both included, in the order taken."""
    decided = Listing.objects.filter(decided_on__range=(first, last)).annotate(award_count=Count("awards"))
    rows = decided.filter(award_count__gt=0).without_words().order_by("decided_on", "reference")
    return [ReturnDecision(each, each.notice.document) for each in rows.select_related("notice")]


def withheld_parts() -> list[tuple[Listing, WithheldEntry]]:
    """Every part that the newest notice of a decision does not publish, the newest decision first."""
    rows = Listing.objects.filter(notice__document_data__withheld__0__isnull=False).newest_first()
    listings = rows.without_words().select_related("notice")
    return [(listing, entry) for listing in listings for entry in listing.notice.document.withheld]
