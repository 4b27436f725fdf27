"""What an account names, in the words that the public may read of it now (domain §8): what was taken down, redacted or
withdrawn since is not read here either."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from grants.formatting import day
from register.account_document import AccountDocument, NamedNotice, ObjectiveEntry, RecommendationEntry
from register.document import Document
from register.models import Notice, Recommendation

Named = TypeVar("Named", bound=NamedNotice)


@dataclass(frozen=True)
class NamedDecision(Generic[Named]):
    entry: Named
    notice: Notice | None

    @cached_property
    def document(self) -> Document | None:
        return None if self.notice is None or self.notice.is_redacted else self.notice.document

    @property
    def title(self) -> str:
        return self.document.title if self.document else self.entry.reference

    @property
    def reason(self) -> str:
        """For going past a limit: of its approval, and of its withdrawal."""
        if self.document is None:
            return ""
        reasons = self.document.text("exceeding_reason"), self.document.withdrawal_exceeding_reason
        return "\n\n".join(filter(None, reasons))


def named_decisions(entries: Iterable[Named]) -> list[NamedDecision[Named]]:
    """In one query."""
    wanted = list(entries)
    rows = Notice.objects.filter(decision__reference__in=[each.reference for each in wanted]).select_related("decision")
    found = {(each.reference, each.version): each for each in rows}
    return [NamedDecision(each, found.get((each.reference, each.version))) for each in wanted]


@dataclass(frozen=True)
class NamedRecommendation:
    entry: RecommendationEntry
    row: Recommendation

    @property
    def title(self) -> str:
        return f"{self.row}, {self.row.item.meeting}"

    @property
    def stood(self) -> str:
        """On the day of the account."""
        entry = self.entry
        return f"{entry.response} on {day(entry.responded_on)}." if entry.responded_on else "No response was recorded."

    @property
    def words(self) -> str:
        if self.row.is_out_of_sight:
            return "It was withdrawn from this register later."
        return f"To {self.row.to_whom}: {self.row.words}"

    @property
    def reason(self) -> str:
        """What was answered, where that was so on the day."""
        return self.row.response_reason if self.entry.response and not self.row.is_out_of_sight else ""


def named_recommendations(entries: Iterable[RecommendationEntry]) -> list[NamedRecommendation]:
    """In one query."""
    wanted = list(entries)
    rows = Recommendation.objects.as_shown().in_bulk([each.number for each in wanted])
    return [NamedRecommendation(each, rows[each.number]) for each in wanted]


def shown(document: AccountDocument) -> dict[str, Any]:
    """What a page shows of an account, published or not yet."""
    plans: dict[str, list[ObjectiveEntry]] = {}
    for each in document.objectives:
        plans.setdefault(each.plan, []).append(each)
    return {
        "document": document,
        "plans": plans,
        "late": named_decisions(document.late),
        "exceeding": named_decisions(document.exceeding),
        "recommended": named_recommendations(document.recommended),
    }
