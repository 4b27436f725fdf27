"""The record of a decision as a list of tasks: how far each of its parts has come, and which of them block it."""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse

from grants.models import Decision
from grants.record import Section, sections_of
from register.checks.checklist import Checklist
from register.loading import conditions_in_force


class TaskState(Enum):
    """How far a part of the record has come, and the colour of its tag."""

    BLOCKING = "Blocking", "red"
    NOT_STARTED = "Not started", "grey"
    INCOMPLETE = "Incomplete", "light-blue"
    COMPLETE = "Complete", ""
    OPTIONAL = "Optional", "grey"

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class RecordTask:
    """One part of the record. `blocks`: the sentences of the checklist that lead into it."""

    title: str
    address: str
    state: TaskState
    blocks: tuple[str, ...] = ()


def tasks(decision: Decision, found: Checklist) -> list[RecordTask]:
    """The sections of the record, then the awards and the conditions."""
    page = reverse("office:decision_detail", args=[decision.reference])
    awards = [page + "awards/", page + "varied-awards/"]
    return [
        *(of_section(decision, section, found) for section in sections_of(decision.kind)),
        task("Awards", page + "#awards", state_of_rows(there_are_some=has_awards(decision)), found, awards),
        task(
            "Conditions",
            page + "#conditions",
            state_of_rows(there_are_some=has_conditions(decision)),
            found,
            [page + "conditions/"],
        ),
    ]


def of_section(decision: Decision, section: Section, found: Checklist) -> RecordTask:
    address = reverse("office:decision_section", args=[decision.reference, section.slug])
    return task(section.title, address, of_fields(decision, section), found, [address])


def task(title: str, address: str, state: TaskState, found: Checklist, under: list[str]) -> RecordTask:
    """The task, blocking where a block of the checklist leads to an address under one of these."""
    blocks = tuple(block.sentence for block in found.blocks if block.address.startswith(tuple(under)))
    return RecordTask(title, address, TaskState.BLOCKING if blocks else state, blocks)


def of_fields(decision: Decision, section: Section) -> TaskState:
    required = [each.name for each in section.fields if not each.may_stay_blank]
    given = [name for name in required if decision.says(name)]
    if not required:
        return TaskState.COMPLETE if any(map(decision.says, section.names)) else TaskState.OPTIONAL
    if not given:
        return TaskState.NOT_STARTED
    return TaskState.COMPLETE if len(given) == len(required) else TaskState.INCOMPLETE


def state_of_rows(*, there_are_some: bool) -> TaskState:
    return TaskState.COMPLETE if there_are_some else TaskState.NOT_STARTED


def has_awards(decision: Decision) -> bool:
    return decision.awards.exists() or decision.variation_lines.exists()


def has_conditions(decision: Decision) -> bool:
    return decision.no_conditions or bool(conditions_in_force(decision))
