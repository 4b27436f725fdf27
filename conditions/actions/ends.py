"""How a grant ended, once the office has accepted it, and what becomes of the money that was left (domain §12)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from conditions.models import AwardEnd, MonitoringReturn
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.formatting import pounds
from grants.models import Award, Decision, User
from grants.models.money import ZERO
from grants.refused import Refused

NOTHING_SETTLED = {
    "returned": ZERO,
    "carried_over": ZERO,
    "carried_over_by": None,
    "repurposed": ZERO,
    "repurposed_by": None,
}


@dataclass(frozen=True)
class Settled:
    """What is agreed of an underspend, in pounds, and the variations that carry over and repurpose."""

    returned: Decimal = ZERO
    carried_over: Decimal = ZERO
    carried_over_by: Decision | None = None
    repurposed: Decimal = ZERO
    repurposed_by: Decision | None = None

    @property
    def in_words(self) -> str:
        carried = f"{pounds(self.carried_over)} carried over{by_decision(self.carried_over_by)}"
        repurposed = f"{pounds(self.repurposed)} repurposed{by_decision(self.repurposed_by)}"
        return f"{pounds(self.returned)} returned, {carried}, {repurposed}"


def by_decision(decision: Decision | None) -> str:
    return f" by {decision.reference}" if decision else ""


def save_end(report: MonitoringReturn, *, at: datetime) -> None:
    """What an end of grant report says that was accepted just now. What was agreed of the underspend stands while that
    is the same; otherwise it waits to be agreed again."""
    accepted = MonitoringReturn.objects.accepted().of_period(report.award, report.period_ends_on)
    earlier = AwardEnd.objects.filter(award=report.award).first()
    stands = earlier is not None and earlier.underspend == report.underspend
    AwardEnd.objects.update_or_create(
        award=report.award,
        defaults={
            "accepted_at": at,
            "amount": report.amount,
            "spent": report.spent,
            "underspend": report.underspend,
            "lessons": report.lessons,
            "continues": report.continues,
            "reason": report.reason if accepted.filter(is_final=True).exclude(pk=report.pk).exists() else "",
            **({} if stands else NOTHING_SETTLED),
        },
    )


@transaction.atomic
def settle_underspend(
    award: Award, *, by: User, settled: Settled, known: str | None = None, at: datetime | None = None
) -> AwardEnd:
    """Record what the office and the partnership have agreed of what was left of an award; the public reads it at once.
    It takes the place of what was recorded before.

    Refused: more than was left; money carried over or repurposed without the variation that does it, or a variation
    without money; one that is not published, or concerns nobody of this award; and what was changed since the page was
    opened (`known`: the words that it showed).
    """
    require_editor(by)
    end = AwardEnd.objects.select_for_update(of=("self",)).filter(award=award).first()
    if end is None:
        raise Refused("No end of grant report of this award is accepted yet: its underspend is not known.")
    before = as_settled(end)
    if known is not None and known != before.in_words:
        raise Refused(f"It was changed since you opened this page: {before.in_words}. Open it again.")
    refuse_settled(end, settled)
    for name in NOTHING_SETTLED:
        setattr(end, name, getattr(settled, name))
    end.save()
    changes = {"Underspend": [before.in_words, settled.in_words]}
    record("settled an underspend", end, by=by, at=at, decision=award.decision, changes=changes)
    return end


def as_settled(end: AwardEnd) -> Settled:
    return Settled(**{name: getattr(end, name) for name in NOTHING_SETTLED})


def refuse_settled(end: AwardEnd, settled: Settled) -> None:
    sums = (settled.returned, settled.carried_over, settled.repurposed)
    if min(sums) < 0:
        raise Refused("Sums cannot be below zero.")
    if (total := sum(sums, ZERO)) > end.underspend:
        raise Refused(f"{pounds(total)} would be settled, and {pounds(end.underspend)} was left.")
    for amount, by, called in (
        (settled.carried_over, settled.carried_over_by, "carried over"),
        (settled.repurposed, settled.repurposed_by, "repurposed"),
    ):
        if amount and by is None:
            raise Refused(f"Money is {called} by a variation: publish it first, and choose it here.")
        if by and not amount:
            raise Refused(f"Enter how much is {called} by {by.reference}, or choose no variation.")
        if by and not variations_for(end.award).filter(pk=by.pk).exists():
            raise Refused(f"{by.reference} is no published variation of an award of the same partnership or recipient.")


def variations_for(award: Award) -> QuerySet[Decision, Decision]:
    """Those in force that change an award of the same partnership or recipient, the newest first."""
    alike = Q(variation_lines__award__recipient=award.recipient_id)
    if award.partnership_id:
        alike |= Q(variation_lines__award__partnership=award.partnership_id)
    published = Decision.objects.filter(kind=Decision.Kind.VARIATION, published_at__isnull=False)
    in_force = published.exclude(state=Decision.State.WITHDRAWN)
    return in_force.filter(alike).distinct().order_by("-decided_on", "-pk")
