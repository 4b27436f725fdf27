"""Obligations with what the office has said of each, findings and interpretations, read in one query: to prefetch these
takes two more, and longer than to make the page of them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import JSONField, prefetch_related_objects
from django.db.models.expressions import RawSQL

from conditions.models import Assessment, Interpretation, Obligation, ObligationQuerySet

FINDINGS = """(SELECT jsonb_agg(jsonb_build_object('id', a.id, 'finding', a.finding, 'reasons', a.reasons,
    'required', a.required::text, 'evidenced', a.evidenced::text, 'carried_from_id', a.carried_from_id,
    'made_at', a.made_at) ORDER BY a.made_at DESC, a.id DESC)
    FROM conditions_assessment a WHERE a.obligation_id = conditions_obligation.id)"""
INTERPRETATION = """(SELECT jsonb_build_object('counts', i.counts, 'reasons', i.reasons, 'made_at', i.made_at)
    FROM conditions_interpretation i WHERE i.condition_id = conditions_obligation.condition_id
    ORDER BY i.made_at DESC, i.id DESC LIMIT 1)"""


def read_with_said(obligations: ObligationQuerySet) -> list[Obligation]:
    """Each of them, in their order, with its partnership, its award, all findings on it, the newest first, and the
    newest interpretation."""
    said = {name: RawSQL(sql, [], output_field=JSONField()) for name, sql in QUESTIONS.items()}  # noqa: S611 - ours
    rows: Any = obligations.with_award().annotate(**said)
    found = list(rows)
    for each in found:
        each.all_assessments = [finding_of(each, **one) for one in each.findings_said or ()]
        each.interpretation = interpretation_of(each)
    carried = [one for each in found for one in each.all_assessments if one.carried_from_id]
    prefetch_related_objects(carried, "carried_from__obligation")
    return found


QUESTIONS = {"findings_said": FINDINGS, "interpretation_said": INTERPRETATION}


def finding_of(
    obligation: Obligation, *, made_at: str, required: str | None, evidenced: str | None, **others: Any
) -> Assessment:
    return Assessment(
        obligation=obligation,
        made_at=datetime.fromisoformat(made_at),
        required=required and Decimal(required),
        evidenced=evidenced and Decimal(evidenced),
        **others,
    )


def interpretation_of(obligation: Any) -> Interpretation | None:
    """Only where the notice is silent."""
    said = obligation.interpretation_said
    if not said or not obligation.is_silent_on_in_kind:
        return None
    return Interpretation(**said | {"made_at": datetime.fromisoformat(said["made_at"])})
