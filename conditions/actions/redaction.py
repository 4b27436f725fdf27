"""What a redaction removes in conditions: the reasons that the public reads beside the versions of a decision, and what
reported figures repeat of its text."""

from collections.abc import Iterable

from conditions.models import Assessment, AwardEnd, Interpretation, LaterDate, MonitoringReturn, Payment, ReturnFigure
from grants.measures import MeasureTerms
from grants.models import Decision
from grants.models.guards import REDACTED

# What the public reads of an end of grant report; the reason is that of any return.
OF_END = ("lessons", "continues", "reason")


def redact_reasons(decision: Decision, *, why: str) -> None:
    """Put why they were redacted in the place of the reasons of payments, later dates, findings, figures and
    interpretations, and of from when conditions are followed; and of what was wrong with reversed payments."""
    words = f"{REDACTED}: {why}"
    for rows, column in (
        (Payment.objects.filter(award__decision=decision), "reason"),
        (LaterDate.objects.granted().filter(obligation__condition__decision=decision), "answer_reason"),
        (Assessment.objects.filter(obligation__condition__decision=decision), "reasons"),
        *((MonitoringReturn.objects.filter(award__decision=decision), name) for name in OF_END),
        *((AwardEnd.objects.filter(award__decision=decision), name) for name in OF_END),
        (ReturnFigure.objects.filter(monitoring_return__award__decision=decision), "sentence"),
        (Interpretation.objects.filter(condition__decision=decision), "reasons"),
        (Decision.objects.filter(pk=decision.pk), "conditions_followed_reason"),
    ):
        rows.exclude(**{column: ""}).update(**{column: words})


def redact_measures(decision: Decision, readable: Iterable[MeasureTerms]) -> None:
    """In reported figures, take out the texts of measures that are in no readable version any more."""
    known = {(terms.number, terms.texts) for terms in readable}
    for each in ReturnFigure.objects.filter(monitoring_return__award__decision=decision):
        if (each.number, each.terms.texts) not in known:
            each.terms_data = each.terms.masked(REDACTED).model_dump(mode="json")
            each.save()
