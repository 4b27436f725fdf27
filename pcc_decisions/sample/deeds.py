"""What may follow a publication: contributions, findings, corrections, a withdrawal. Each gives deeds for a story."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from conditions import actions as conditions
from conditions.match import NOTHING
from conditions.models import Assessment, Contribution, Evidence, Kind, Obligation, ObligationQuerySet, Report
from grants.actions import revise
from grants.models import User
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
        conditions.return_sent(found_again(story, what), by=person("oma"), comment=missing, at=at)

    said = ((on, 9, record), (accepted_on, 11, accept), (returned_on, 11, give_back))
    return tuple(Deed(moment(day, hour), do) for day, hour, do in said if day)


def sent_in(
    on: date,
    *,
    by: str,
    condition: int,
    statement: str,
    papers: Mapping[str, str],
    accepted_on: date | None = None,
    **which: Any,
) -> tuple[Deed, ...]:
    """Papers, as {name: text}, or without any a declaration, for the condition of the partnership that `by` leads;
    `which` picks one of its occurrences."""

    def send(story: Story, at: datetime) -> None:
        lead = person(by)
        obligation = asked_of(story, condition).get(partnership__in=lead.partnerships, **which)
        files = [SimpleUploadedFile(name, text.encode()) for name, text in papers.items()]
        conditions.add_evidence(obligation, by=lead, papers=files, statement=statement, at=at)

    def accept(story: Story, at: datetime) -> None:
        sent = Evidence.objects.awaiting_review().filter(obligation__in=asked_of(story, condition))
        for evidence in sent.filter(added_by=person(by)):
            conditions.accept(evidence, by=person("oma"), at=at)

    said = ((on, 10, send), (accepted_on, 11, accept))
    return tuple(Deed(moment(day, hour), do) for day, hour, do in said if day)


def report_sent(
    on: date,
    *,
    by: str,
    condition: int,
    underspend: str = "0.00",
    accepted_on: date | None = None,
    returned_on: date | None = None,
    missing: str = "",
    **which: Any,
) -> tuple[Deed, ...]:
    """A financial report for the one obligation that `which` picks; and then what the office said of it, if anything.
    What a partnership without a lead of its own sends in, an officer enters for it."""

    def send(story: Story, at: datetime) -> None:
        report(asked_of(story, condition).get(**which), by=person(by), underspend=Decimal(underspend), at=at)

    def waiting(story: Story) -> Report:
        return Report.objects.awaiting_review().get(obligation__in=asked_of(story, condition).filter(**which))

    def accept(story: Story, at: datetime) -> None:
        conditions.accept(waiting(story), by=person("oma"), at=at)

    def give_back(story: Story, at: datetime) -> None:
        conditions.return_sent(waiting(story), by=person("oma"), comment=missing, at=at)

    said = ((on, 10, send), (accepted_on, 11, accept), (returned_on, 11, give_back))
    return tuple(Deed(moment(day, hour), do) for day, hour, do in said if day)


def found(on: date, finding: Finding, reasons: str, *, condition: int, by: str = "oma", **which: Any) -> Deed:
    """The office's finding on the obligations of one condition; `which` picks some of them."""

    def assess(story: Story, at: datetime) -> None:
        officer = person(by)
        for obligation in asked_of(story, condition).filter(**which):
            conditions.assess(obligation, by=officer, finding=finding, reasons=reasons, at=at)

    return Deed(moment(on, 12), assess)


def kept(on: date, reasons: str, *, by: str = "oma", **which: Any) -> Deed:
    """Everything due by then, and not yet judged, was met; `which` picks some of it. Where a cap on underspend is asked
    for, the report that shows it kept has come first."""

    def assess(story: Story, at: datetime) -> None:
        officer = person(by)
        open_still = Obligation.objects.filter(condition__decision=story.decision, due_on__lte=on, assessments=None)
        for obligation in open_still.filter(**which):
            if obligation.terms.kind == Kind.UNDERSPEND and not obligation.reports.exists():
                made = report(obligation, by=person("olu"), underspend=Decimal("1250.00"), at=at)
                conditions.accept(made, by=officer, at=at)
            conditions.assess(obligation, by=officer, finding=Finding.MET, reasons=reasons, at=at)

    return Deed(moment(on, 16), assess)


def paid(on: date, amount: str, *, award: int = 1, by: str = "olu") -> Deed:
    def pay(story: Story, at: datetime) -> None:
        on_award = story.decision.awards.get(number=award)
        conditions.record_payment(on_award, by=person(by), amount=Decimal(amount), paid_on=on, at=at)

    return Deed(moment(on, 15), pay)


def report(obligation: Obligation, *, by: User, underspend: Decimal, at: datetime) -> Report:
    """A financial report: all grants are spent but for one sum, which is left of the first."""
    spent = {award: conditions.Figures(award.amount, award.amount, NOTHING) for award in obligation.awards}
    first = min(spent, key=lambda award: award.number)
    figures = spent | {first: conditions.Figures(first.amount - underspend, first.amount - underspend, underspend)}
    statement = "Spend to date and to the end of the year, from the ledger of the accountable body."
    return conditions.submit_report(obligation, by=by, statement=statement, figures=figures, at=at)


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
