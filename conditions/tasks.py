"""What a partnership has to do, as its lead reads it: what is most pressing first, and in it the soonest first."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from conditions.models import Obligation
from conditions.standing import Standing, standing_of
from conditions.standing_states import StandingState

PAST_DUE, SENT_BACK, SOON, LATER, WAITING = (
    "Past due",
    "Sent back to you",
    "Due in the next 28 days",
    "Later",
    "With the office",
)
HEADINGS = {
    StandingState.PAST_DUE: PAST_DUE,
    StandingState.DUE_SOON: SOON,
    StandingState.NOT_YET_DUE: LATER,
}


class PartnershipTask(NamedTuple):
    """An obligation, and where it stands today."""

    obligation: Obligation
    standing: Standing

    @property
    def heading(self) -> str:
        """Where a lead looks for it, while it is not settled."""
        if self.standing.is_with_office:
            return WAITING
        if self.returned and not self.standing.is_past_due:
            return SENT_BACK
        return HEADINGS[self.standing.state]

    @property
    def returned(self) -> list[tuple[str, str]]:
        """Returned things that have not been answered, with the office's comments."""
        if self.standing.is_settled:
            return []
        shared = [(str(share.contribution), share.contribution) for share in self.obligation.all_shares]
        # Evidence of a contribution is returned with it; any other is answered by what is sent after it.
        evidence = [(str(each), each) for each in self.obligation.all_evidence if not each.contribution_id]
        reports = (("Your report", each) for each in self.obligation.all_reports)
        others = [pair for pair in (*evidence, *reports) if not pair[1].taken_back_at]
        newest = max((each.sent_at for _, each in others), default=None)
        unanswered = [pair for pair in others if newest and pair[1].returned_at and pair[1].returned_at >= newest]
        return [(name, each.returned_comment) for name, each in (*shared, *unanswered) if each.returned_at]

    @property
    def grants(self) -> str:
        """The grant it is about, or the decision that makes several of one year."""
        return f"{self.obligation.award_title or self.obligation.decision_title}, {self.obligation.year}"


class TaskGroup(NamedTuple):
    heading: str
    tasks: list[PartnershipTask]


class PartnershipTasks(NamedTuple):
    """A partnership's obligations that are not settled."""

    sections: list[TaskGroup]

    @property
    def tasks(self) -> list[PartnershipTask]:
        """Tasks for the partnership, not the office."""
        return [task for section in self.sections if section.heading != WAITING for task in section.tasks]

    @property
    def past_due(self) -> int:
        return sum(task.standing.is_past_due for task in self.tasks)

    @property
    def past_due_with_office(self) -> int:
        return sum(
            task.standing.is_past_due
            for section in self.sections
            if section.heading == WAITING
            for task in section.tasks
        )

    @property
    def next_due(self) -> date | None:
        """The first day still to come on which something falls due."""
        still_to_come = (each for each in self.tasks if not each.standing.is_past_due)
        return min((each.obligation.due_on for each in still_to_come), default=None)


def tasks_of(obligations: Iterable[Obligation], *, today: date) -> list[PartnershipTask]:
    return [PartnershipTask(obligation, standing_of(obligation, today=today)) for obligation in obligations]


def grouped_tasks(tasks: Iterable[PartnershipTask]) -> PartnershipTasks:
    """The sections of what is not settled; those with nothing in them are left out."""
    order = (PAST_DUE, SENT_BACK, SOON, LATER, WAITING)
    ordered = sorted(
        (task for task in tasks if not task.standing.is_settled), key=lambda task: order.index(task.heading)
    )
    return PartnershipTasks(
        [TaskGroup(heading, list(those)) for heading, those in groupby(ordered, lambda task: task.heading)]
    )
