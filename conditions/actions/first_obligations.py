"""The obligations of decisions that are published for the first time: nothing has been sent, found or paid for any of
them, so nothing that there was before is looked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from conditions.actions.match_grants import counted_once
from conditions.actions.obligations import History, PlannedObligation, bound_by, planned_obligations
from conditions.actions.results import update_results
from conditions.facts import facts_of
from conditions.models import AwardInForce, Obligation
from conditions.terms import ConditionTerms
from grants.actions.inserting import insertion, number
from grants.models import Decision

# What the standing of an obligation is worked out from, of one that nobody has been asked yet.
NOTHING_SENT: dict[str, Any] = {
    **{f"all_{each}": [] for each in ("shares", "returns", "bound", "evidence", "assessments")},
    "interpretation": None,
}


@dataclass(frozen=True)
class FirstTerms:
    """What the first notice of a decision says of conditions, and its awards in force. `withheld_wordings`: by number
    of the condition."""

    decision: Decision
    conditions: Sequence[ConditionTerms]
    awards: Sequence[AwardInForce]
    title: str
    decided_on: date
    withheld_wordings: Mapping[int, str]


def first_obligations(published: Iterable[FirstTerms]) -> str:
    """The statement that does what `raise_obligations` does for each of these decisions, once they are listed. What
    hangs on the obligations, and nobody adds up, is saved at once."""
    published = list(published)
    awards = AwardInForce.objects.bulk_create(award for each in published for award in each.awards)
    required = [pair for each in published for pair in required_of(each)]
    set_standings(required)
    obligations = [obligation for obligation, _ in required]
    number(obligations)
    bound = Obligation.bound_awards.through
    bound.objects.bulk_create(
        bound(obligation_id=obligation.pk, award_id=award.award_id)
        for obligation, planned in required
        for award in planned.awards
    )
    if measured := [each.award_id for each in awards if each.measures_data]:
        update_results(measured)
    return insertion(obligations)


def set_standings(required: Sequence[tuple[Obligation, PlannedObligation]]) -> None:
    """Where each stands before anybody was asked; the ledger of match asks what was paid, of all of them at once."""
    for obligation, planned in required:
        vars(obligation).update(NOTHING_SENT)
        if planned.is_for_award:
            obligation.award = planned.awards[0].award
    of_match = [each.award for each, _ in required if each.award and each.terms.match]
    prefetch_related_objects(of_match, "payments")
    for obligation, _ in required:
        vars(obligation).update(asdict(facts_of(obligation)))
    of_awards: dict[int, list[Obligation]] = defaultdict(list)
    for obligation, _ in required:
        if obligation.award_id:
            of_awards[obligation.award_id].append(obligation)
    for own in of_awards.values():
        list(counted_once(own))


def required_of(published: FirstTerms) -> Iterator[tuple[Obligation, PlannedObligation]]:
    """Nothing is required for an award that was ended, nor what fell due before conditions are followed."""
    decision = published.decision
    own = {condition.number: condition for condition in decision.conditions.all()}
    history = History.of(decision, published.decided_on)
    for terms in published.conditions:
        bound = bound_by(terms, published.awards, ())
        planned = list(planned_obligations(terms, bound, published.decided_on))
        history.note(own[terms.number], planned)
        for each in planned:
            if not (each.is_ended or history.holds(each.due)):
                yield (
                    Obligation(
                        condition=own[terms.number],
                        reference=decision.reference,
                        decision_title=published.title,
                        withheld_wording=published.withheld_wordings.get(terms.number, ""),
                        **each.values(terms),
                    ),
                    each,
                )
