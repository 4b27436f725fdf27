"""Financial reports: submitted by a partnership, accepted or returned by the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import refuse_stranger
from conditions.models import Obligation, Report, ReportLine
from grants.actions import record, require_editor
from grants.models import Award, User
from grants.refused import Refused


@dataclass(frozen=True)
class Figures:
    """What a report says of one award, in pounds."""

    actual: Decimal
    projected: Decimal
    underspend: Decimal


@transaction.atomic
def submit_report(
    obligation: Obligation,
    *,
    by: User,
    statement: str,
    figures: Mapping[Award, Figures],
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Report:
    """A financial report for one obligation, with figures for each of its awards. The same form sent twice is one.

    Refused: for anybody but a lead of the partnership and the office; where the condition asks for none; while another
    waits for the office; with an award left out, or one that is not asked about.
    """
    mine = Obligation.objects.select_for_update(of=("self",), no_key=True)
    obligation = mine.select_related("partnership", "condition__decision").get(pk=obligation.pk)
    if obligation.partnership:
        refuse_stranger(obligation.partnership, by)
    else:
        require_editor(by)
    if form_key is not None and (existing := Report.objects.filter(form_key=form_key).first()):
        return existing
    refuse_report(obligation, statement, figures)
    report = Report.objects.create(
        obligation=obligation,
        statement=statement,
        form_key=form_key,
        submitted_by=by,
        submitted_at=at or timezone.now(),
    )
    for award, told in figures.items():
        ReportLine.objects.create(
            report=report, award=award, actual=told.actual, projected=told.projected, underspend=told.underspend
        )
    note(report, "submitted a report", by=by, at=at)
    return report


@transaction.atomic
def accept_report(report: Report, *, by: User, at: datetime | None = None) -> Report:
    """An officer takes the report as it is: from now on its figures are those of the obligation."""
    report = waiting(report, by=by)
    report.accepted_by, report.accepted_at = by, at or timezone.now()
    report.save()
    note(report, "accepted a report", by=by, at=at)
    return report


@transaction.atomic
def return_report(report: Report, *, by: User, comment: str, at: datetime | None = None) -> Report:
    """An officer sends it back to the partnership, saying what to mend. A new one may then be submitted."""
    report = waiting(report, by=by)
    if not comment.strip():
        raise Refused("Say what is missing, so that the partnership can mend it.")
    report.returned_by, report.returned_at = by, at or timezone.now()
    report.returned_comment = comment
    report.save()
    note(report, "returned a report", by=by, at=at, comment=comment)
    return report


def waiting(report: Report, *, by: User) -> Report:
    """The row, locked, for an officer other than the one who submitted it; refused once accepted or returned."""
    require_editor(by)
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if not report.awaits_review:
        raise Refused(f"This report has already been {'accepted' if report.accepted_at else 'returned'}.")
    if report.submitted_by_id == by.pk:
        raise Refused("You submitted this report yourself: another officer has to accept it.")
    return report


def refuse_report(obligation: Obligation, statement: str, figures: Mapping[Award, Figures]) -> None:
    if obligation.lapsed_at or not obligation.asks_for_report:
        raise Refused("This condition does not ask for a financial report now.")
    if obligation.reports.awaiting_review().exists():
        raise Refused("A report is with the office already. It can be replaced once the office has returned it.")
    if not statement.strip():
        raise Refused("Say in a few words what the report covers.")
    if set(figures) != set(obligation.awards):
        raise Refused("Give the figures of every grant that the condition is about, and of no other.")
    if any(sum_ < 0 for told in figures.values() for sum_ in (told.actual, told.projected, told.underspend)):
        raise Refused("No figure of a report is below zero.")


def note(report: Report, verb: str, *, by: User, at: datetime | None, comment: str = "") -> None:
    changes = {"Unallocated underspend": ["", f"{report.underspend:,.2f}"]}
    decision = report.obligation.condition.decision
    record(verb, report, by=by, at=at, decision=decision, comment=comment, changes=changes)
