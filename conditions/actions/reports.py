"""Financial reports, as a partnership submits them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import refuse_outsider
from conditions.actions.standings import update_standings
from conditions.models import Obligation, Report, ReportFigure, ReportLine
from grants.actions.diary import record
from grants.measures import HIGHEST_SHARE, MeasureTerms
from grants.models import Award, User
from grants.refused import Refused

Due = Mapping[tuple[Award, int], MeasureTerms]


@dataclass(frozen=True)
class AwardFigures:
    """What a report says of one award, in pounds."""

    actual: Decimal
    projected: Decimal
    underspend: Decimal


@dataclass(frozen=True)
class Reported:
    """The figure of one measure, with a sentence."""

    value: Decimal
    sentence: str = ""


@dataclass(frozen=True)
class Told:
    """What else a report says: the figures of measures, by award and number; and how it went, in words."""

    results: Mapping[tuple[Award, int], Reported] = field(default_factory=dict)
    went_well: str = ""
    went_badly: str = ""
    change_wanted: str = ""


@transaction.atomic
def submit_report(
    obligation: Obligation,
    *,
    by: User,
    statement: str,
    figures: Mapping[Award, AwardFigures],
    told: Told | None = None,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Report:
    """A financial report for one obligation, with figures for each of its awards, and those of their measures that are
    due by then. The same form sent twice is one.

    Refused: for anybody but a lead of the partnership and the office; where the condition asks for none; while another
    waits for the office; with an award left out, or one that is not asked about; the figure of a
    measure that is not due, and a share above 100%.
    """
    obligation = Obligation.objects.lock(obligation)
    refuse_outsider(obligation.partnership, by)
    if form_key is not None and (existing := Report.objects.filter(form_key=form_key).first()):
        if existing.statement != statement or figures_of(existing) != figures:
            raise Refused(
                "This form was sent already, with other figures or words. Take that report back to send another."
            )
        return existing
    told = told or Told()
    refuse_report(obligation, statement, figures)
    due = measures_due(obligation)
    refuse_results(told.results, due)
    report = Report.objects.create(
        obligation=obligation,
        statement=statement,
        went_well=told.went_well,
        went_badly=told.went_badly,
        change_wanted=told.change_wanted,
        form_key=form_key,
        sent_by=by,
        sent_at=at or timezone.now(),
        author_ids=[by.pk],
    )
    save_figures(report, figures, told, due)
    update_standings([obligation.pk])
    changes = {"Unallocated underspend": ["", f"{report.underspend:,.2f}"]}
    record("submitted a report", report, by=by, at=at, decision=obligation.condition.decision, changes=changes)
    return report


def measures_due(obligation: Obligation) -> Due:
    """What figures are due by then, by award and number of the measure."""
    awards = list(obligation.awards)
    return {(award, each.number): each for award in awards for each in obligation.measures_of(award.in_force)}


def save_figures(report: Report, figures: Mapping[Award, AwardFigures], told: Told, due: Due) -> None:
    for award, of_award in figures.items():
        ReportLine.objects.create(report=report, award=award, **asdict(of_award))
    ReportFigure.objects.bulk_create(
        ReportFigure(
            report=report,
            award=award,
            number=number,
            period_ends_on=report.obligation.period_ends_on,
            terms_data=due[award, number].model_dump(mode="json"),
            value=reported.value,
            sentence=reported.sentence,
        )
        for (award, number), reported in told.results.items()
    )


def figures_of(report: Report) -> dict[Award, AwardFigures]:
    lines = report.lines.select_related("award")
    return {each.award: AwardFigures(each.actual, each.projected, each.underspend) for each in lines}


def refuse_report(obligation: Obligation, statement: str, figures: Mapping[Award, AwardFigures]) -> None:
    if obligation.lapsed_at or not obligation.asks_for_report:
        raise Refused("This condition does not require a financial report.")
    if obligation.reports.awaiting_review().exists():
        raise Refused("A report is with the office already. You can send another one if it is returned.")
    if not statement.strip():
        raise Refused("Say in a few words what the report covers.")
    if set(figures) != set(obligation.awards):
        raise Refused("Give figures for every award that the condition is about, and for no others.")
    if any(amount < 0 for of_award in figures.values() for amount in asdict(of_award).values()):
        raise Refused("Figures cannot be below zero.")


def refuse_results(results: Mapping[tuple[Award, int], Reported], due: Due) -> None:
    if set(results) - set(due):
        raise Refused("One of the figures is of a measure that is not due now. Open the form again.")
    for key, reported in results.items():
        if reported.value < 0:
            raise Refused("Figures cannot be below zero.")
        if due[key].is_share and reported.value > HIGHEST_SHARE:
            raise Refused(f"{due[key].name}: a share is at most 100%.")
