"""The reasons that the public reads beside the versions of a decision, as they were written: those of payments made too
early, of later dates, findings and interpretations, and of from when conditions are followed. With them, what accepted
returns say to the public."""

from collections.abc import Iterator

from conditions.models import Assessment, Interpretation, LaterDate, MonitoringReturn, Payment
from grants.formatting import day, pounds
from grants.models import Decision
from grants.years import london_today


def reasons_beside_versions(decision: Decision) -> Iterator[tuple[str, str]]:
    """What each is the reason of, and its words."""
    if decision.conditions_followed_reason:
        yield "From when its conditions are followed", decision.conditions_followed_reason
    for payment in Payment.objects.of_decision(decision).that_stand().exclude(reason=""):
        back = "back " if payment.is_paid_back else ""
        yield f"{pounds(payment.absolute)} paid {back}on {day(payment.paid_on)}", payment.reason
    for granted in LaterDate.objects.granted().filter(obligation__condition__decision=decision):
        yield f"Later date of {day(granted.granted_on)}", granted.answer_reason
    for finding in Assessment.objects.filter(obligation__condition__decision=decision).select_related("obligation"):
        yield f"{finding.obligation.terms.title}: finding of {finding.in_words}", finding.reasons
    for made in Interpretation.objects.filter(condition__decision=decision).select_related("condition"):
        yield f"{made.condition.title}: interpretation of {day(london_today(made.made_at))}", made.reasons
    yield from words_of_returns(decision)


def words_of_returns(decision: Decision) -> Iterator[tuple[str, str]]:
    of = MonitoringReturn.objects.accepted().filter(award__decision=decision).prefetch_related("figures")
    for sent in of.select_related("award__decision"):
        for each in sent.figures.all():
            if each.sentence:
                yield str(each), each.sentence
        for called, words in (
            ("why accepted figures changed", sent.reason),
            ("what was learned", sent.lessons),
            ("what continues", sent.continues),
        ):
            if words:
                yield f"{sent}: {called}", words
