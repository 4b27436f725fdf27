"""When the money of an award is to be paid, as the office sets it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from conditions.actions.payments import lock_award
from conditions.models import AwardInForce, PaymentDue
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.formatting import day, pounds
from grants.models import Award, User
from grants.models.money import ZERO
from grants.refused import Refused
from grants.years import FinancialYear

Rows = Sequence[tuple[date, Decimal]]


@transaction.atomic
def schedule_payments(award: Award, *, by: User, rows: Rows, at: datetime | None = None) -> list[PaymentDue]:
    """Set the dates and the pounds that are to be paid on a published award, in the place of those set before; no rows
    take the schedule away. Public at once.

    Refused: a day twice; a day before the decision; an amount that is not above zero; more in all than the award's
    current amount.
    """
    require_editor(by)
    award = lock_award(award.pk)
    in_force = AwardInForce.objects.filter(award=award).first()
    if in_force is None:
        raise Refused("Only a published award that is in force has a schedule of payments.")
    refuse_schedule(in_force, rows)
    before = schedule_in_words(award)
    award.payments_due.all().delete()
    due = PaymentDue.objects.bulk_create(PaymentDue(award=award, due_on=on, amount=amount) for on, amount in rows)
    changes = {f"Payments due on award {award.number}": [before, schedule_in_words(award)]}
    record("scheduled payments", award, by=by, at=at, decision=award.decision, changes=changes)
    return due


def refuse_schedule(award: AwardInForce, rows: Rows) -> None:
    days = [on for on, _ in rows]
    if len(set(days)) < len(days):
        raise Refused("A day is there twice: put its sums together.")
    if early := [on for on in days if on < award.decided_on]:
        raise Refused(f"It was decided on {day(award.decided_on)}: nothing is due on {day(min(early))}, before that.")
    if any(amount <= 0 for _, amount in rows):
        raise Refused("Each payment is above zero.")
    if (total := sum((amount for _, amount in rows), ZERO)) > award.amount:
        raise Refused(f"These are {pounds(total)} in all; the award stands at {pounds(award.amount)}.")


def schedule_in_words(award: Award) -> str:
    return "; ".join(map(str, award.payments_due.order_by("due_on")))


def in_quarters(award: AwardInForce, *, at_start: bool) -> list[tuple[date, Decimal]]:
    """The current amount in equal parts on the first or the last day of each quarter of the award's year that is not
    before the decision; the pennies that do not divide go with the earliest. Refused where no such day is left."""
    year = award.year or FinancialYear.of(award.decided_on)
    ends = year.quarter_ends
    starts = (year.first_day, *(end + timedelta(days=1) for end in ends[:-1]))
    days = [each for each in (starts if at_start else ends) if each >= award.decided_on]
    if not days:
        raise Refused(f"It was decided on {day(award.decided_on)}, after every such day of {year}: give dates instead.")
    each, over = divmod(int(award.amount * 100), len(days))
    return [(on, Decimal(each + (number < over)).scaleb(-2)) for number, on in enumerate(days)]
