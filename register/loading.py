"""A decision with everything that the gate, the budget and the document read of it, fetched once."""

from django.db.models import Prefetch, QuerySet

from conditions.models import Condition
from grants.models import Award, Decision, DecisionMaker, Paper, Priority, VariationLine
from grants.refused import Discarded


def with_parts() -> QuerySet[Decision]:
    """Decisions with their parts prefetched; later changes to the parts are not seen."""
    return Decision.objects.prefetch_related(
        Prefetch("awards", Award.objects.select_related("recipient", "partnership", "stream", "listed")),
        Prefetch(
            "variation_lines",
            VariationLine.objects.select_related(
                "award__decision",
                "award__recipient",
                "award__partnership",
                "award__stream",
                "award__listed__stream",
            ),
        ),
        Prefetch("conditions", Condition.objects.select_related("standard", "match").prefetch_related("awards")),
        Prefetch("decision_makers", DecisionMaker.objects.select_related("post")),
        Prefetch("papers", Paper.objects.select_related("file").prefetch_related("acknowledgements")),
        Prefetch("priorities", Priority.objects.select_related("plan")),
        "principles",
        "soc_themes",
        "measures",
        "splits",
        "withholdings",
    )


def lock_decision(decision: Decision) -> Decision:
    """The whole decision, which nobody else may change until this transaction ends. Refused once it is discarded."""
    if (locked := with_parts().select_for_update(no_key=True).filter(pk=decision.pk).first()) is None:
        raise Discarded
    return locked


def conditions_in_force(decision: Decision) -> list[Condition]:
    return [condition for condition in decision.conditions.all() if not condition.is_removed]


def bound_awards(decision: Decision, condition: Condition) -> list[Award]:
    """The awards that a condition of the decision binds, those of earlier decisions that it varies among them."""
    varied = [line.award for line in decision.variation_lines.all()]
    return [*decision.awards.all(), *varied] if condition.binds_all else list(condition.awards.all())
