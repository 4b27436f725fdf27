"""What a partnership has to do, as its lead reads it: what is most pressing first, and in it the soonest first."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Min, Q

from conditions.models import Obligation
from conditions.returns import newest_of_each
from conditions.standing import Standing, standing_of
from conditions.standing_states import StandingState, Turn
from conditions.tallies import Rows, how_many

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
        papers = [pair for pair in evidence if not pair[1].taken_back_at]
        newest = max((each.sent_at for _, each in papers), default=None)
        unanswered = [pair for pair in papers if newest and pair[1].returned_at and pair[1].returned_at >= newest]
        returns = [("Your monitoring return", each) for each in newest_of_each(self.obligation.all_returns)]
        return [(name, each.returned_comment) for name, each in (*shared, *unanswered, *returns) if each.returned_at]

    @property
    def grants(self) -> str:
        """The grant it is about, or the decision that makes several of one year."""
        return f"{self.obligation.award_title or self.obligation.decision_title}, {self.obligation.year}"


class TaskGroup(NamedTuple):
    heading: str
    tasks: list[PartnershipTask]


class ToDo(NamedTuple):
    """How many obligations of a partnership are not settled: those that are for it to do, and those with the office.
    `next_due`: the first day still to come on which something for it falls due."""

    tasks: int
    past_due: int
    with_office: int
    past_due_with_office: int
    next_due: date | None


def to_do_of(rows: Rows, *, today: date) -> ToDo:
    office, late = Q(turn=Turn.OFFICE), Q(due_on__lt=today)
    counted = {
        "tasks": ~office,
        "past_due": ~office & late,
        "with_office": office,
        "past_due_with_office": office & late,
    }
    found = (
        rows.filter(settled="")
        .order_by()
        .aggregate(
            **{name: how_many(rows, those) for name, those in counted.items()},
            next_due=Min("due_on", filter=~office & ~late),
        )
    )
    return ToDo(**found)


def tasks_of(obligations: Iterable[Obligation], *, today: date) -> list[PartnershipTask]:
    return [PartnershipTask(obligation, standing_of(obligation, today=today)) for obligation in obligations]


def grouped_tasks(tasks: Iterable[PartnershipTask]) -> list[TaskGroup]:
    """The sections of what is not settled; those with nothing in them are left out."""
    order = (PAST_DUE, SENT_BACK, SOON, LATER, WAITING)
    ordered = sorted(tasks, key=lambda task: order.index(task.heading))
    return [TaskGroup(heading, list(those)) for heading, those in groupby(ordered, lambda task: task.heading)]
