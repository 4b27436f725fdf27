"""What a partnership has to do, as its lead reads it: what is most pressing first, and in it the soonest first."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from conditions.models import Obligation
from conditions.standing import Standing, StandingState, standing_of

OVERDUE, SENT_BACK, SOON, LATER, WAITING = (
    "Overdue",
    "Sent back to you",
    "Due in the next 28 days",
    "Later",
    "With the office",
)
HEADINGS = {
    StandingState.OVERDUE: OVERDUE,
    StandingState.DUE_SOON: SOON,
    StandingState.NOT_YET_DUE: LATER,
    StandingState.WITH_OFFICE: WAITING,
}


class PartnershipTask(NamedTuple):
    """An obligation, and where it stands today."""

    obligation: Obligation
    standing: Standing

    @property
    def heading(self) -> str:
        """Where a lead looks for it, while it is not settled."""
        is_mending = bool(self.returned) and self.standing.state != StandingState.OVERDUE
        return SENT_BACK if is_mending else HEADINGS[self.standing.state]

    @property
    def returned(self) -> list[tuple[str, str]]:
        """Returned things that have not been answered, with the office's comments."""
        if self.standing.is_settled:
            return []
        shared = (share.contribution for share in self.obligation.all_shares)
        given = [(str(each), each.returned_comment) for each in shared if each.returned_at]
        # Papers of a contribution go and come with it; any other is answered by whatever is sent after it.
        papers = [(each.sent_at, str(each), each) for each in self.obligation.all_evidence if not each.contribution_id]
        reports = [(each.sent_at, "Your report", each) for each in self.obligation.all_reports]
        newest = max((sent_at for sent_at, _, _ in (*papers, *reports)), default=None)
        for _, name, each in (*papers, *reports):
            if each.returned_at and newest and each.returned_at >= newest:
                given.append((name, each.returned_comment))
        return given

    @property
    def grants(self) -> str:
        """The grant it is about, or the decision that makes several of one year."""
        return f"{self.obligation.award_title or self.obligation.decision_title}, {self.obligation.year}"


class TaskGroup(NamedTuple):
    heading: str
    tasks: list[PartnershipTask]


class PartnershipTasks(NamedTuple):
    """Everything that is asked of a partnership and not settled."""

    sections: list[TaskGroup]

    @property
    def tasks(self) -> list[PartnershipTask]:
        """Tasks for the partnership, not the office."""
        return [task for section in self.sections if section.heading != WAITING for task in section.tasks]

    @property
    def overdue(self) -> int:
        return sum(task.standing.state == StandingState.OVERDUE for task in self.tasks)

    @property
    def next_due(self) -> date | None:
        """The first day still to come on which something falls due."""
        return min((t.obligation.due_on for t in self.tasks if t.standing.state != StandingState.OVERDUE), default=None)


def tasks_of(obligations: Iterable[Obligation], *, today: date) -> list[PartnershipTask]:
    return [PartnershipTask(obligation, standing_of(obligation, today=today)) for obligation in obligations]


def grouped_tasks(tasks: Iterable[PartnershipTask]) -> PartnershipTasks:
    """The sections of what is not settled; those with nothing in them are left out."""
    order = (OVERDUE, SENT_BACK, SOON, LATER, WAITING)
    ordered = sorted(
        (task for task in tasks if not task.standing.is_settled), key=lambda task: order.index(task.heading)
    )
    return PartnershipTasks(
        [TaskGroup(heading, list(those)) for heading, those in groupby(ordered, lambda task: task.heading)]
    )
