"""What may follow a publication: contributions, findings, corrections, a withdrawal. Each gives deeds for a story."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from conditions import actions as conditions
from conditions.models import Assessment, Contribution, Obligation, ObligationQuerySet
from grants.actions import revise
from pcc_decisions.sample.cast import person
from pcc_decisions.sample.stories import SAMPLE, Deed, Story, moment
from register import actions as register

Finding = Assessment.Finding


def offered(
    on: date,
    what: str,
    amount: str,
    *,
    by: str = "mo",
    award: int = 1,
    condition: int = 1,
    accepted_on: date | None = None,
    returned_on: date | None = None,
    missing: str = "",
    **values: Any,
) -> tuple[Deed, ...]:
    """A contribution towards the match of one award; and then what the office said of it, if anything."""

    def record(story: Story, at: datetime) -> None:
        obligation = asked_of(story, condition).get(award__number=award)
        told = {"source": "partnership", "description": what, "amount": Decimal(amount)} | values
        conditions.record_contribution(obligation, by=person(by), values=told, form_key=key(story, what), at=at)

    def accept(story: Story, at: datetime) -> None:
        conditions.accept(found_again(story, what), by=person("oma"), at=at)

    def give_back(story: Story, at: datetime) -> None:
        conditions.return_contribution(found_again(story, what), by=person("oma"), comment=missing, at=at)

    said = ((on, 9, record), (accepted_on, 11, accept), (returned_on, 11, give_back))
    return tuple(Deed(moment(day, hour), do) for day, hour, do in said if day)


def found(on: date, finding: Finding, reasons: str, *, condition: int, by: str = "oma", **which: Any) -> Deed:
    """The office's finding on the obligations of one condition; `which` picks some of them."""

    def assess(story: Story, at: datetime) -> None:
        for obligation in asked_of(story, condition).filter(**which):
            conditions.assess(obligation, by=person(by), finding=finding, reasons=reasons, at=at)

    return Deed(moment(on, 12), assess)


def kept(on: date, reasons: str, *, by: str = "oma", **which: Any) -> Deed:
    """Everything due by then, and not yet judged, was met; `which` picks some of it."""

    def assess(story: Story, at: datetime) -> None:
        open_still = Obligation.objects.filter(condition__decision=story.decision, due_on__lte=on, assessments=None)
        for obligation in open_still.filter(**which):
            conditions.assess(obligation, by=person(by), finding=Finding.MET, reasons=reasons, at=at)

    return Deed(moment(on, 16), assess)


def revised(on: date, values: Mapping[str, Any], *, by: str = "oma") -> Deed:
    return Deed(moment(on, 10), lambda story, at: revise(story.decision, by=person(by), values=values, at=at))


def corrected(on: date, values: Mapping[str, Any], *, note: str) -> tuple[Deed, ...]:
    """Revised, sent, approved by somebody else and published again, all on one day."""

    def send(story: Story, at: datetime) -> None:
        register.send_for_approval(story.decision, by=person("oma"), at=at)

    def approve(story: Story, at: datetime) -> None:
        register.approve(story.decision, by=person("abe"), at=at)

    def publish(story: Story, at: datetime) -> None:
        register.publish(story.decision, by=person("oma"), note=note, at=at)

    return revised(on, values), Deed(moment(on, 11), send), Deed(moment(on, 14), approve), Deed(moment(on, 15), publish)


def withdrawn(on: date, *, reason: str) -> Deed:
    return Deed(
        moment(on, 15), lambda story, at: register.withdraw(story.decision, by=person("abe"), reason=reason, at=at)
    )


def asked_of(story: Story, condition: int) -> ObligationQuerySet:
    return Obligation.objects.filter(condition__decision=story.decision, condition__number=condition)


def key(story: Story, what: str) -> UUID:
    return uuid5(SAMPLE, f"{story.key}: {what}")


def found_again(story: Story, what: str) -> Contribution:
    return Contribution.objects.get(form_key=key(story, what))
