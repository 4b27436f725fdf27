"""Which signed agreements are about an obligation."""

from django.db.models import Q, QuerySet

from conditions.models import Agreement, ConditionKind, Obligation


def asks_for_agreement(obligation: Obligation) -> bool:
    """It asks that the grant agreement is approved, as GM2 does."""
    return obligation.terms.kind == ConditionKind.APPROVAL


def signed_for(obligation: Obligation) -> QuerySet[Agreement]:
    """The signed agreements with those who are paid its awards, about its year or about all years: from the day of
    signing an officer may find it met."""
    awards = obligation.bound_awards.all()
    recipients = awards.values("recipient")
    whose = Q(recipient__in=recipients) | Q(recipient__merged_into__in=recipients)
    about = Q(year=None) | Q(year=obligation.year)
    signed = Agreement.objects.filter(whose & about, decision__in=awards.values("decision"), signed_on__isnull=False)
    return signed.select_related("recipient", "decision").order_by("signed_on", "pk")
