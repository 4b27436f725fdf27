"""What fell due before this register followed conditions, as everybody reads it (domain §6: history is not an
accusation)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from conditions.models import Condition
from conditions.terms import OUT_OF_SIGHT
from grants.formatting import day

# Said by every list that leaves them out.
NOT_LISTED = (
    "Conditions that fell due before this register began to follow them are not listed. They were to be kept before "
    "this register began, and whether they were kept is not recorded here."
)


@dataclass(frozen=True)
class History:
    """Of one decision: a sentence for each condition (by number) of which something is history, and why an approver has
    said from when they are followed; empty where none has."""

    sentences: dict[int, str]
    reason: str


def history_of(reference: str, *, is_taken_down: bool = False) -> History:
    """Without the reason while the text of the decision is out of public sight."""
    conditions = Condition.objects.filter(decision__reference=reference).select_related("decision")
    sentences, reason = {}, ""
    for each in conditions:
        decision = each.decision
        if each.followed_from:
            sentences[each.number] = (
                f"What fell due before {day(each.followed_from)} was to be kept before this register began: whether it "
                "was kept is not recorded here."
            )
        if decision.conditions_followed_from:
            from_day = day(decision.conditions_followed_from)
            why = OUT_OF_SIGHT if is_taken_down else decision.conditions_followed_reason
            reason = f"The office follows these conditions from {from_day}. {why}"
    return History(sentences, reason)


def not_listed(awards: QuerySet[Any, Any] | None = None) -> str:
    """What a list about these awards (ids), or about all, says of what it leaves out as history; empty where that is
    nothing."""
    history = Condition.objects.exclude(followed_from=None)
    history = history if awards is None else history.filter(decision__awards__in=awards)
    return NOT_LISTED if history.exists() else ""
