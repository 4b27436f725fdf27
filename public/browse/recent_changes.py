"""What changed lately in what was already public: corrections, withdrawals, variations, and findings on conditions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from conditions import standing
from grants.years import london_today
from register.models import Listing, Notice

FEW = 6


@dataclass(frozen=True)
class RecentChange:
    day: date
    label: str
    reference: str
    title: str
    text: str


def recent_changes() -> list[RecentChange]:
    """The newest few."""
    told = [*corrections_and_withdrawals(), *variations(), *assessments()]
    return sorted(told, key=lambda change: change.day, reverse=True)[:FEW]


def corrections_and_withdrawals() -> Iterator[RecentChange]:
    notices = Notice.objects.exclude(kind=Notice.Kind.PUBLICATION).order_by("-sequence")
    for notice in notices.select_related("decision__listing").defer(
        "document_data", "decision__listing__words", "decision__listing__search"
    )[:FEW]:
        label = "Withdrawn" if notice.kind == Notice.Kind.WITHDRAWAL else "Corrected"
        listing = notice.decision.listing
        yield RecentChange(london_today(notice.published_at), label, listing.reference, listing.title, notice.note)


def variations() -> Iterator[RecentChange]:
    listings = Listing.objects.filter(variations__isnull=False).distinct().order_by("-first_published_on", "-pk")
    for listing in listings.defer("words", "search").prefetch_related("variations")[:FEW]:
        count = len(listing.variations.all())
        text = f"Changes the amount of {count} earlier award{'' if count == 1 else 's'}."
        yield RecentChange(listing.first_published_on, "Varied", listing.reference, listing.title, text)


def assessments() -> Iterator[RecentChange]:
    """Assessments of one condition on one day are listed as one."""
    told = list(Counter(standing.newest_assessments()).items())[:FEW]
    references = {reference for (_, _, reference, _), _ in told}
    titles = dict(Listing.objects.filter(reference__in=references).values_list("reference", "title"))
    for (day, label, reference, condition), count in told:
        text = condition if count == 1 else f"{condition} ({count} findings)"
        yield RecentChange(day, f"Condition: {label.lower()}", reference, titles[reference], text)
