"""The conditions of a decision as publishing it now would begin them or carry them on. Worked out, and not saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from conditions.actions.obligations import (
    History,
    PlannedObligation,
    bound_by,
    identity,
    is_about,
    planned_obligations,
)
from conditions.match import required
from conditions.models import Assessment, AwardInForce, Condition, Obligation
from conditions.standing import Standing, standing_of
from conditions.terms import ConditionTerms
from grants.models import Decision
from grants.models.money import ZERO
from grants.years import london_today


@dataclass(frozen=True)
class Beginning:
    """An obligation as it would stand: a new one, or one that is in force already."""

    standing: Standing
    is_new: bool


def beginnings(
    decision: Decision,
    conditions: Iterable[ConditionTerms],
    awards: Iterable[AwardInForce],
    *,
    decided_on: date,
    varied: Iterable[AwardInForce] = (),
) -> Iterator[Beginning]:
    """What publishing these terms for these awards, neither saved, would ask for. `varied`: awards of earlier decisions
    at the amounts that the decision gives them."""
    awards, varied, history = list(awards), list(varied), History.of(decision, decided_on)
    own = {each.number: each for each in decision.conditions.prefetch_related("interpretations")}
    in_force = Obligation.objects.in_force().filter(condition__decision=decision).as_shown()
    earlier = {(each.condition_id, *identity(each)): each for each in in_force}
    for terms in conditions:
        condition = own[terms.number]
        for planned in planned_obligations(terms, bound_by(terms, awards, varied), decided_on):
            before = earlier.get((condition.pk, *planned.identity))
            carried = before if before and carries_on(before, planned, terms) else None
            if history.holds(planned.due) or (planned.is_ended and not (carried and carried.all_assessments)):
                continue
            obligation = as_published(carried or Obligation(), condition, planned, terms)
            yield Beginning(standing_of(obligation, today=london_today()), carried is None)


def carries_on(before: Obligation, planned: PlannedObligation, terms: ConditionTerms) -> bool:
    """One that was assessed carries on with the same due date and terms alone (domain §6)."""
    return not before.all_assessments or is_about(before, planned.due, terms)


def as_published(
    obligation: Obligation, condition: Condition, planned: PlannedObligation, terms: ConditionTerms
) -> Obligation:
    """The obligation with what it would carry of the notice; one that is new has no finding."""
    if not obligation.pk:
        obligation.all_assessments = []
    first = planned.awards[0]
    for name, value in planned.values(terms).items():
        setattr(obligation, name, value)
    obligation.terms, obligation.condition = terms, condition
    obligation.partnership, obligation.award = first.partnership, first.award if planned.is_for_award else None
    obligation.interpretation = (
        next(iter(condition.interpretations.all()), None) if obligation.is_silent_on_in_kind else None
    )
    obligation.reference = condition.decision.reference
    if terms.match and obligation.award_amount is not None:
        obligation.required = required(obligation.award_amount, terms.match.basis, terms.match.figure)
        obligation.evidenced = obligation.evidenced or ZERO
        if obligation.settled == Assessment.Finding.MET and obligation.evidenced < obligation.required:
            obligation.settled = ""
    return obligation
