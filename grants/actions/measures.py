"""What may happen to the measures of a decision that is worked on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from grants.actions.awards import refuse_stale
from grants.actions.decisions import open_for_editing, record_edit
from grants.measures import HIGHEST_SHARE, Direction, MeasureTerms
from grants.models import Decision, Measure, StandardMeasure, User
from grants.refused import Refused

# The lines of the diary about measures.
ADDED, CHANGED, REMOVED = "added a measure", "changed a measure", "removed a measure"
FROM_LIBRARY = ("name", "kind", "unit", "direction")


@transaction.atomic
def add_measure(
    decision: Decision, *, by: User, values: Mapping[str, Any], revision: int | None = None, at: datetime | None = None
) -> Measure:
    """A measure of some awards of a decision; `values` as in `MeasureTerms`, with the slug of the `standard` that it
    was begun with. One that does not count the same thing as the library's is the decision's own.

    Refused as `terms_of` says, and (Stale) where somebody has changed measures since `revision`.
    """
    decision = open_for_editing(decision, by=by)
    refuse_stale(decision, since=revision, verbs=(ADDED, CHANGED, REMOVED))
    terms = terms_of(decision, decision.last_measure_number + 1, values)
    decision.last_measure_number = terms.number
    added = Measure.objects.create(decision=decision, number=terms.number, terms_data=terms.model_dump(mode="json"))
    record_edit(decision, ADDED, by=by, changes={label(terms): ["", in_words(terms)]}, at=at)
    return added


@transaction.atomic
def change_measure(
    measure: Measure, *, by: User, values: Mapping[str, Any], revision: int | None = None, at: datetime | None = None
) -> Measure:
    """Refused as `add_measure` refuses. What was reported keeps the measure as it was when it was reported."""
    measure = open_measure(measure, by=by, revision=revision)
    before, after = measure.terms, terms_of(measure.decision, measure.number, values)
    if before != after:
        measure.terms_data = after.model_dump(mode="json")
        measure.save()
        record_edit(
            measure.decision, CHANGED, by=by, changes={label(after): [in_words(before), in_words(after)]}, at=at
        )
    return measure


@transaction.atomic
def remove_measure(measure: Measure, *, by: User, revision: int | None = None, at: datetime | None = None) -> None:
    """The next notice does not state it any more; what was published and reported stays on record."""
    measure = open_measure(measure, by=by, revision=revision)
    decision, terms = measure.decision, measure.terms
    measure.delete()
    record_edit(decision, REMOVED, by=by, changes={label(terms): [in_words(terms), ""]}, at=at)


def open_measure(measure: Measure, *, by: User, revision: int | None) -> Measure:
    """The measure, its decision under lock."""
    decision = open_for_editing(measure.decision, by=by)
    refuse_stale(decision, since=revision, verbs=(ADDED, CHANGED, REMOVED))
    if (current := decision.measures.filter(pk=measure.pk).first()) is None:
        raise Refused("This measure has been removed from the decision.")
    current.decision = decision
    return current


def terms_of(decision: Decision, number: int, values: Mapping[str, Any]) -> MeasureTerms:
    """Refused: without an award, or with one that the decision does not have; a target of zero where more is better,
    which says nothing; and a share above 100%."""
    terms = MeasureTerms(number=number, **values)
    standard = StandardMeasure.objects.filter(slug=terms.standard).first()
    if standard and any(getattr(standard, name) != getattr(terms, name) for name in FROM_LIBRARY):
        standard = None
    if not terms.awards or set(terms.awards) - set(decision.awards.values_list("number", flat=True)):
        raise Refused("Choose at least one award of this decision.")
    if terms.target == 0 and terms.direction == Direction.MORE:
        raise Refused(
            "A target of zero says nothing where more is better: enter a target above zero, or leave it blank."
        )
    if terms.is_share and max(terms.target or 0, terms.baseline or 0) > HIGHEST_SHARE:
        raise Refused("A share is at most 100%: where it can be more, say in words what is counted.")
    return terms.model_copy(update={"standard": standard.slug if standard else ""})


def label(terms: MeasureTerms) -> str:
    return f"Measure {terms.number}"


def in_words(terms: MeasureTerms) -> str:
    awards = ", ".join(map(str, terms.awards))
    return f"{terms.name}; {terms.sentence}; of award{'s' if len(terms.awards) > 1 else ''} {awards}"
