"""The periods of an award, and what is asked and was sent for each (domain §12)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from conditions.models import AwardInForce, MonitoringReturn, Obligation
from grants.formatting import day
from grants.measures import MeasureTerms
from grants.models import Award
from grants.years import FinancialYear, london_today


@dataclass(frozen=True)
class Period:
    """A quarter of an award's year for which a return may be sent: the measures whose figures are due by its end, the
    conditions that ask for a report of it, and the returns that were sent, the newest first."""

    in_force: AwardInForce
    ends_on: date
    measures: tuple[MeasureTerms, ...]
    obligations: tuple[Obligation, ...]
    returns: tuple[MonitoringReturn, ...] = field(default=())

    @property
    def award(self) -> Award:
        return self.in_force.award

    @property
    def slug(self) -> str:
        return self.ends_on.isoformat()

    @property
    def year_end(self) -> date:
        year: FinancialYear = self.in_force.year  # type: ignore[assignment]  # without one there is no period
        return year.last_day

    @property
    def is_last(self) -> bool:
        """The one whose return may be the end of grant report."""
        return self.ends_on == self.year_end

    @property
    def may_end(self) -> bool:
        """It is offered once the year is over: before, it would only be in the way of a return."""
        return self.is_last and self.ends_on < london_today()

    @property
    def is_closed(self) -> bool:
        """Its end of grant report was accepted, and only another one takes the place of that."""
        return self.accepted is not None and self.accepted.is_final

    @property
    def name(self) -> str:
        return f"quarter to {day(self.ends_on)}"

    @property
    def newest(self) -> MonitoringReturn | None:
        return next((each for each in self.returns if not each.taken_back_at), None)

    @property
    def accepted(self) -> MonitoringReturn | None:
        return next((each for each in self.returns if each.accepted_at), None)

    @property
    def waits(self) -> bool:
        return any(each.awaits_review for each in self.returns)


def period_of(in_force: AwardInForce, ends_on: date) -> Period | None:
    """None where nothing is asked of that period, or of the award any more. For the last one every award may send its
    end of grant report."""
    year: FinancialYear | None = in_force.year
    if year is None or not in_force.amount or ends_on not in year.quarter_ends:
        return None
    asked = Obligation.objects.in_force().for_award(in_force.award).select_related("later_date")
    obligations = tuple(each for each in asked.order_by("due_on", "pk") if each.is_report_to(ends_on))
    measures = tuple(each for each in in_force.measures if each.is_due(ends_on, year))
    if not (obligations or measures or ends_on == year.last_day):
        return None
    returns = MonitoringReturn.objects.of_period(in_force.award, ends_on).prefetch_related("figures__paper")
    return Period(in_force, ends_on, measures, obligations, tuple(returns))


def periods_asked_by(obligation: Obligation) -> list[Period]:
    """What a condition that asks for a report asks of each of its awards."""
    if not obligation.asks_for_report or obligation.lapsed_at:
        return []
    in_force = AwardInForce.objects.filter(award__in=obligation.bound_awards.all()).select_related("award__decision")
    found = (period_of(each, obligation.period_ends_on) for each in in_force.order_by("reference", "award__number"))
    return [each for each in found if each]


def newest_of_each(returns: Iterable[MonitoringReturn]) -> list[MonitoringReturn]:
    """Of each award the newest return that was not taken back."""
    found: dict[int, MonitoringReturn] = {}
    for each in sorted(returns, key=lambda each: each.version):
        if not each.taken_back_at:
            found[each.award_id] = each
    return list(found.values())
