"""What changed lately in what was already public: corrections, withdrawals, variations, and findings on conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from conditions.findings import findings_by_condition
from grants.years import london_today
from register.models import ListedVariationLine, Notice

RECENT_COUNT = 6


@dataclass(frozen=True)
class RecentChange:
    day: date
    label: str
    reference: str
    title: str
    text: str


def recent_changes() -> list[RecentChange]:
    """The newest few."""
    changes = [*corrections_and_withdrawals(), *variations(), *assessments()]
    return sorted(changes, key=lambda change: change.day, reverse=True)[:RECENT_COUNT]


def corrections_and_withdrawals() -> Iterator[RecentChange]:
    notices = Notice.objects.exclude(kind=Notice.Kind.PUBLICATION).order_by("-sequence")
    for notice in notices.select_related("decision__listing").defer(
        "document_data", "decision__listing__words", "decision__listing__search"
    )[:RECENT_COUNT]:
        label = "Withdrawn" if notice.kind == Notice.Kind.WITHDRAWAL else "Corrected"
        listing = notice.decision.listing
        yield RecentChange(
            london_today(notice.published_at), label, listing.reference, listing.title, notice.public_note
        )


def variations() -> Iterator[RecentChange]:
    named = ("listing__first_published_on", "listing__reference", "listing__title")
    counted = ListedVariationLine.objects.order_by().values_list(*named).annotate(lines=Count("pk"))
    rows = counted.order_by("-listing__first_published_on", "-listing_id")
    for day, reference, title, lines in rows[:RECENT_COUNT]:
        text = f"Changes the amount of {lines} earlier award{'' if lines == 1 else 's'}."
        yield RecentChange(day, "Varied", reference, title, text)


def assessments() -> Iterator[RecentChange]:
    """Assessments of one condition on one day are listed as one."""
    for found, count in findings_by_condition(RECENT_COUNT):
        text = found.condition if count == 1 else f"{found.condition} ({count} findings)"
        yield RecentChange(found.day, f"Condition: {found.label.lower()}", found.reference, found.decision_title, text)
