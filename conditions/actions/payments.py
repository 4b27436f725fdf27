"""Money paid on awards, as the office records it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conditions.models import Obligation, Payment
from conditions.standing import Standing, State, standings
from grants.actions import record, require_editor
from grants.models import Award, User
from grants.models.money import HIGHEST_AMOUNT
from grants.refused import Refused
from grants.wording import day, pounds
from grants.years import london_today

SETTLED = (State.MET, State.WAIVED)


@transaction.atomic
def record_payment(
    award: Award,
    *,
    by: User,
    amount: Decimal,
    paid_on: date,
    reason: str = "",
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Payment:
    """Record money paid on a published award, in pounds. The same form sent twice records it once.

    Refused: where all payments together would pass the award's current amount; for a day to come; and while a condition
    that must be met before money is paid is neither met nor waived, unless a reason is given (domain §6).
    """
    require_editor(by)
    award = Award.objects.select_for_update(of=("self",)).select_related("decision").get(pk=award.pk)
    if form_key is not None and (existing := Payment.objects.filter(form_key=form_key).first()):
        return existing
    refuse_sum(award, amount)
    if paid_on > london_today(at):
        raise Refused("The date of a payment is today or earlier.")
    unmet = unmet_dependencies(award, today=london_today(at))
    if unmet and not reason.strip():
        raise Refused(*(sentence(each) for each in unmet), "Give a reason for paying all the same.")
    payment = Payment.objects.create(
        award=award,
        amount=amount,
        paid_on=paid_on,
        reason=reason.strip() if unmet else "",
        form_key=form_key,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    changes = {f"Paid on award {award.number}": ["", f"{pounds(amount)} on {day(paid_on)}"]}
    record(
        "recorded a payment", payment, by=by, at=at, decision=award.decision, comment=payment.reason, changes=changes
    )
    return payment


def refuse_sum(award: Award, amount: Decimal) -> None:
    listed = getattr(award, "listed", None)
    if listed is None:
        raise Refused("Money is paid on published awards only, and this one is not in force.")
    if not 0 < amount <= HIGHEST_AMOUNT:
        raise Refused("A payment is above zero, and at most a billion pounds.")
    left = listed.current_amount - award.payments.total()
    if amount > left:
        raise Refused(f"{pounds(max(left, Decimal('0.00')))} of {pounds(listed.current_amount)} is left to be paid.")


def unmet_dependencies(award: Award, *, today: date) -> list[Standing]:
    """What must be met before money is paid on an award, and is neither met nor waived; what is due first, first."""
    asked = Obligation.objects.for_award(award).dependencies().order_by("due_on", "pk")
    return [each for each in standings(asked, today=today) if each.state not in SETTLED]


def sentence(unmet: Standing) -> str:
    occasion = f" ({unmet.occasion})" if unmet.occasion else ""
    return (
        f"Condition {unmet.terms.number}, {unmet.terms.title}{occasion}, is not met. It is due on {day(unmet.due_on)}."
    )
