"""What changed lately in what was already public: corrections, withdrawals, variations, and findings on conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from conditions.findings import findings_by_condition
from grants.years import london_today
from register.models import Listing, Notice

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
    varying = Listing.objects.annotate(lines=Count("variation_lines")).filter(lines__gt=0)
    rows = varying.order_by("-first_published_on", "-pk").values_list(
        "first_published_on", "reference", "title", "lines"
    )
    for day, reference, title, lines in rows[:RECENT_COUNT]:
        text = f"Changes the amount of {lines} earlier award{'' if lines == 1 else 's'}."
        yield RecentChange(day, "Varied", reference, title, text)


def assessments() -> Iterator[RecentChange]:
    """Assessments of one condition on one day are listed as one."""
    for found, count in findings_by_condition(RECENT_COUNT):
        text = found.condition if count == 1 else f"{found.condition} ({count} findings)"
        yield RecentChange(found.day, f"Condition: {found.label.lower()}", found.reference, found.decision_title, text)
