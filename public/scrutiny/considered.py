"""Who considered a decision or a partnership, and the decisions of an item as they are public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from register.models import Listing, MeetingItem, ScrutinyEntry
from register.models.scrutiny import Recorded

MOST = 20


@dataclass(frozen=True)
class ShownDecision:
    """A decision that an item is about, and where its page says what members ask for again and again."""

    listing: Listing

    @property
    def ways(self) -> list[tuple[str, str]]:
        """What is asked, and where the page says it; nowhere where nothing of it was published.
        Of what is withdrawn or out of sight nothing."""
        if self.listing.notice.taken_down_at or self.listing.is_withdrawn:
            return []
        document = self.listing.notice.document
        return [
            ("How shares were set", "shares" if document.splits else ""),
            ("Conditions and monitoring", "conditions" if document.makes_awards else ""),
            ("What was achieved", "measures" if document.measures else "record" if document.entry("results") else ""),
        ]


@dataclass(frozen=True)
class ShownItem:
    """An item with its decisions and the conditions of decisions, as they are public."""

    item: MeetingItem
    decisions: list[ShownDecision]
    conditions: list[tuple[str, int]]


def with_listings(items: Sequence[MeetingItem]) -> list[ShownItem]:
    ids = {decision.pk for item in items for decision in item.decisions.all()}
    ids |= {condition.decision_id for item in items for condition in item.conditions.all()}
    rows = Listing.objects.filter(decision__in=ids).without_words().select_related("notice")
    listed = {each.decision_id: each for each in rows}
    return [
        ShownItem(
            item,
            [ShownDecision(listed[each.pk]) for each in item.decisions.all() if each.pk in listed],
            [
                (listed[each.decision_id].reference, each.number)
                for each in item.conditions.all()
                if each.decision_id in listed
            ],
        )
        for item in items
    ]


def considered_by(**of: Any) -> QuerySet[MeetingItem]:
    """The items that are about a decision, or a partnership: the newest meetings first."""
    items = MeetingItem.objects.standing().filter(**of).select_related("meeting__body")
    return items.order_by("-meeting__held_on", "-pk")


def corrections_of(**rows: Iterable[Recorded]) -> list[tuple[Recorded, ScrutinyEntry]]:
    """What rows said before, and why that was changed: of each kind these rows, the newest first. Of what is withdrawn
    nothing is said."""
    in_sight = {(kind, row.pk): row for kind, every in rows.items() for row in every if not row.is_out_of_sight}
    asked = Q(pk=None)
    for kind, every in rows.items():
        asked |= Q(kind=kind, thing_id__in=[row.pk for row in every])
    entries = ScrutinyEntry.objects.published().filter(asked, deed=ScrutinyEntry.Deed.CORRECTED)
    return [(in_sight[each.kind, each.thing_id], each) for each in entries if (each.kind, each.thing_id) in in_sight]
