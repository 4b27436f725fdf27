"""Money paid on awards, as the office records it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from conditions.actions.outstanding import update_outstanding
from conditions.models import AwardInForce, Obligation, Payment
from conditions.standing import Standing, standings
from conditions.standing_states import StandingState
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.public_text import public_reason
from grants.formatting import day, pounds
from grants.models import Award, Decision, User
from grants.models.money import HIGHEST_AMOUNT, ZERO
from grants.refused import Refused
from grants.years import london_today

PAID_BACK = "the reason why it was paid back"
SETTLED = (StandingState.MET, StandingState.WAIVED)


@transaction.atomic
def record_payment(
    award: Award,
    *,
    by: User,
    amount: Decimal,
    paid_on: date,
    reason: str = "",
    acknowledged: bool = False,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Payment:
    """Record money paid on a published award, in pounds. The same form sent twice records it once.

    Refused: where all payments together would pass the award's current amount; for a day to come, or one before the
    decision; and while a condition that must be met before money is paid, and was due on or before that day, is neither
    met nor waived, unless a reason is given, which is published (domain §6); a reason with personal data in it, unless
    that is `acknowledged`.
    """
    require_editor(by)
    award = lock_award(award.pk)
    if form_key is not None and (existing := Payment.objects.filter(form_key=form_key).first()):
        return existing
    refuse_sum(award, amount)
    refuse_day(award, paid_on, at=at)
    payment = Payment.objects.create(
        award=award,
        amount=amount,
        paid_on=paid_on,
        reason=reason_needed(award, paid_on, reason, acknowledged=acknowledged, at=at),
        form_key=form_key,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    update_outstanding([award.pk])
    record_payment_event(
        "recorded a payment", payment, by=by, at=at, comment=payment.reason, change=["", payment_in_words(payment)]
    )
    return payment


@transaction.atomic
def correct_payment(
    payment: Payment,
    *,
    by: User,
    amount: Decimal,
    paid_on: date,
    reason: str,
    unmet_reason: str = "",
    acknowledged: bool = False,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Payment:
    """Reverse a wrong payment and record the right one (£0 if nothing was paid). Nothing is
    overwritten: gives the reversal, a row of its own. The same form sent twice corrects once. `reason`: what was wrong,
    for the office; `unmet_reason`: why it was paid although a condition was not met, for the public.

    Refused: without a reason; for what has been corrected already, or is itself a reversal; where nothing is different;
    for more than was recorded and is left of the award's current amount; and where `record_payment` refuses the day.
    """
    require_editor(by)
    award = lock_award(payment.award_id)
    if form_key is not None and (existing := Payment.objects.filter(form_key=form_key).first()):
        return existing
    payment = Payment.objects.select_related("reversal").get(pk=payment.pk)
    refuse_correction(payment, amount=amount, paid_on=paid_on, reason=reason)
    moment = at or timezone.now()
    recorded = {"award": award, "recorded_by": by, "recorded_at": moment}
    reversal = Payment.objects.create(
        reverses=payment, amount=-payment.amount, paid_on=payment.paid_on, reason=reason.strip(), form_key=form_key,
        **recorded,
    )  # fmt: skip
    change = [payment_in_words(payment), "nothing"]
    if amount:
        why = unmet_reason or payment.reason
        if payment.is_paid_back:
            refuse_day(award, paid_on, at=at)
            signed, why = -amount, public_reason(why, called=PAID_BACK, acknowledged=acknowledged)
        else:
            refuse_sum(award, amount, recorded=payment.amount)
            refuse_day(award, paid_on, at=at)
            signed, why = amount, reason_needed(award, paid_on, why, acknowledged=acknowledged, at=at)
        change[1] = payment_in_words(Payment.objects.create(amount=signed, paid_on=paid_on, reason=why, **recorded))
    update_outstanding([award.pk])
    refuse_below_zero(award)
    record_payment_event("corrected a payment", reversal, by=by, at=at, comment=reversal.reason, change=change)
    return reversal


@transaction.atomic
def pay_back(
    award: Award,
    *,
    by: User,
    amount: Decimal,
    paid_on: date,
    reason: str,
    acknowledged: bool = False,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Payment:
    """Record money that the recipient has paid back, such as underspend, in pounds above zero; also after the award has
    ended or its decision was withdrawn. The same form sent twice records it once. `reason` is published.

    Refused: more than is paid; a day to come, or before the decision; a reason that is too short, or with personal data
    in it unless that is `acknowledged`.
    """
    require_editor(by)
    award = lock_award(award.pk)
    if form_key is not None and (existing := Payment.objects.filter(form_key=form_key).first()):
        return existing
    if amount <= 0:
        raise Refused("What is paid back is above zero.")
    refuse_day(award, paid_on, at=at)
    payment = Payment.objects.create(
        award=award,
        amount=-amount,
        paid_on=paid_on,
        reason=public_reason(reason, called=PAID_BACK, acknowledged=acknowledged),
        form_key=form_key,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    refuse_below_zero(award)
    record_payment_event(
        "recorded money paid back",
        payment,
        by=by,
        at=at,
        comment=payment.reason,
        change=["", payment_in_words(payment)],
    )
    return payment


def refuse_below_zero(award: Award) -> None:
    """More cannot be paid back than was paid."""
    if (total := award.payments.total()) < 0:
        paid = award.payments.counted().total()
        raise Refused(f"{pounds(paid)} is paid on this award, and {pounds(paid - total)} would be paid back.")


def lock_award(award: int) -> Award:
    """The award (its id), while nobody publishes, corrects or withdraws its decision, or pays on it."""
    decisions = Decision.objects.select_for_update(of=("self",), no_key=True)
    decisions.get(awards=award)
    return Award.objects.select_for_update(of=("self",)).select_related("decision").get(pk=award)


def reason_needed(award: Award, paid_on: date, reason: str, *, acknowledged: bool, at: datetime | None) -> str:
    """The reason to publish where a dependency is unmet on that day; empty where none is."""
    unmet = unmet_dependencies(award, paid_on=paid_on, today=london_today(at))
    if unmet and not reason.strip():
        raise Refused(*(sentence(each) for each in unmet), "Give a reason for paying before it is met.")
    called = "the reason for paying before it is met"
    return public_reason(reason, called=called, acknowledged=acknowledged) if unmet else ""


def refuse_correction(payment: Payment, *, amount: Decimal, paid_on: date, reason: str) -> None:
    if payment.reverses_id or payment.is_reversed:
        raise Refused("This payment has been corrected already. Correct the payment that replaced it.")
    if (amount, paid_on) == (abs(payment.amount), payment.paid_on):
        raise Refused("This is what is recorded already: change the amount or the date.")
    if not reason.strip():
        raise Refused("Say what was wrong, for the people who check payments.")


def record_payment_event(
    verb: str, payment: Payment, *, by: User, at: datetime | None, comment: str, change: list[str]
) -> None:
    changes = {f"Paid on award {payment.award.number}": change}
    record(verb, payment, by=by, at=at, decision=payment.award.decision, comment=comment, changes=changes)


def payment_in_words(payment: Payment) -> str:
    back = "back " if payment.is_paid_back else ""
    return f"{pounds(abs(payment.amount))} {back}on {day(payment.paid_on)}"


def refuse_sum(award: Award, amount: Decimal, *, recorded: Decimal = ZERO) -> None:
    """What has been recorded already may stay, even where a variation has since gone below it."""
    in_force = AwardInForce.objects.filter(award=award).first()
    if in_force is None:
        raise Refused("Only a published award that is in force can be paid.")
    if not 0 < amount <= HIGHEST_AMOUNT:
        raise Refused("A payment is above zero, and at most a billion pounds.")
    left = in_force.amount - award.payments.total()
    if amount > max(left, recorded):
        raise Refused(f"{pounds(max(left, ZERO))} of {pounds(in_force.amount)} is left to be paid.")


def refuse_day(award: Award, paid_on: date, *, at: datetime | None) -> None:
    if paid_on > london_today(at):
        raise Refused("The date of a payment is today or earlier.")
    decided_on = getattr(award, "in_force", award.decision).decided_on
    if decided_on and paid_on < decided_on:
        raise Refused(f"It was decided on {day(decided_on)}: a payment is not before the decision.")


def unmet_dependencies(award: Award, *, paid_on: date, today: date | None = None) -> list[Standing]:
    """What must be met before money is paid on an award on this day, and is neither met nor waived: what is due by
    then, and what is due before the first payment (domain §6). What is due first, first."""
    dependencies = Obligation.objects.in_force().for_award(award).dependencies().exclude(settled__in=SETTLED)
    due = dependencies.filter(Q(due_on__lte=paid_on) | Q(terms_data__is_before_first_payment=True))
    return standings(due.order_by("due_on", "pk"), today=today or london_today())


def sentence(unmet: Standing) -> str:
    occurrence = f" ({unmet.occurrence_label})" if unmet.occurrence_label else ""
    name = f"Condition {unmet.terms.number}, {unmet.terms.title}{occurrence}"
    return f"{name}, is not met. {unmet.sentences}"
