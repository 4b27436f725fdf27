"""When the money of an award is to be paid, as the office sets it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from conditions.actions.outstanding import update_outstanding
from conditions.actions.payments import lock_award
from conditions.models import AwardInForce, Condition, Obligation, PaymentDue
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.formatting import day, pounds
from grants.models import Award, User
from grants.models.money import ZERO
from grants.refused import Refused
from grants.years import FinancialYear

# The day, or the condition that has to be met first; and the pounds.
Row = tuple[date | Condition, Decimal]


@transaction.atomic
def schedule_payments(award: Award, *, by: User, rows: Sequence[Row], at: datetime | None = None) -> list[PaymentDue]:
    """Set the days, or conditions, and the pounds that are to be paid on a published award, in the place of those set
    before, in the order in which payments will go to them; no rows take the schedule away. Public at once.

    Refused: a day twice; a day before the decision; a condition that the award does not have; an amount that is not
    above zero; more in all than the award's current amount.
    """
    require_editor(by)
    award = lock_award(award.pk)
    in_force = AwardInForce.objects.filter(award=award).first()
    if in_force is None:
        raise Refused("Only a published award that is in force has a schedule of payments.")
    refuse_schedule(in_force, rows)
    before = schedule_in_words(award)
    award.payments_due.all().delete()
    due = PaymentDue.objects.bulk_create(PaymentDue(award=award, amount=amount, **when(on)) for on, amount in rows)
    update_outstanding([award.pk])
    changes = {f"Payments due on award {award.number}": [before, schedule_in_words(award)]}
    record("scheduled payments", award, by=by, at=at, decision=award.decision, changes=changes)
    return due


def refuse_schedule(award: AwardInForce, rows: Sequence[Row]) -> None:
    days = [on for on, _ in rows if isinstance(on, date)]
    if len(set(days)) < len(days):
        raise Refused("A day is there twice: put its sums together.")
    if early := [on for on in days if on < award.decided_on]:
        raise Refused(f"It was decided on {day(award.decided_on)}: nothing is due on {day(min(early))}, before that.")
    bound = Obligation.objects.in_force().for_award(award.award).values_list("condition", flat=True)
    if strange := [on for on, _ in rows if isinstance(on, Condition) and on.pk not in set(bound)]:
        raise Refused(f"Condition {strange[0].number} asks nothing of this award.")
    if any(amount <= 0 for _, amount in rows):
        raise Refused("Each payment is above zero.")
    if (total := sum((amount for _, amount in rows), ZERO)) > award.amount:
        raise Refused(f"These are {pounds(total)} in all; the award stands at {pounds(award.amount)}.")


def when(on: date | Condition) -> dict[str, Any]:
    return {"condition": on} if isinstance(on, Condition) else {"due_on": on}


def schedule_in_words(award: Award) -> str:
    return "; ".join(map(str, award.payments_due.select_related("condition")))


def in_quarters(award: AwardInForce, *, at_start: bool, amounts: Sequence[Decimal] = ()) -> list[tuple[date, Decimal]]:
    """On the first or the last day of each quarter of the award's year that is not before the decision: these amounts,
    or else the current amount in equal parts, of which the pennies that do not divide go with the earliest. Refused
    where no such day is left, or not as many as there are amounts."""
    year = award.year or FinancialYear.of(award.decided_on)
    ends = year.quarter_ends
    starts = (year.first_day, *(end + timedelta(days=1) for end in ends[:-1]))
    days = [each for each in (starts if at_start else ends) if each >= award.decided_on]
    if not days:
        raise Refused(f"It was decided on {day(award.decided_on)}, after every such day of {year}: give dates instead.")
    if amounts and len(amounts) != len(days):
        raise Refused(f"{len(amounts)} amounts are given, for {', '.join(map(day, days))}: give {len(days)}.")
    each, over = divmod(int(award.amount * 100), len(days))
    equal = [Decimal(each + (number < over)).scaleb(-2) for number in range(len(days))]
    return list(zip(days, amounts or equal, strict=True))
