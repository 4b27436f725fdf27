"""The one public face of how grants ended: what accepted end of grant reports say, and what was agreed of underspends.

Nothing of an award whose recipient is withheld.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from conditions.models import AwardEnd
from conditions.models.ends import WITHDRAWN, AwardEndQuerySet
from conditions.terms import OUT_OF_SIGHT
from grants.formatting import pounds
from grants.models import Decision
from grants.models.money import ZERO


@dataclass(frozen=True)
class Agreed:
    """A part of an underspend, in words, and the variation that does it."""

    words: str
    reference: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class EndReport:
    """Of an award, by its number."""

    end: AwardEnd
    number: int
    title: str
    lessons: str
    continues: str
    reason: str

    @property
    def agreed(self) -> Iterator[Agreed]:
        end = self.end
        if end.returned:
            yield Agreed(f"{pounds(end.returned)} returned")
        for amount, called, by in (
            (end.carried_over, "carried over", end.carried_over_by),
            (end.repurposed, "repurposed", end.repurposed_by),
        ):
            if amount and by:
                yield agreed(f"{pounds(amount)} {called}", by)
        if end.unsettled > ZERO:
            yield Agreed(f"{pounds(end.unsettled)} not settled yet")


def agreed(words: str, by: Decision) -> Agreed:
    return Agreed(words, by.reference, by.state == WITHDRAWN)


def end_reports_of(reference: str, *, is_taken_down: bool = False) -> list[EndReport]:
    """Of the awards of a published decision; without their texts while those are out of public sight."""
    ends = public_ends().filter(award__in_force__reference=reference).order_by("award__number")
    shown = ends.select_related("award__in_force", "carried_over_by", "repurposed_by")
    return [report(each, is_taken_down=is_taken_down) for each in shown]


def report(end: AwardEnd, *, is_taken_down: bool) -> EndReport:
    number, title = end.award.number, end.award.in_force.title
    if is_taken_down:
        reason = OUT_OF_SIGHT if end.reason else ""
        return EndReport(end, number, f"Award {number}", OUT_OF_SIGHT, OUT_OF_SIGHT, reason)
    return EndReport(end, number, title, end.lessons, end.continues, end.reason)


def public_ends() -> AwardEndQuerySet:
    return AwardEnd.objects.filter(award__in_force__is_withheld=False)
